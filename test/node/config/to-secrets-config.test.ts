import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../src/core/model/json.ts';
import type { SecretsConfig } from '../../../src/node/config/secrets-config.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../../src/node/config/images-config.ts';
import { toConfig, type ConfigReading } from '../../../src/node/config/to-config.ts';

const HEAD = { apiVersion: 'sluice.dev/v1alpha1', kind: 'Config' };
const IGNORE = { rule: 'jwt', reason: 'expired long ago', owner: 'team', expires: '2026-06-30' };
const PLACE = { file: '/repo/sluice.yaml', cwd: '/repo' };

const read = (secrets: JsonValue, place = PLACE): ConfigReading =>
  toConfig({ ...HEAD, secrets }, place, () => DEFAULT_IMAGES_CONFIG);

function secretsOf(secrets: JsonValue, place = PLACE): SecretsConfig {
  const reading = read(secrets, place);
  if (reading.kind === 'faults') throw new Error(reading.faults.map(({ message }) => message).join('\n'));
  return reading.config.secrets;
}

function messagesOf(secrets: JsonValue): readonly string[] {
  const reading = read(secrets);
  if (reading.kind === 'config') throw new Error('the config was accepted');
  return reading.faults.map(({ message }) => message);
}

describe('the secrets of a config', () => {
  it('are read with all that they say', () => {
    const fingerprintSalt = 'not-drawn-at-random';
    const written = { disable: ['jwt'], archives: true, decodeDepth: 0, budgetMs: 500, maxFileBytes: 1000 };
    const ignores = [{ ...IGNORE, fingerprint: 'jwt:0123456789abcdef', paths: ['test/**'] }];
    const files = { gitleaks: 'ci/gitleaks.toml', baseline: '../baseline' };
    expect(secretsOf({ ...written, ...files, fingerprintSalt, ignores })).to.deep.equal({
      ...written,
      fingerprintSalt,
      ignores,
      gitleaks: '/repo/ci/gitleaks.toml',
      baseline: '/baseline',
    });
  });

  it('keep expired entries: the day decides, and the day is not here', () => {
    expect(secretsOf({ ignores: [{ ...IGNORE, expires: '1999-12-31' }] }).ignores).to.have.length(1);
  });

  it('mean the same files in whatever folder the run is started', () => {
    const { ignores } = secretsOf(
      { ignores: [{ ...IGNORE, paths: ['a/b/*.env', '*.pem'] }] },
      { ...PLACE, cwd: '/repo/a' },
    );
    expect(ignores[0]?.paths).to.deep.equal(['/repo/a/b/*.env', '/b/*.env', '*.pem']);
  });

  it('need a reason, an owner and an end for each entry', () => {
    expect(messagesOf({ ignores: [{ rule: 'jwt' }] })).to.deep.equal([
      'secrets.ignores[0] has no "reason" (Why the finding is accepted).',
      'secrets.ignores[0] has no "owner" (Who answers for it: a person or a team).',
      'secrets.ignores[0] has no "expires" (The last day on which it holds, as YYYY-MM-DD in UTC).',
    ]);
    expect(messagesOf({ ignores: [{ ...IGNORE, reason: ' ' }] })[0]).to.match(/reason is " "/);
  });

  it('have no entry that accepts everything', () => {
    const { rule: _, ...everything } = IGNORE;
    expect(messagesOf({ ignores: [IGNORE, everything] })).to.deep.equal([
      'secrets.ignores[1] would accept every finding; write its fingerprint, rule or paths',
    ]);
    expect(messagesOf({ ignores: [{ ...IGNORE, paths: [] }] })).to.deep.equal([
      'secrets.ignores[0].paths is empty; leave it out, or name at least one',
    ]);
  });

  it('end on days that there are', () => {
    expect(messagesOf({ ignores: [{ ...IGNORE, expires: '2026-02-30' }] })).to.deep.equal([
      'secrets.ignores[0].expires is "2026-02-30", and there is no such day',
    ]);
    expect(messagesOf({ ignores: [{ ...IGNORE, expires: 'never' }] })[0]).to.match(/write a day as YYYY-MM-DD/);
  });

  it('name a finding by a fingerprint as reports show it', () => {
    expect(messagesOf({ ignores: [{ ...IGNORE, fingerprint: 'a.txt:jwt:12' }] })[0]).to.match(
      /fingerprint is "a\.txt:jwt:12"; write RULE:FINGERPRINT as reports show it/,
    );
  });

  it('have a salt that nobody guesses, and no message shows it', () => {
    expect(messagesOf({ fingerprintSalt: 'abc' })).to.deep.equal([
      'secrets.fingerprintSalt has 3 characters and needs at least 16; "openssl rand -hex 16" prints a good one',
    ]);
    expect(messagesOf({ fingerprintSalt: ' '.repeat(20) })[0]).to.match(/has 0 characters/);
  });

  it('have bounds', () => {
    expect(messagesOf({ decodeDepth: 9, budgetMs: 0, maxFileBytes: 1.5 })).to.deep.equal([
      'secrets.decodeDepth must be <= 8',
      'secrets.budgetMs must be >= 1',
      'secrets.maxFileBytes must be a whole number and is the number 1.5',
    ]);
  });
});
