import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { createHash } from 'node:crypto';
import { ownRules } from '../../src/core/secrets/rules/own-rules.ts';
import { vendorRules } from '../../src/core/secrets/rules/vendors/vendor-rules.ts';
import type { SecretRule } from '../../src/core/secrets/rule.ts';
import { createTextScanner } from '../../src/core/secrets/text/create-text-scanner.ts';

/**
 * Cases of another scanner, as lines of JSON: `{"rule": "…", "text": "…", "true": true, "path": "…"}`. Those of gitleaks come out of
 * its rule generator: have `utils.Validate` and `ValidateWithPaths` write what they are given.
 */
const CASES = process.env['SLUICE_TEST_SECRET_CASES'];

/** Rules of others whose cases are none of ours, and why. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'kubernetes-secret-yaml': 'objects are judged by their fields, not as text',
  'pkcs12-file': 'a path without a text',
  'generic-api-key': 'what has no vendor has rules of its own, with measures of their own',
  'curl-auth-header': 'the same',
  'curl-auth-user': 'the same',
  'hashicorp-tf-password': 'the same',
  'nuget-config-password': 'the same',
  'age-secret-key': 'its one case is the letter Q 58 times',
  'sidekiq-secret': 'cafebabe:deadbeef',
  'sonar-api-token': '12345678ABCDEFH1234567890…',
};

interface Case {
  readonly rule: string;
  readonly text: string;
  readonly true: boolean;
  readonly path?: string;
}

describe('cases of another scanner', function () {
  this.timeout(300_000);

  before(function () {
    if (CASES === undefined) this.skip(); // Not in SLUICE_TEST_SECRET_CASES.
  });

  it('are found by at least 99 of 100, where there is a secret', () => {
    const secrets = readCases().filter((one) => one.true && NOT_OURS[one.rule] === undefined);
    const find = finder(ownRules().rules);
    expect(secrets.filter(find).length / secrets.length).to.be.at.least(0.99);
  });

  it('are left alone by the rules for vendors in at least 96 of 100, where there is none', () => {
    const cases = readCases();
    const secrets = new Set(cases.filter((one) => one.true).map(({ text }) => text));
    const others = cases.filter(({ text }) => !secrets.has(text));
    const find = finder(vendorRules);
    expect(others.filter((one) => !find(one)).length / others.length).to.be.at.least(0.96);
  });
});

function finder(rules: readonly SecretRule[]): (one: Case) => boolean {
  const { allowlists } = ownRules();
  const keyedHash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const scanner = createTextScanner({ rules, allowlists }, { keyedHash, clock: () => 0 });
  return ({ text, path = 'file.txt', true: isSecret }) =>
    scanner
      .search({ path, text: Buffer.from(text).toString('latin1') })
      .findings.some(({ confidence }) => isSecret || confidence !== 'possible');
}

const readCases = (): readonly Case[] =>
  readFileSync(CASES ?? '', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(toCase);

function toCase(line: string): Case {
  const value: unknown = JSON.parse(line);
  const { rule, text, true: isSecret, path } = Object(value);
  return {
    rule: String(rule),
    text: String(text),
    true: isSecret === true,
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
  };
}
