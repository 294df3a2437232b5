import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openCacheStore } from '../../../src/node/cache/cache-store.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

/** A disk of 64 KiB: real, small and easy to fill. Making one takes Linux and root, which CI has. */
function mountSmallDisk(at: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at]).status === 0;
}

describe('openCacheStore on a full disk', () => {
  let folder: TemporaryFolder;
  let isMounted = false;
  beforeEach(() => {
    folder = temporaryFolder();
    isMounted = mountSmallDisk(folder.path);
  });
  afterEach(() => {
    if (isMounted) spawnSync('umount', [folder.path]);
    folder[Symbol.dispose]();
  });

  it('says so once, leaves no half entry and keeps what it had', function () {
    if (!isMounted) this.skip();
    const notices: string[] = [];
    const store = openCacheStore({ folder: folder.path, onNotice: (notice) => notices.push(notice) });
    store.write('small', Buffer.from('value'));
    store.write('large', Buffer.alloc(1024 * 1024));
    store.write('larger', Buffer.alloc(2 * 1024 * 1024));
    expect(notices).to.have.length(1);
    expect(notices[0]).to.match(/ENOSPC.*goes on without it/s);
    expect(readdirSync(folder.path)).to.deep.equal(['small']);
    expect(Buffer.from(store.read('small') ?? []).toString()).to.equal('value');
  });
});
