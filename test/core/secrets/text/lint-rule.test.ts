import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import type { SecretRule } from '../../../../src/core/secrets/rule.ts';
import { lintRule } from '../../../../src/core/secrets/text/lint-rule.ts';
import { rule } from './support/scanner-of.ts';

const faults = (own: Partial<SecretRule>): readonly string[] =>
  lintRule(rule(own)).map(({ code, at }) => (at === undefined ? code : `${code} ${at}`));

describe('lintRule', () => {
  const sound: readonly Partial<SecretRule>[] = [
    { pattern: /ghp_\w{36}/g, keywords: ['ghp_'] },
    { pattern: /(["'])key\1/g, keywords: ['key'] },
    { pattern: /(?:\w{1,20}\.){1,5}key/g, keywords: ['key'] },
    { path: /id_rsa$/ },
  ];
  for (const own of sound) {
    it(`finds nothing wrong with ${String(own.pattern ?? own.path)}`, () => {
      expect(faults(own)).to.deep.equal([]);
    });
  }

  const faulty: readonly (readonly [own: Partial<SecretRule>, faults: readonly string[]])[] = [
    [{ pattern: /key/ }, ['not-global']],
    [{ pattern: /a(?:\w+\s?)+b/g }, ['nested-repeat 1']],
    [{ pattern: /x(?:(?:a|b*)c)*/g }, ['nested-repeat 1']],
    [{ pattern: /(\w{20})=\1/g }, ['backreference 9']],
    [{ pattern: /key/g, keywords: ['Key'] }, ['keyword-case']],
    [{ pattern: /key/g, keywords: ['key', ''] }, ['keyword-empty']],
    [{ pattern: /key|token/g, keywords: ['key'] }, ['keyword-missed']],
    [{ pattern: new RegExp('[a--b]', 'gv') }, ['unknown-syntax']],
  ];
  for (const [own, expected] of faulty) {
    it(`finds ${expected.join()} in ${String(own.pattern)} with ${JSON.stringify(own.keywords ?? [])}`, () => {
      expect(faults(own)).to.deep.equal(expected);
    });
  }

  it('says what is wrong and where', () => {
    expect(lintRule(rule({ pattern: /a(?:\w+\s?)+b/g }))[0]?.message).to.match(
      /^a repeat without bound .*: \(\?:\\w\+\\s\?\)\+$/,
    );
  });
});

/** Rules that are tried on purpose only where a word stands that their patterns do not imply: there, in the whole file. */
const IN_CONTEXT: ReadonlySet<string> = new Set([
  'wireguard-private-key',
  'mysql-password-hash',
  'bearer-authorization',
  'password-in-login-call',
  'password-for-chpasswd',
]);

describe('the rules that ship', () => {
  it('are sound', () => {
    const wrong = ownRules().rules.flatMap((rule) =>
      lintRule(rule)
        .filter(({ code }) => code !== 'keyword-missed' || !IN_CONTEXT.has(rule.id))
        .map(({ message }) => `${rule.id}: ${message}`),
    );
    expect(wrong).to.deep.equal([]);
  });
});
