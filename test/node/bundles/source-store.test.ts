import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openSourceStore, type SourceStore } from '../../../src/node/bundles/source-store.ts';
import { toBundle } from '../../../src/node/bundles/to-bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FILES = [
  { path: '.manifest', bytes: Buffer.from('{}') },
  { path: 'a/data.json', bytes: Buffer.from('{"x": 1}') },
  { path: 'a/main.rego', bytes: Buffer.from('package main'), mediaType: 'text/rego', regoVersion: 'v0' as const },
];
const BUNDLE = toBundle(FILES, 'bundle', 'b');

const open = (cacheDir: string | undefined, notices: string[] = []): SourceStore =>
  openSourceStore({ cacheDir, onNotice: (notice) => notices.push(notice) });

describe('the store of sources', () => {
  it('gives back what was written, in folders for policies and data', () => {
    using folder = temporaryFolder();
    const place = open(folder.path).write('k', FILES, BUNDLE);
    const store = open(folder.path);
    expect(store.read('k')).to.have.deep.members(FILES);
    expect(store.folder('k')).to.equal(place);
    expect([
      existsSync(path.join(place, 'policy/a/main.rego')),
      existsSync(path.join(place, 'data/a/data.json')),
    ]).to.deep.equal([true, true]);
    expect(store.read('other')).to.equal(undefined);
  });

  const damages: readonly (readonly [what: string, damage: (place: string) => void])[] = [
    ['a file was changed', (place) => writeFileSync(path.join(place, 'policy/a/main.rego'), 'package other')],
    ['a file is gone', (place) => rmSync(path.join(place, 'data/a/data.json'))],
    ['a file was added', (place) => writeFileSync(path.join(place, 'policy/a/evil.rego'), 'package evil')],
    ['a link was added', (place) => symlinkSync('/etc/passwd', path.join(place, 'policy/evil.rego'))],
    ['its record was changed', (place) => writeFileSync(path.join(place, 'record.json'), 'x'.repeat(100))],
  ];
  for (const [what, damage] of damages) {
    it(`does not believe a source of which ${what}, and takes another in its place`, () => {
      using folder = temporaryFolder();
      const store = open(folder.path);
      damage(store.write('k', FILES, BUNDLE));
      expect(store.read('k')).to.equal(undefined);
      store.write('k', FILES, BUNDLE);
      expect(store.read('k')).to.have.length(3);
      expect(readdirSync(folder.at('sources'))).to.have.length(1);
    });
  }

  it('is written by two runs at once', () => {
    using folder = temporaryFolder();
    const places = [open(folder.path), open(folder.path)].map((store) => store.write('k', FILES, BUNDLE));
    expect(places[0]).to.equal(places[1]);
    expect(readdirSync(folder.at('sources'))).to.deep.equal([path.basename(places[0] ?? '')]);
  });

  it('is a temporary folder when there is to be no cache', () => {
    const store = open(undefined);
    const place = store.write('k', FILES, BUNDLE);
    expect(store.read('k')).to.have.length(3);
    expect(place.startsWith(path.sep)).to.equal(true);
    expect(open(undefined).read('k')).to.equal(undefined);
  });

  it('goes on without a cache that cannot be written, and says so', () => {
    using folder = temporaryFolder();
    const notices: string[] = [];
    const store = open(folder.write('a-file', ''), notices);
    expect(existsSync(path.join(store.write('k', FILES, BUNDLE), 'policy/a/main.rego'))).to.equal(true);
    expect(notices.join()).to.match(/cannot be written/);
  });
});
