import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { lockFile, readLock, writeLock } from '../../../src/node/bundles/lock-file.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CONTENT = `sha256:${'c'.repeat(64)}`;
const PIN = `sha256:${'a'.repeat(64)}`;
const B = { source: 'oci://x.io/b:v1', pin: PIN, content: CONTENT, revision: 'r1' };
const A = { source: 'git+https://x.io/a', pin: 'd'.repeat(40), content: CONTENT };

describe('the lock file', () => {
  it('lies beside sluice.yaml, or else in the working directory', () => {
    expect(lockFile({ ...DEFAULT_CONFIG, file: '/repo/.sluice.yaml' }, '/repo/sub')).to.equal('/repo/sluice.lock.json');
    expect(lockFile(DEFAULT_CONFIG, '/repo/sub')).to.equal('/repo/sub/sluice.lock.json');
  });

  it('reads what it writes, sorted, so that a change is a small one', () => {
    using folder = temporaryFolder();
    const file = folder.at('sluice.lock.json');
    writeLock(file, [B, A]);
    expect(readLock(file, folder.path)).to.deep.equal([A, B]);
    const text = readFileSync(file, 'utf8');
    writeLock(file, [A, B]);
    expect(readFileSync(file, 'utf8'))
      .to.equal(text)
      .and.satisfy((one: string) => one.endsWith('}\n'));
  });

  it('holds nothing when it is not there', () => {
    using folder = temporaryFolder();
    expect(readLock(folder.at('sluice.lock.json'), folder.path)).to.deep.equal([]);
  });

  const damaged: readonly string[] = [
    '',
    '<<<<<<< HEAD',
    '[]',
    '{"kind": "Lock"}',
    '{"kind": "Config", "sources": []}',
    '{"kind": "Lock", "sources": [1]}',
    JSON.stringify({ kind: 'Lock', sources: [{ ...A, pin: 'main' }] }),
    JSON.stringify({ kind: 'Lock', sources: [{ ...A, content: undefined }] }),
    JSON.stringify({ kind: 'Lock', sources: [A, { ...B, pin: `${PIN} ` }] }),
  ];
  for (const text of damaged) {
    it(`is damaged when it says ${text.slice(0, 40)}`, () => {
      using folder = temporaryFolder();
      const file = folder.write('sluice.lock.json', text);
      expect(() => readLock(file, folder.path))
        .to.throw(/sluice.lock.json is damaged/)
        .with.property('code', 'CONFIG_INVALID');
    });
  }
});
