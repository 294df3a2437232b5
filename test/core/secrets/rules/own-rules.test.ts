import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { vendorRules } from '../../../../src/core/secrets/rules/vendors/vendor-rules.ts';
import { type RuleSample, sampleOf } from './support/rule-samples.ts';
import { rulesThatFind, rulesThatFindIn } from './support/search-with-own-rules.ts';

const parts = (...texts: readonly string[]): string => texts.join('');

/** What carries a proof in itself, or must look like a password, is not made at random: see `keys.test.ts` and others. */
const isProven = new Set(vendorRules.filter(({ check, isGeneric }) => check ?? isGeneric).map(({ id }) => id));

describe('the rules that ship, together', () => {
  it('have one id each', () => {
    const ids = ownRules().rules.map(({ id }) => id);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).to.deep.equal([]);
  });

  it('name the kind of each token, and not only that there is one', () => {
    const rules = vendorRules.filter(({ id }) => !isProven.has(id));
    const found = rulesThatFindIn(rules.map((rule) => lineOf(sampleOf(rule))));
    const misnamed = rules.filter(({ id }, place) => found[place]?.includes(id) !== true);
    expect(misnamed.map(({ id }) => id)).to.deep.equal([]);
  });

  it('find a token in a URL right behind what the vendor puts there', () => {
    const token = `6391847205:${parts('AA', 'Hk3jd9-sKq2LmN8vB4xZ_7wQeR5tYuI1o')}`;
    expect(rulesThatFind(`https://api.telegram.org/bot${token}/sendMessage`)).to.deep.equal([
      'telegram-bot-token:certain',
    ]);
    expect(rulesThatFind(`robot${token}`)).to.deep.equal([]);
  });

  // Of the documentation of AWS, Slack, Stripe, GitHub, Telegram and jwt.io, in parts.
  const published: Readonly<Record<string, string>> = {
    'the access key of AWS': parts('aws_access_key_id = AKIA', 'IOSFODNN7', 'EXAMPLE'),
    'the secret key of AWS': parts('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'),
    'a token of letters in order': parts('token: ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'),
    'a token of digits in order': parts('token: glpat-', '12345678901234567890'),
    'a token that was blotted out': 'export NPM_TOKEN=npm_' + 'x'.repeat(36),
    'the token of jwt.io': [
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
      'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ',
      'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    ].join('.'),
    'a bootstrap token of kubeadm': parts('kubeadm join 192.0.2.1:6443 --token abcdef.', '0123456789abcdef'),
    'a public key of SSH': `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'Ql3'.repeat(14)}b ops@cluster`,
    'the public key of a host beside the name of a vendor': `bitbucket.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'Ql3'.repeat(14)}b`,
    'a key of digits in order': parts('key: sk_live_', '1234567890'),
    'a digest of an image': `image: registry.k8s.io/pause@sha256:${'3a7c'.repeat(16)}`,
  };
  for (const [what, text] of Object.entries(published))
    it(`leave ${what} alone`, () => {
      // Under the name of a password whatever stands there may be one that works: that is said, and no more.
      expect(rulesThatFind(text).filter((found) => !found.endsWith(':possible'))).to.deep.equal([]);
    });
});

function lineOf(sample: RuleSample): string {
  switch (sample.kind) {
    case 'token':
      return `a: ${sample.secret}\n`;
    case 'named':
      return `${sample.name}: ${sample.secret}\n`;
    case 'text':
      return `${sample.text}\n`;
  }
}
