import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { runCheck } from '../../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG } from '../../../../src/node/config/config.ts';
import { DEFAULT_SECRETS_CONFIG } from '../../../../src/node/config/secrets-config.ts';
import type { Report } from '../../../../src/core/model/report.ts';
import { unpackSources } from '../../../../src/node/secrets/archives/unpack-sources.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';

const TOKEN = ['gh', 'p_16C7e42F292c6912', 'E7710c838347Ae178B4a'].join('');
const MAX = 1024 * 1024;

function check(folder: TemporaryFolder, archives: boolean): Promise<Report> {
  return runCheck({
    cwd: folder.path,
    paths: ['.'],
    point: 'ci',
    config: {
      ...DEFAULT_CONFIG,
      shipped: ['no-secrets-in-git'],
      secrets: { ...DEFAULT_SECRETS_CONFIG, archives },
    },
    policies: [],
    data: [],
    namespaces: [],
    ignore: [],
    jobs: 1,
    timeoutMs: 20_000,
    today: '2026-11-21',
    readStdin: () => Promise.reject(new Error('not asked for')),
  });
}

describe('unpackSources', () => {
  it('finds the files in archives, and leaves everything else alone', async () => {
    const packed = gzipSync('hello');
    const { sources, faults } = await unpackSources(
      [
        { path: 'a/notes.txt.gz', bytes: packed, isText: true },
        { path: 'plain.txt', bytes: Buffer.from('hello'), isText: true },
        { path: 'manifest.yaml', bytes: packed },
      ],
      MAX,
    );
    expect(faults).to.deep.equal([]);
    expect(sources.map(({ path }) => path)).to.deep.equal(['a/notes.txt.gz!notes.txt']);
  });

  it('says what of an archive could not be read', async () => {
    const broken = gzipSync('hello'.repeat(100)).subarray(0, 20);
    const { sources, faults } = await unpackSources([{ path: 'notes.gz', bytes: broken, isText: true }], MAX);
    expect(sources).to.deep.equal([]);
    expect(faults.map(({ path, code }) => [path, code])).to.deep.equal([['notes.gz', 'INPUT_UNREADABLE']]);
  });
});

describe('secrets.archives', () => {
  it('finds secrets in archives when it is on, and says where', async () => {
    using folder = temporaryFolder();
    folder.write('notes.txt.gz', gzipSync(`first\ntoken: ${TOKEN}\n`));
    folder.write('fine.txt', 'nothing\n');
    const { results } = await check(folder, true);
    expect(results.map(({ status, location }) => `${status} ${location.file}:${location.line}`)).to.deep.equal([
      'fail notes.txt.gz!notes.txt:2',
    ]);
    expect((await check(folder, false)).results).to.deep.equal([]);
  });

  it('makes an archive that cannot be read an error, and no pass', async () => {
    using folder = temporaryFolder();
    folder.write('notes.gz', gzipSync('hello'.repeat(100)).subarray(0, 20));
    folder.write('fine.txt', 'nothing\n');
    const { results } = await check(folder, true);
    expect(results.map(({ status, rule }) => `${status} ${rule}`)).to.deep.equal(['error INPUT_UNREADABLE']);
  });
});
