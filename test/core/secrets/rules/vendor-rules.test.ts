import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { SecretRule } from '../../../../src/core/secrets/rule.ts';
import { standIns } from '../../../../src/core/secrets/rules/stand-ins.ts';
import { vendorRules } from '../../../../src/core/secrets/rules/vendors/vendor-rules.ts';
import { holdsWords } from '../../../../src/core/secrets/text/holds-words.ts';
import { lintRule } from '../../../../src/core/secrets/text/lint-rule.ts';
import { shannonEntropy } from '../../../../src/core/secrets/shannon-entropy.ts';
import { literalBeginning } from '../../../../src/core/secrets/rules/token-rule.ts';
import { type RuleSample, sampleOf, secretIn, textOf } from './support/rule-samples.ts';

const samples = vendorRules.map((rule) => ({ rule, sample: sampleOf(rule) }));
const tokens = samples.flatMap(({ rule, sample }) =>
  sample.kind === 'token' ? [{ rule, secret: sample.secret }] : [],
);

describe('the rules for tokens of vendors', () => {
  it('know at least 220 kinds by their own form and 300 by their names', () => {
    const count = (kind: RuleSample['kind']): number => samples.filter(({ sample }) => sample.kind === kind).length;
    expect(count('token')).to.be.at.least(220);
    expect(count('named')).to.be.at.least(300);
  });

  it('find what they are written for in YAML, in an environment and in JSON', () => {
    const missed = samples.filter(({ rule, sample }) => !carriersOf(sample).every((text) => finds(rule, text)));
    expect(missed.map(({ rule }) => rule.id)).to.deep.equal([]);
  });

  it('find it after an escape and in a URL', () => {
    const missed = tokens.filter(
      ({ rule, secret }) => !finds(rule, `"a\\n${secret}"`) || !finds(rule, `?a=1&b=${secret}&c`),
    );
    expect(missed.map(({ rule }) => rule.id)).to.deep.equal([]);
  });

  it('hold one of their keywords in all that they find', () => {
    const without = samples.filter(
      ({ rule, sample }) => !rule.keywords.some((keyword) => textOf(sample).toLowerCase().includes(keyword)),
    );
    expect(without.map(({ rule }) => rule.id)).to.deep.equal([]);
  });

  it('hold one word of each of their lists in all that they find', () => {
    const without = samples.filter(
      ({ rule, sample }) => rule.words !== undefined && !holdsWords(textOf(sample).toLowerCase(), rule.words),
    );
    expect(without.map(({ rule }) => rule.id)).to.deep.equal([]);
    expect(samples.filter(({ rule }) => rule.words !== undefined).length).to.be.at.least(300);
  });

  it('want less entropy than a random token has', () => {
    const strict = samples.filter(
      ({ rule, sample }) => shannonEntropy(secretIn(rule, textOf(sample)) ?? '') <= (rule.minEntropy ?? 0),
    );
    expect(strict.map(({ rule }) => rule.id)).to.deep.equal([]);
  });
});

