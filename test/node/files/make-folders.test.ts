import { existsSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openCacheStore } from '../../../src/node/cache/cache-store.ts';
import { makeFolders } from '../../../src/node/files/make-folders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('makeFolders', () => {
  it('makes a folder and what is missing above it, and takes one that is there', () => {
    using folder = temporaryFolder();
    makeFolders(folder.at('a/b/c'), 0o700);
    expect(statSync(folder.at('a')).mode & 0o777).to.equal(0o700);
    makeFolders(folder.at('a/b/c'));
    expect(statSync(folder.at('a/b/c')).isDirectory()).to.equal(true);
  });

  it('fails where a file is in the way, above or in the place', () => {
    using folder = temporaryFolder();
    folder.write('file', '');
    expect(() => makeFolders(folder.at('file'))).to.throw('EEXIST');
    expect(() => makeFolders(folder.at('file/a/b'))).to.throw();
  });

  (existsSync('/proc/self') ? it : it.skip)('fails, and at once, where nothing can be made', () => {
    for (const folder of ['/proc/none', '/proc/none/a/b', '/proc/self/fd/none/a', '/dev/null/a'])
      expect(() => makeFolders(folder), folder).to.throw();
    const notices: string[] = [];
    openCacheStore({ folder: '/proc/none/.cache', onNotice: (text) => void notices.push(text) }).write(
      'a',
      new Uint8Array(),
    );
    expect(notices.join()).to.match(/^the cache in \/proc\/none\/\.cache cannot be written \(.*\); this run goes on/);
  });
});
