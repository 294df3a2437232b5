import { chmodSync, chownSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { gitPlace } from '../../../../src/node/sources/git-environment.ts';
import { gitRecords } from '../../../../src/node/sources/git-process.ts';
import { openFolder } from '../../../../src/node/sources/plain/open-folder.ts';
import { readLooseObject } from '../../../../src/node/sources/plain/loose-objects.ts';
import { readStagedChanges } from '../../../../src/node/sources/plain/staged-changes.ts';
import { readPlainIndex } from '../../../../src/node/sources/plain-index.ts';
import { RAW_DIFF, readChanges, type RawChange } from '../../../../src/node/sources/raw-changes.ts';
import { createDice } from '../../../support/dice.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../../support/git-repository.ts';

type Changes = readonly RawChange[];

describe('what is staged, read without Git', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  const place = (own: Readonly<Record<string, string>> = {}): ReturnType<typeof gitPlace> =>
    gitPlace(repository.path, { ...GIT_TEST_ENVIRONMENT, ...own }, true);
  const git = (): Promise<Changes> =>
    readChanges(gitRecords(place(), ['diff-index', '--cached', '--ita-invisible-in-index', ...RAW_DIFF, 'HEAD', '--']));
  const read = (): Changes | undefined => {
    const index = readPlainIndex(place());
    const folder = openFolder(place());
    return index === undefined || folder === undefined ? undefined : readStagedChanges(folder, index);
  };
  const expectSame = async (): Promise<void> => {
    const changes = read();
    expect(changes).to.deep.equal(await git());
  };

  it('is what Git says of files that are new, changed and of another mode, in folders and out of them', async () => {
    repository.commit({ 'a.yaml': 'a', 'b/c/d.yaml': 'd', 'b/e.yaml': 'e', 'same/f.yaml': 'f', run: '#!' });
    repository.stage({ 'a.yaml': 'A', 'b/c/new.yaml': 'n', 'b-c.yaml': '', 'ü\n.yaml': 'ü', z: 'z' });
    chmodSync(repository.at('run'), 0o755);
    repository.git('add', 'run');
    expect((await git()).map(({ status }) => status).join('')).to.equal('MAAMAA');
    await expectSame();
  });

  it('is what Git says of files that are gone, and of links', async () => {
    repository.link('to', 'a');
    repository.commit({ a: 'a', 'b/c': 'c', 'b/d': 'd', 'b.c': 'x' });
    repository.git('add', 'to');
    repository.commit();
    rmSync(repository.at('to'));
    repository.link('to', 'b');
    repository.git('rm', '--quiet', 'b/c', 'b.c');
    repository.git('add', 'to');
    expect((await git()).map(({ status }) => status).join('')).to.equal('DDM');
    await expectSame();
  });

  it('is nothing when nothing is staged, and all after a first commit without files', async () => {
    repository.commit();
    await expectSame();
    repository.stage({ 'a/b': 'c' });
    await expectSame();
    repository.commit();
    await expectSame();
  });

  it('is what Git says of a detached HEAD, and while folders are known to be the same', async () => {
    repository.commit(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n % 7}/g${n % 3}/${n}`, `${n}`])));
    repository.git('checkout', '--quiet', '--detach');
    repository.stage({ 'f1/g1/22': 'other', 'f3/new': 'new' });
    await expectSame();
    repository.git('read-tree', 'HEAD');
    repository.stage({ 'f6/g0/6': 'other' });
    await expectSame();
  });

  it('is what Git says after any changes, or left to Git', async () => {
    const dice = createDice(7);
    let answered = 0;
    const name = (): string =>
      Array.from({ length: 1 + dice.below(3) }, () => dice.pick(['a', 'b', 'a.b', 'a-b'])).join('/');
    for (let round = 0; round < 60; round++) {
      const file = name();
      const kind = dice.below(4);
      try {
        if (kind === 0) repository.git('rm', '--quiet', '-r', '-f', '--', file);
        else repository.stage({ [file]: `${dice.below(3)}\n` });
      } catch {
        // Nothing is there to be deleted, or a folder is where a file would be.
      }
      const changes = round === 0 ? undefined : read();
      if (changes !== undefined) {
        answered += 1;
        expect(changes, `round ${round}`).to.deep.equal(await git());
      }
      if (round === 0 || dice.below(5) === 0) repository.commit();
    }
    expect(answered).to.be.greaterThan(30);
  }).timeout(20_000);

  const moved = (): void => {
    repository.git('mv', 'a/b', 'a/c');
  };
  const conflict = (): void => {
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.commit({ 'a/b': 'other' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'a/b': 'another' });
    expect(() => repository.git('merge', '--quiet', 'other')).to.throw();
  };
  const anotherType = (): void => {
    rmSync(repository.at('a/b'));
    repository.link('a/b', 'c');
    repository.git('add', 'a/b');
  };
  const cutOff = (): void => {
    const id = repository.git('rev-parse', 'HEAD^{tree}');
    const file = repository.at(path.join('.git', 'objects', id.slice(0, 2), id.slice(2)));
    chmodSync(file, 0o644);
    truncateSync(file, statSync(file).size - 3);
  };
  const onlyMeant = (): void => {
    repository.write('meant', 'x');
    repository.git('add', '--intent-to-add', 'meant');
  };
  const LEFT_TO_GIT: Readonly<Record<string, () => void>> = {
    'when a file may have moved': moved,
    'when something is in conflict': conflict,
    'when a file became a link': anotherType,
    'when a file is only meant to be added': onlyMeant,
    'when objects are packed': () => void repository.git('gc', '--quiet'),
    'when references are packed': () => void repository.git('pack-refs', '--all'),
    'before the first commit': () => void repository.git('checkout', '--quiet', '--orphan', 'first'),
    'when a tree is cut off': cutOff,
    'when the repository has extensions': () => void repository.git('config', 'extensions.partialClone', 'origin'),
  };
  for (const [when, make] of Object.entries(LEFT_TO_GIT)) {
    it(`is left to Git ${when}`, () => {
      repository.commit({ 'a/b': 'b\n'.repeat(20), c: 'c' });
      repository.stage({ c: 'C' });
      expect(read()).to.have.length(1);
      make();
      expect(read()).to.equal(undefined);
    });
  }

  it('is left to Git where ids are of SHA-256', () => {
    using other = new GitRepository('--object-format=sha256');
    other.stage({ a: 'a' });
    expect(openFolder(gitPlace(other.path, GIT_TEST_ENVIRONMENT, true))).to.equal(undefined);
  });

  it('is left to Git where a hook is told of objects elsewhere', () => {
    expect(openFolder(place({ GIT_OBJECT_DIRECTORY: '/nowhere' }))).to.equal(undefined);
    expect(openFolder(place({ GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere' }))).to.equal(undefined);
    expect(openFolder(place())).to.equal(repository.at('.git'));
  });

  it('is left to Git where the repository belongs to somebody else, whom Git asks about', function () {
    if (process.geteuid?.() !== 0) return this.skip();
    repository.git('init', '--quiet');
    expect(openFolder(place())).to.equal(repository.at('.git'));
    chownSync(repository.at('.git'), 12_345, 12_345);
    expect(openFolder(place())).to.equal(undefined);
  });
});

describe('an object in a file of its own', () => {
  it('is what Git reads; of another kind, cut off, longer, large, or not there, it is left to Git', () => {
    using repository = new GitRepository();
    const folder = repository.at('.git');
    const content = 'x: ü\n'.repeat(1000);
    const id = repository.storeBlob(content);
    expect(readLooseObject(folder, id, 'blob')?.toString('utf8')).to.equal(content);
    expect(readLooseObject(folder, repository.storeBlob(''), 'blob')).to.have.length(0);
    expect(readLooseObject(folder, id, 'tree')).to.equal(undefined);
    expect(readLooseObject(folder, id.replace(/^./, 'x'), 'blob')).to.equal(undefined);
    expect(readLooseObject(folder, '../HEAD', 'blob')).to.equal(undefined);
    expect(readLooseObject(folder, repository.storeBlob('0'.repeat(2 ** 20)), 'blob')).to.equal(undefined);
    const file = path.join(folder, 'objects', id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, 'x', { flag: 'a' });
    expect(readLooseObject(folder, id, 'blob')).to.equal(undefined);
    truncateSync(file, statSync(file).size - 10);
    expect(readLooseObject(folder, id, 'blob')).to.equal(undefined);
  });
});