describe('what the rules for tokens of vendors leave alone', () => {
  it('a part of a longer word', () => {
    const greedy = tokens.filter(
      ({ rule, secret }) => secretIn(rule, `a${secret}`) === secret || secretIn(rule, `${secret}a`) === secret,
    );
    expect(greedy.map(({ rule }) => rule.id)).to.deep.equal([]);
  });

  it('a token that lost its end', () => {
    const loose = tokens.filter(({ rule, secret }) => secretIn(rule, secret.slice(0, -1)) === secret.slice(0, -1));
    expect(loose.map(({ rule }) => rule.id)).to.deep.equal([]);
  });

  it('a token in another alphabet', () => {
    const loose = tokens.filter(({ rule, secret }) => finds(rule, replaceTail(secret, '\xe4')));
    expect(loose.map(({ rule }) => rule.id)).to.deep.equal([]);
  });

  for (const stuffing of ['x', 'X', '0', 'a', '0123456789', 'abcdefghijklmnopqrstuvwxyz', 'example-', 'your-token-'])
    it(`a stand-in: ${stuffing}…`, () => {
      const fooled = tokens.filter(({ rule, secret }) => finds(rule, replaceTail(secret, stuffing)));
      expect(fooled.map(({ rule }) => rule.id)).to.deep.equal([]);
    });

  it('a reference to a token', () => {
    const named = samples.flatMap(({ rule, sample }) => (sample.kind === 'named' ? [{ rule, name: sample.name }] : []));
    const fooled = named.filter(({ rule, name }) =>
      ['${TOKEN}', '<your-token>', '{{ .Values.token }}', '$(cat token)', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'].some(
        (value) => finds(rule, `${name}: ${value}`) || finds(rule, `${name}="${value}"`),
      ),
    );
    expect(fooled.map(({ rule }) => rule.id)).to.deep.equal([]);
  });
});

describe('the table of rules for tokens of vendors', () => {
  it('names each rule once, in kebab case', () => {
    const ids = vendorRules.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))).to.deep.equal([]);
  });

  it('says what each finds as a noun with its article', () => {
    const titles = vendorRules.map(({ title }) => title);
    expect(titles.filter((title) => !/^(?:an?|the) (?!.*\.$).{5,}/.test(title))).to.deep.equal([]);
  });

  it('has patterns that are bounded, and that the linter of rules finds nothing wrong with', () => {
    expect(vendorRules.filter(({ pattern }) => pattern && isUnbounded(pattern)).map(({ id }) => id)).to.deep.equal([]);
    expect(vendorRules.flatMap((rule) => lintRule(rule).map(({ message }) => `${rule.id}: ${message}`))).to.deep.equal(
      [],
    );
  });

  it('takes its keywords from what patterns begin with', () => {
    expect(literalBeginning(/ab_[0-9]{4}/)).to.equal('ab_');
    expect(literalBeginning(/S\.x?[0-9]/)).to.equal('s.');
    expect(literalBeginning(/(?:a|b)c/)).to.equal('');
  });
});

function carriersOf(sample: RuleSample): readonly string[] {
  switch (sample.kind) {
    case 'token':
      return [`key: ${sample.secret}\n`, `KEY="${sample.secret}"`, JSON.stringify({ key: sample.secret })];
    case 'named': {
      const { name, secret } = sample;
      return [
        `${name}: ${secret}\n`,
        `export ${name}="${secret}"`,
        JSON.stringify({ [name]: secret }),
        `- name: ${name}\n  value: ${secret}\n`,
      ];
    }
    case 'text':
      return [`${sample.text}\n`, `- ${sample.text}\n`];
  }
}

/** As the scanner judges, without the proofs that random tokens do not carry. */
function finds(rule: SecretRule, text: string): boolean {
  const secret = secretIn(rule, text);
  if (secret === undefined || shannonEntropy(secret) <= (rule.minEntropy ?? 0)) return false;
  return !(standIns.patterns ?? []).some((pattern) => pattern.test(secret));
}

/** A token whose beginning stays, so that it looks like one, and whose rest is stuffed with something else. */
function replaceTail(secret: string, stuffing: string): string {
  const beginning = /^[A-Za-z0-9]{1,12}[_.:|$~-](?:[A-Za-z0-9]{1,8}[_.:|$~-]){0,2}|^.{4}/.exec(secret)?.[0] ?? '';
  return beginning + stuffing.repeat(secret.length).slice(0, secret.length - beginning.length);
}

/** Without escapes and classes, a quantifier without an end is left where one is. */
const isUnbounded = ({ source }: RegExp): boolean =>
  /[*+]|\{\d+,\}|\\[1-9]/.test(source.replaceAll(/\\[^1-9]|\[(?:\\.|[^\]])*\]/g, ''));
