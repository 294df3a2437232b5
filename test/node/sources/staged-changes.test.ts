import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Source } from '../../../src/node/evaluation/source.ts';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import { findStaged, type StagedSources } from '../../../src/node/sources/git-index.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

const lines = (...texts: readonly (string | number)[]): string => texts.map((text) => `${text}\n`).join('');
const TEN = lines(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

describe('findStaged, of every file', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  const staged = (env: Readonly<Record<string, string>> = {}): Promise<StagedSources> =>
    findStaged(gitPlace(repository.path, { ...GIT_TEST_ENVIRONMENT, ...env }, true), {
      isIgnored: () => false,
      extensions: ['.yaml'],
      all: true,
    });
  const added = async (env?: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await staged(env)).found.sources.map((source) => [source.path, show(source)]));

  it('gives files of any name; what is no manifest is for the search of secrets alone', async () => {
    repository.stage({ 'a.yaml': 'a: 1\n', '.env': 'A=1\n', Makefile: 'all:\n' });
    const { found, others } = await staged();
    expect(found.sources.map(({ path, isText }) => [path, isText ?? false])).to.deep.equal([
      ['.env', true],
      ['Makefile', true],
      ['a.yaml', false],
    ]);
    expect(others).to.equal(0);
  });
  it('gives Helm templates for the search alone, and says that they are not judged', async () => {
    repository.stage({ 'chart/Chart.yaml': 'name: c\n', 'chart/templates/a.yaml': 'a: {{ .Values.a }}\n' });
    const { found } = await staged();
    expect(found.sources.map(({ path, isText }) => [path, isText ?? false])).to.deep.equal([
      ['chart/Chart.yaml', false],
      ['chart/templates/a.yaml', true],
    ]);
    expect(found.skipped.map(({ file }) => file)).to.deep.equal(['chart/templates/a.yaml']);
  });
  it('gives paths of any characters as they are', async () => {
    const odd = [
      '-rf',
      'a\nb',
      'quo"te',
      "apo'strophe",
      'tab\there',
      'späce ünd',
      ':(glob)*',
      '日本',
      'back\\slash',
      ' ',
    ];
    repository.stage(Object.fromEntries(odd.map((path) => [`d/${path}`, 'x\n'])));
    repository.stage(Object.fromEntries(odd.map((path) => [path, 'x\n'])));
    expect(Object.keys(await added())).to.have.members([...odd, ...odd.map((path) => `d/${path}`)]);
  });

  it('brings along what its files name, as it is staged and not as it lies there', async () => {
    repository.commit({ 'apps/.sops.yaml': 'creation_rules: []\n', '.sops.yaml': 'old\n', 'other/.sops.yaml': 'x\n' });
    repository.stage({
      'apps/shop/kustomization.yaml':
        'secretGenerator:\n  - name: a\n    files: [one.env, key="two words.env"]\n    envs:\n      - ../three.env\n      - ../../../etc/passwd\n',
      'apps/shop/one.env': 'staged\n',
      'apps/shop/two words.env': 'two\n',
      'apps/three.env': 'three\n',
      'apps/shop/unnamed.env': 'unnamed\n',
    });
    repository.stage({
      'apps/shop/deep/kustomization.yaml': 'configMapGenerator:\n  - files:\n      - two words=../two words.env\n',
    });
    repository.write('apps/shop/one.env', 'not staged\n');
    const { related } = (await staged()).found;
    expect(Object.fromEntries(related ?? [])).to.deep.equal({
      '.sops.yaml': { text: 'old\n' },
      'apps/.sops.yaml': { text: 'creation_rules: []\n' },
      'apps/shop/one.env': { text: 'staged\n' },
      'apps/shop/two words.env': { text: 'two\n' },
      'apps/three.env': { text: 'three\n' },
    });
  });

  it('follows a link to what SOPS is told, and says where it leads to nothing', async () => {
    repository.write('shared/sops', 'shared\n');
    repository.link('.sops.yaml', 'shared/sops');
    repository.link('apps/.sops.yaml', '/etc/passwd');
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message', 'links');
    repository.stage({ 'apps/a.yaml': 'a: b\n' });
    expect(Object.fromEntries((await staged()).found.related ?? [])).to.deep.equal({
      '.sops.yaml': { text: 'shared\n' },
      'apps/.sops.yaml': { unread: 'it is a link to no file of the repository' },
    });
  });

  describe('says which lines are new:', () => {
    it('all of a new file, also before the first commit', async () => {
      repository.stage({ 'a.txt': TEN });
      expect(await added()).to.deep.equal({ 'a.txt': 'all' });
    });
    it('those that were changed and those that came', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.stage({ 'a.txt': lines(1, 2, 'three', 4, 5, 6, 7, 8, 'new', 'newer', 9, 10) });
      expect(await added()).to.deep.equal({ 'a.txt': '3-3 9-10' });
    });
    it('none where lines went away', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.stage({ 'a.txt': lines(1, 2, 10) });
      expect(await added()).to.deep.equal({ 'a.txt': 'none' });
    });
    it('the staged ones of a file that is staged in part', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.stage({ 'a.txt': TEN + lines('staged') });
      repository.write('a.txt', lines('not staged') + TEN + lines('staged'));
      expect(await added()).to.deep.equal({ 'a.txt': '11-11' });
    });
    it('none of a file that only moved', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.git('mv', 'a.txt', 'b.txt');
      expect(await added()).to.deep.equal({ 'b.txt': 'none' });
      expect((await staged()).found.skipped.map(({ file }) => file)).to.deep.equal(['a.txt']);
    });
    it('the changed ones of a file that moved and was changed', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.git('mv', 'a.txt', 'b.txt');
      repository.stage({ 'b.txt': TEN + lines('eleven') });
      expect(await added()).to.deep.equal({ 'b.txt': '11-11' });
    });
    it('all of a copy: the place is new', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.stage({ 'b.txt': TEN });
      expect(await added()).to.deep.equal({ 'b.txt': 'all' });
    });
    it('none of a file of which only the mode changed', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.git('update-index', '--chmod=+x', 'a.txt');
      expect(await added()).to.deep.equal({ 'a.txt': 'none' });
    });
    it('none where only the line ends were converted', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.stage({ 'a.txt': TEN.replaceAll('\n', '\r\n') });
      expect(await added()).to.deep.equal({ 'a.txt': 'none' });
    });
    it('all of a file that was a link', async () => {
      repository.link('a.txt', 'b.txt');
      repository.git('add', 'a.txt');
      repository.commit({ 'b.txt': TEN });
      rmSync(repository.at('a.txt'));
      repository.stage({ 'a.txt': TEN });
      expect(await added()).to.deep.equal({ 'a.txt': 'all' });
    });
    it('nothing of a file that became a link: the text of a link is not searched', async () => {
      repository.commit({ 'a.txt': TEN, 'b.txt': TEN });
      rmSync(repository.at('a.txt'));
      repository.link('a.txt', 'b.txt');
      repository.git('add', 'a.txt');
      expect(await added()).to.deep.equal({});
    });
    it('in bytes that are no UTF-8, and in binary files', async () => {
      const bytes = Buffer.from([0xff, 0xfe - 1, 0x0a, 0x00, 0x0a, 0x80, 0x0a]);
      repository.commit({ 'a.bin': bytes });
      repository.stage({ 'a.bin': Buffer.concat([bytes, Buffer.from([0xc3, 0x28, 0x0a])]), 'empty.txt': '' });
      expect(await added()).to.deep.equal({ 'a.bin': '4-4', 'empty.txt': 'all' });
    });
    it('whatever attributes and configuration say of differences', async () => {
      repository.commit({
        'a.txt': TEN,
        '.gitattributes': '*.txt -diff\n*.cfg binary\n*.sh diff=own\n',
        'b.cfg': TEN,
        'c.sh': TEN,
      });
      repository.git('config', 'diff.own.command', 'false');
      repository.git('config', 'diff.own.textconv', 'false');
      repository.git('config', 'diff.external', 'false');
      repository.git('config', 'diff.interHunkContext', '50');
      repository.git('config', 'diff.noprefix', 'true');
      repository.git('config', 'diff.ignoreSubmodules', 'all');
      repository.git('config', 'diff.orderFile', '/nonexistent');
      const more = TEN + lines('eleven');
      repository.stage({ 'a.txt': more, 'b.cfg': more, 'c.sh': more });
      expect(await added({ GIT_EXTERNAL_DIFF: 'false' })).to.deep.equal({
        'a.txt': '11-11',
        'b.cfg': '11-11',
        'c.sh': '11-11',
      });
    });
    it('in the index that Git names to a hook', async () => {
      repository.commit({ 'a.txt': TEN });
      repository.write('a.txt', TEN + lines('eleven'));
      const env = { GIT_INDEX_FILE: repository.at('.git/own-index') };
      repository.gitWith({ env }, 'read-tree', 'HEAD');
      repository.gitWith({ env }, 'add', 'a.txt');
      expect(await added()).to.deep.equal({});
      expect(await added({ ...env, GIT_DIR: repository.at('.git') })).to.deep.equal({ 'a.txt': '11-11' });
    });
    it('in a split index, and beside a sparse working tree', async () => {
      repository.commit({ 'a.txt': TEN, 'in/b.txt': TEN, 'out/c.txt': TEN });
      repository.git('update-index', '--split-index');
      repository.git('sparse-checkout', 'set', 'in');
      repository.stage({ 'in/b.txt': TEN + lines('eleven') });
      expect(await added()).to.deep.equal({ 'in/b.txt': '11-11' });
    });
    it('in a merge, those that none of its parents has', async () => {
      repository.commit({ 'a.txt': TEN, 'b.txt': TEN });
      repository.git('checkout', '--quiet', '-b', 'other');
      repository.commit({ 'a.txt': lines('other') + TEN, 'b.txt': lines('other') + TEN, 'theirs.txt': TEN });
      repository.git('checkout', '--quiet', 'main');
      repository.commit({ 'a.txt': TEN + lines('main') });
      repository.git('merge', '--quiet', '--no-commit', 'other');
      repository.stage({ 'a.txt': lines('other') + TEN + lines('main', 'merge') });
      expect(await added()).to.deep.equal({ 'a.txt': '13-13', 'b.txt': 'none', 'theirs.txt': 'none' });
    });
  });

  it('says what is too large to be searched, and what need not be', async () => {
    repository.stage({ 'binary.bin': Buffer.alloc(50 * 1024 * 1024 + 1), 'small.txt': TEN });
    repository.stage({ 'larger.txt': Buffer.alloc(51 * 1024 * 1024, 'a'), 'z.txt': TEN });
    const { found } = await staged();
    expect(found.faults.map(({ path, code }) => [path, code])).to.deep.equal([['larger.txt', 'INPUT_TOO_LARGE']]);
    expect(found.skipped).to.deep.equal([{ file: 'binary.bin', reason: 'binary, and too large to be looked at' }]);
    expect(found.sources.map(({ path }) => path)).to.deep.equal(['small.txt', 'z.txt']);
  }).timeout(30_000);
});

function show({ change }: Source): string {
  if (change === undefined) return 'unknown';
  if (change.added === undefined) return 'all';
  return change.added.map(({ from, to }) => `${from}-${to}`).join(' ') || 'none';
}
