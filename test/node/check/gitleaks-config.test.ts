import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Report } from '../../../src/core/model/report.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { isCompiled } from '../../support/program.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const RULE = `
[[rules]]
id = "acme-badge"
description = "a badge of Acme"
regex = '''\\b(acme-[0-9a-f]{12})\\b'''
keywords = ["acme-"]
`;
/** What an engine that backtracks would not finish. */
const NESTED = `
[[rules]]
id = "nested"
description = "a nested thing"
regex = '''nested((?:a+)+)!'''
keywords = ["nested"]
`;
const BADGE = 'acme-0123456789ab';

function check(folder: TemporaryFolder, jobs = 1): Promise<Report> {
  return runCheck({
    cwd: folder.path,
    paths: ['.'],
    point: 'ci',
    config: { ...DEFAULT_CONFIG, file: folder.at('sluice.yaml'), shipped: ['no-secrets-in-git'] },
    policies: [],
    data: [],
    namespaces: [],
    ignore: [],
    jobs,
    timeoutMs: 20_000,
    today: '2026-11-21',
    readStdin: () => Promise.reject(new Error('not asked for')),
  });
}

const found = ({ results }: Report): readonly string[] =>
  results.map(
    ({ status, location, details }) =>
      `${status} ${location.file}:${location.line} ${JSON.stringify(details?.['rule']).slice(1, -1)}`,
  );

describe('a .gitleaks.toml at the root of the repository', () => {
  it('brings the rules that texts are searched by', async () => {
    using folder = temporaryFolder();
    folder.write('.gitleaks.toml', RULE);
    folder.write('notes.txt', `badge\n${BADGE}\n`);
    const report = await check(folder);
    expect(found(report)).to.deep.equal(['fail notes.txt:2 acme-badge']);
    expect(report.notices.join('\n')).to.match(/does not extend the default rules/);
  });

  it('adds its rules to ours when it extends the default ones', async () => {
    using folder = temporaryFolder();
    folder.write('.gitleaks.toml', `[extend]\nuseDefault = true\n${RULE}`);
    folder.write('notes.txt', `${BADGE}\n${['gh', 'p_16C7e42F292c6912', 'E7710c838347Ae178B4a'].join('')}\n`);
    const report = await check(folder);
    expect(found(report)).to.include('fail notes.txt:1 acme-badge');
    expect(found(report).some((one) => one.startsWith('fail notes.txt:2 github'))).to.equal(true);
    expect(report.notices).to.deep.equal([]);
  });

  it('leaves what fields of documents mean to the structure engine', async () => {
    using folder = temporaryFolder();
    folder.write('.gitleaks.toml', RULE);
    folder.write(
      'secret.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  password: Zq8sdfP4w7\n',
    );
    expect(found(await check(folder))).to.deep.equal(['fail secret.yaml:6 k8s-secret-plaintext']);
  });

  it('is searched by in threads as it is in this one, and in time', async function () {
    if (!isCompiled()) this.skip();
    using folder = temporaryFolder();
    folder.write('.gitleaks.toml', RULE + NESTED);
    for (let file = 0; file < 120; file++) folder.write(`notes-${file}.txt`, `${BADGE} nested${'a'.repeat(3000)}\n`);
    const [here, there] = [await check(folder, 1), await check(folder, 2)];
    expect(found(here)).to.have.length(120);
    expect(found(there)).to.deep.equal(found(here));
  }).timeout(120_000);

  it('is said to be in error with its place, and nothing is judged', async () => {
    using folder = temporaryFolder();
    folder.write('notes.txt', BADGE);
    for (const [text, message] of [
      ['[[rules]\n', /\.gitleaks\.toml:1:/],
      [RULE.replace('[0-9a-f]', '[0-9a-f'), /\.gitleaks\.toml:5:/],
    ] as const) {
      folder.write('.gitleaks.toml', text);
      const error = await rejection(check(folder));
      expect(error).to.deep.include({ code: 'CONFIG_INVALID' });
      expect(String(error)).to.match(message);
    }
  });

  it('is no finding of its own rules', async () => {
    using folder = temporaryFolder();
    folder.write('.gitleaks.toml', `${RULE}# ${BADGE}\n`);
    folder.write('notes.txt', 'nothing\n');
    expect(found(await check(folder))).to.deep.equal([]);
  });
});

describe('a .gitleaksignore at the root of the repository', () => {
  it('accepts what stands at its places, and says that it gives no reason', async () => {
    using folder = temporaryFolder();
    folder.write('.gitleaks.toml', RULE);
    folder.write('.gitleaksignore', '# known\nnotes.txt:acme-badge:2\n');
    folder.write('notes.txt', `${BADGE}\n\n`);
    folder.write('other.txt', `\n${BADGE}\n`);
    expect(found(await check(folder))).to.have.members(['fail notes.txt:1 acme-badge', 'fail other.txt:2 acme-badge']);
    folder.write('notes.txt', `\n${BADGE}\n`);
    const report = await check(folder);
    expect(found(report)).to.have.members(['skip notes.txt:2 acme-badge', 'fail other.txt:2 acme-badge']);
    expect(report.notices.join('\n')).to.match(/\.gitleaksignore: 1 entry accepts whatever stands at a place/);
  });
});
