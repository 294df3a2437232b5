import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { defaultCacheDir, openCacheStore, type CacheStore } from '../../../src/node/cache/cache-store.ts';

describe('openCacheStore', () => {
  let folder = '';
  let notices: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sluice-cache-'));
    notices = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (at: string = path.join(folder, 'store')): CacheStore =>
    openCacheStore({ folder: at, onNotice: (notice) => notices.push(notice) });
  const text = (bytes: Uint8Array | undefined): string | undefined =>
    bytes === undefined ? undefined : Buffer.from(bytes).toString();

  it('gives back what was written', () => {
    open().write('key', Buffer.from('value'));
    expect(text(open().read('key'))).to.equal('value');
  });
  it('knows nothing of a key that was not written', () => {
    expect(open().read('key')).to.equal(undefined);
  });
  for (const [title, damage] of [
    ['a byte was changed', (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.from('!')])],
    ['the end is missing', (bytes: Buffer): Buffer => bytes.subarray(0, -2)],
    ['it is empty', (): Buffer => Buffer.alloc(0)],
    ['it is something else', (): Buffer => Buffer.from('{"written": "by another version"}')],
  ] as const) {
    it(`does not believe an entry when ${title}`, () => {
      const store = open();
      store.write('key', Buffer.from('value'));
      const file = path.join(folder, 'store', 'key');
      writeFileSync(file, damage(readFileSync(file)));
      expect(store.read('key')).to.equal(undefined);
    });
  }
  it('leaves no draft behind', () => {
    open().write('key', Buffer.from('value'));
    expect(readdirSync(path.join(folder, 'store'))).to.deep.equal(['key']);
  });
  it('is readable by its owner alone', function () {
    if (process.platform === 'win32') this.skip();
    open().write('key', Buffer.from('value'));
    expect(statSync(path.join(folder, 'store', 'key')).mode & 0o077).to.equal(0);
  });
  it('tells once, and goes on, when it cannot be written', () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    const store = open(blocked);
    store.write('a', Buffer.from('1'));
    store.write('b', Buffer.from('2'));
    expect(notices).to.have.length(1);
    expect(notices[0]).to.match(/cannot be written .* goes on without it/);
  });
  it('finds nothing, and goes on, when it cannot be read', function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const store = open();
    store.write('key', Buffer.from('value'));
    chmodSync(path.join(folder, 'store', 'key'), 0);
    expect(store.read('key')).to.equal(undefined);
  });
});

describe('defaultCacheDir', () => {
  it('does not ask for a home that it does not need', () => {
    const dir = defaultCacheDir({ SLUICE_CACHE_DIR: '/x' }, 'linux', () => expect.fail('asked for a home'));
    expect(dir).to.equal('/x');
  });
  const cases: readonly (readonly [string, Record<string, string>, string, string])[] = [
    ['SLUICE_CACHE_DIR wins', { SLUICE_CACHE_DIR: '/x', XDG_CACHE_HOME: '/y' }, 'linux', '/x'],
    ['XDG_CACHE_HOME on Linux', { XDG_CACHE_HOME: '/y' }, 'linux', '/y/sluice'],
    ['a relative XDG_CACHE_HOME does not count', { XDG_CACHE_HOME: 'y' }, 'linux', '/home/me/.cache/sluice'],
    ['~/.cache without it', {}, 'linux', '/home/me/.cache/sluice'],
    ['~/Library/Caches on macOS', {}, 'darwin', '/home/me/Library/Caches/sluice'],
  ];
  for (const [title, env, platform, expected] of cases) {
    it(title, function () {
      if (process.platform === 'win32') this.skip();
      expect(defaultCacheDir(env, platform, () => '/home/me')).to.equal(expected);
    });
  }
});
