import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { vendorRules } from '../../../../src/core/secrets/rules/vendors/vendor-rules.ts';
import { sampleOf } from '../rules/support/rule-samples.ts';
import { scannerOf } from './support/scanner-of.ts';

/** Tokens by their own form. Those that carry a proof would have to be computed. */
const tokens = vendorRules.flatMap((rule) => {
  const sample = rule.check === undefined && rule.path === undefined ? sampleOf(rule) : undefined;
  return sample?.kind === 'token' ? [{ rule: rule.id, token: sample.secret }] : [];
});
const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const percent = (text: string): string =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

describe('a token of a vendor', () => {
  const scanner = scannerOf(ownRules());
  const carriers: readonly (readonly [title: string, carry: (token: string) => string])[] = [
    ['YAML', (token) => `spec:\n  url: ${token}\n`],
    ['JSON', (token) => `{"a": {"b": ${JSON.stringify(token)}, "c": 1}}`],
    ['an environment', (token) => `export A_B='${token}'\n`],
    ['a URL', (token) => `GET https://host/path?a=${token}&b=c HTTP/1.1`],
    ['an escaped text', (token) => String.raw`"{\"a\":\"${token}\"}\n"`],
    ['base64', (token) => `a: ${base64(`text ${token} text`)}\n`],
    ['base64 twice', (token) => `a: ${base64(base64(`x "${token}" y`))}\n`],
    ['percent-encoding', (token) => `a=${percent(token)}&b`],
  ];

  it('are tested many', () => {
    expect(tokens.length).to.be.at.least(200);
  });

  for (const [title, carry] of carriers) {
    it(`is found in ${title}`, () => {
      const missed = tokens.filter(
        ({ token }) => scanner.search({ path: 'a.txt', text: carry(token) }).findings.length === 0,
      );
      expect(missed.map(({ rule }) => rule)).to.deep.equal([]);
    });
  }
});
