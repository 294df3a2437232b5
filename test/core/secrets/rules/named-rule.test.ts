import { expect } from 'chai';
import { describe, it } from 'mocha';
import { tokenEnds } from '../../../../src/core/secrets/rules/boundary.ts';
import { namedRules } from '../../../../src/core/secrets/rules/named-rule.ts';
import { secretIn } from './support/rule-samples.ts';

const [rule] = namedRules([
  {
    id: 'acme-key',
    title: 'a key of Acme',
    vendor: ['acme corp', 'acme'],
    thing: ['api key', 'token'],
    value: /[0-9a-f]{16}/,
  },
]);
const secret = ['1f0c5b', '9e27d4a863'].join('');
const found = (text: string): string | undefined => rule && secretIn(rule, text);

describe('a rule for what is known by its name', () => {
  const notations = [
    `ACME_API_KEY=${secret}`,
    `export ACME_API_KEY='${secret}'`,
    `acme-api-key: ${secret}`,
    `acme:\n  apiKey: "${secret}"`,
    `"acmeApiKey": "${secret}"`,
    `{\\"acme_api_key\\":\\"${secret}\\"}`,
    `AcmeCorp-Api.Key := \`${secret}\``,
    `'acme_token' => '${secret}',`,
    `const acmeToken: string = "${secret}";`,
    `var acmeToken string = "${secret}"`,
    `acme_token ?= ${secret}`,
    `acme_token ::= ${secret}`,
    `os.environ["ACME_TOKEN"] = "${secret}"`,
    `System.setProperty("ACME_TOKEN", "${secret}")`,
    `env('ACME_TOKEN') ?: '${secret}'`,
    `process.env.ACME_TOKEN || "${secret}"`,
    `\${ACME_TOKEN:-${secret}}`,
    `acme --acme-token ${secret} --verbose`,
    `<acmeToken>${secret}</acmeToken>`,
    `<add key="AcmeApiKey" value="${secret}" />`,
    `- name: ACME_API_KEY\n  value: ${secret}`,
    `{"name": "ACME_API_KEY", "value": "${secret}"}`,
    `name  = "acme_token"\nvalue = "${secret}"`,
    `Acme-Token: Bearer ${secret}`,
    `"line\\nACME_TOKEN=${secret}\\n"`,
  ];
  for (const text of notations)
    it(`finds it in ${text.replace(secret, '…').replaceAll('\n', '⏎')}`, () => {
      expect(found(text)).to.equal(secret);
    });

  const others = [
    secret,
    `API_KEY=${secret}`,
    `acme_id=${secret}`,
    `grimacme_token=${secret}`,
    `acme_token=${secret}0`,
    `acme_token=${secret.slice(1)}`,
    `acme_token=${secret.toUpperCase()}`,
    `acme_token=a.b.${secret}`,
    `acme has no token here\n\n${'and more '.repeat(8)}\n${secret}`,
  ];
  for (const text of others)
    it(`finds nothing in ${text.replace(secret, '…').replaceAll('\n', '⏎').slice(0, 40)}`, () => {
      expect(found(text)).to.equal(undefined);
    });

  it('is called for by the part of the name that is rare, or else by the name in each spelling', () => {
    expect(rule?.keywords).to.have.members(['acmecorp', 'acme_corp', 'acme-corp', 'acme']);
    const [long] = namedRules([{ id: 'a', title: 'a', vendor: ['new relic', 'client hologram'], value: /x/ }]);
    expect(long?.keywords).to.deep.equal(['relic', 'hologram']);
  });
});

describe('the end of a token', () => {
  it('is no letter, digit or underscore, nor a sign that the token itself may end in', () => {
    expect(tokenEnds(/ab_[0-9a-f]{4}/)).to.equal('(?![A-Za-z0-9_])');
    expect(tokenEnds(/ab_[A-Za-z0-9_-]{4,8}/)).to.equal('(?![A-Za-z0-9_\\-])');
    expect(tokenEnds(/[A-Za-z0-9+/]{4}={0,2}/)).to.equal('(?![A-Za-z0-9_\\+\\/])');
    expect(tokenEnds(/(?:a[0-9]|b[A-Z/-]{3})/)).to.equal('(?![A-Za-z0-9_\\/\\-])');
  });
});
