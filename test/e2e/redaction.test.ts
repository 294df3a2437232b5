import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { FORMATS } from '../../src/core/report/formats.ts';
import { isCompiled, programArguments } from '../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

/** Secrets that nobody has, one for each place. Made anew from a word, so that no scanner takes this file for a leak. */
const random = (seed: string, length: number): string =>
  createHash('sha512')
    .update(seed)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length);

const TOKEN = ['gh', 'o_', random('token', 36)].join('');
const PASSWORD = `Zq${random('password', 14)}7!x`;
const KEY_BODY = random('key', 64);
const pemLine = (word: 'BEGIN' | 'END'): string => `-----${word} RSA ${['PRI', 'VATE'].join('')} KEY-----\n`;
const PLANTED = [TOKEN, PASSWORD, KEY_BODY, Buffer.from(PASSWORD).toString('base64')];

/** One of each place that a secret may stand in: objects, comments, text, what does not parse, what policies stop at. */
function plant(folder: TemporaryFolder): void {
  const write = (name: string, content: string): unknown => folder.write(name, content);
  write(
    'secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  password: ${Buffer.from(PASSWORD).toString('base64')}\n`,
  );
  write('plain.yaml', `apiVersion: v1\nkind: Secret\nmetadata:\n  name: b\nstringData:\n  password: "${PASSWORD}"\n`);
  write(
    'config.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  app.properties: |\n    db.password=${PASSWORD}\n`,
  );
  write('comment.yaml', `# token: ${TOKEN}\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: d\n`);
  write('broken.yaml', `apiVersion: v1\nkind: Secret\nstringData:\n  password: "${PASSWORD}\n  token: [${TOKEN}\n`);
  write('duplicate.json', `{"password": "${PASSWORD}", "password": "${PASSWORD}"}`);
  write('.env', `DB_PASSWORD=${PASSWORD}\nGITHUB_TOKEN=${TOKEN}\n`);
  write('key.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: e\ndata:\n  ${TOKEN}: "true"\n`);
  write('key.json', `{"tokens": {"${TOKEN}": {"password": "${PASSWORD}"}}}`);
  write('id_rsa', `${pemLine('BEGIN')}${KEY_BODY}\n${KEY_BODY}\n${pemLine('END')}`);
  write(
    'deploy.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${TOKEN.toLowerCase()}\nspec:\n  containers:\n  - name: a\n    image: b\n    env:\n    - name: DB_PASSWORD\n      value: "${PASSWORD}"\n    args: ["--token=${TOKEN}"]\n`,
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

const leaks = (text: string): readonly number[] =>
  PLANTED.flatMap((secret, index) => (text.includes(secret) ? [index] : []));

describe('A secret that was found', () => {
  before(function () {
    if (!isCompiled()) this.skip();
  });

  it('is in no report, no message and no cache', () => {
    using folder = temporaryFolder();
    using outputs = temporaryFolder();
    plant(folder);
    const formats = FORMATS.flatMap((format) => ['-o', `${format}=${outputs.at(`report.${format}`)}`]);
    for (const run of [[], ['-j', '2'], ['--show-passed']]) {
      const args = ['check', '--cache-dir', outputs.at('cache'), ...formats, '-o', 'text', ...run, '.'];
      const { status, stdout, stderr } = spawnSync(process.execPath, [...programArguments(), ...args], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      // The broken files are faults, so that this is no verdict.
      expect(status, stderr).to.equal(2);
      expect(stdout).to.match(/no-secrets-in-git/);
      expect(leaks(stdout + stderr)).to.deep.equal([]);
    }
    const written = filesBelow(outputs.path);
    expect(written.length).to.be.greaterThan(FORMATS.length);
    for (const file of written) expect(leaks(readFileSync(file, 'latin1')), file).to.deep.equal([]);
  }).timeout(120_000);

  it('was found in every place', () => {
    using folder = temporaryFolder();
    plant(folder);
    const { stdout } = spawnSync(process.execPath, [...programArguments(), 'check', '--no-cache', '-o', 'json', '.'], {
      cwd: folder.path,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const { results }: { results: { policy: string; location: { file: string } }[] } = JSON.parse(stdout);
    const found = new Set(
      results.filter(({ policy }) => policy === 'no-secrets-in-git').map(({ location }) => location.file),
    );
    expect([...found].sort()).to.deep.equal([
      '.env',
      'broken.yaml',
      'comment.yaml',
      'config.yaml',
      'deploy.yaml',
      'duplicate.json',
      'id_rsa',
      'key.json',
      'key.yaml',
      'plain.yaml',
      'secret.yaml',
    ]);
  }).timeout(60_000);
});
