import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { findInRevision, type RevisionSources } from '../../../src/node/sources/git-revision.ts';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import type { Source } from '../../../src/node/evaluation/source.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

describe('findInRevision', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  const find = (commit: string, paths: readonly string[] = [], cwd = repository.path): Promise<RevisionSources> =>
    findInRevision(gitPlace(cwd, GIT_TEST_ENVIRONMENT, false), commit, {
      paths,
      isIgnored: (path) => path.startsWith('ignored/'),
      extensions: ['.yaml'],
    });

  it('gives the manifests of a commit, whatever the index and the working tree hold', async () => {
    const commit = repository.commit({ 'a.yaml': pod('a'), 'b/c.yaml': pod('c'), 'README.md': 'text' });
    repository.commit({ 'a.yaml': pod('later') });
    repository.write('b/c.yaml', pod('dirty'));
    const { found } = await find(commit);
    expect(texts(found.sources)).to.deep.equal({ 'a.yaml': pod('a'), 'b/c.yaml': pod('c') });
    expect([...found.skipped, ...found.faults]).to.deep.equal([]);
  });
  it('gives one content at every path that has it', async () => {
    const commit = repository.commit({ 'a.yaml': pod('same'), 'b.yaml': pod('same') });
    expect(texts((await find(commit)).found.sources)).to.deep.equal({ 'a.yaml': pod('same'), 'b.yaml': pod('same') });
  });
  it('keeps bytes as they are', async () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x80]);
    const commit = repository.commit({ 'a.yaml': bytes, 'empty.yaml': '', 'z.yaml': pod('z') });
    const contents = (await find(commit)).found.sources.map((source) => ('bytes' in source ? [...source.bytes] : []));
    expect(contents).to.deep.equal([[...bytes], [], [...Buffer.from(pod('z'))]]);
  });
  it('reads thousands of files, and large ones', async () => {
    const files = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`many/${n}.yaml`, pod(`pod-${n}`)]));
    const commit = repository.commit({ ...files, 'large.yaml': `# ${'x'.repeat(3_000_000)}\n` });
    const read = texts((await find(commit)).found.sources);
    expect(Object.keys(read)).to.have.length(2001);
    expect(read['many/1234.yaml']).to.equal(pod('pod-1234'));
    expect(read['large.yaml']).to.have.length(3_000_003);
  });
  it('narrows to paths, and gives the rest as context', async () => {
    const commit = repository.commit({
      'apps/a.yaml': pod('a'),
      'apps2/b.yaml': pod('b'),
      'ns.yaml': pod('ns'),
      'ignored/c.yaml': '',
    });
    const { found, readContext } = await find(commit, ['./apps/']);
    expect(paths(found.sources)).to.deep.equal(['apps/a.yaml']);
    expect(paths(await readContext())).to.deep.equal(['apps2/b.yaml', 'ns.yaml']);
  });
  it('takes a single file for a path', async () => {
    const commit = repository.commit({ 'apps/a.yaml': pod('a'), 'b.yaml': pod('b') });
    expect(paths((await find(commit, ['b.yaml'])).found.sources)).to.deep.equal(['b.yaml']);
  });
  it('says what it left out', async () => {
    const commit = repository.commit({
      'ignored/a.yaml': '',
      'chart/Chart.yaml': 'a: 1\n',
      'chart/templates/t.yaml': '{{',
    });
    expect((await find(commit)).found.skipped).to.deep.equal([
      { file: 'chart/templates/t.yaml', reason: 'Helm template: not YAML until its chart is rendered' },
      { file: 'ignored/a.yaml', reason: 'ignored by --ignore or the config' },
    ]);
  });
  it('does not pass over a submodule, because what it holds would be deployed', async () => {
    const commit = repository.commit();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},vendor`);
    const { faults } = (await find(repository.commit())).found;
    expect(faults.map(({ path, code }) => [path, code])).to.deep.equal([['vendor', 'GIT_FAILED']]);
  });
  it('works in a bare repository', async () => {
    const commit = repository.commit({ 'a.yaml': pod('a') });
    repository.git('clone', '--quiet', '--bare', '.', 'bare.git');
    expect(paths((await find(commit, [], repository.at('bare.git'))).found.sources)).to.deep.equal(['a.yaml']);
  });
  it('works in a repository with SHA-256 ids', async () => {
    using modern = new GitRepository('--object-format=sha256');
    const commit = modern.commit({ 'a.yaml': pod('a') });
    expect(commit).to.have.length(64);
    expect(texts((await find(commit, [], modern.path)).found.sources)).to.deep.equal({ 'a.yaml': pod('a') });
  });

  describe('links', () => {
    it('inside of the tree are judged under their own name', async () => {
      repository.write('real/a.yaml', pod('a'));
      repository.link('alias.yaml', 'real/a.yaml');
      repository.link('dir', 'real');
      repository.link('deep/through.yaml', '../dir/../alias.yaml');
      repository.git('add', '.');
      const { found } = await find(repository.commit());
      expect(texts(found.sources)).to.deep.equal({
        'alias.yaml': pod('a'),
        'deep/through.yaml': pod('a'),
        'real/a.yaml': pod('a'),
      });
      expect(found.skipped).to.deep.equal([
        { file: 'dir', reason: 'link to real, where the files are checked themselves' },
      ]);
    });
    it('to a folder that is not judged are faults: they would lead around the check', async () => {
      repository.write('staging/a.yaml', pod('a'));
      repository.link('prod/app', '../staging');
      repository.git('add', '.');
      const { faults } = (await find(repository.commit(), ['prod'])).found;
      expect(faults).to.deep.equal([
        {
          path: 'prod/app',
          code: 'PATH_OUTSIDE_ROOT',
          message: 'prod/app: the link leads to staging, which is not among the paths; add it with --path',
        },
      ]);
    });
  });

  describe('fails with what to do', () => {
    const failures: readonly (readonly [title: string, path: string, message: RegExp])[] = [
      ['on a path that the revision does not have', 'nowhere', /has no path "nowhere"/],
      ['on a path that is only the beginning of one', 'app', /has no path "app"/],
      ['on a path out of the repository', '../other', /is not inside of the revision/],
      ['on an absolute path', '/etc', /is not inside of the revision/],
    ];
    for (const [title, path, message] of failures) {
      it(title, async () => {
        const commit = repository.commit({ 'apps/a.yaml': pod('a') });
        const error: unknown = await find(commit, [path]).then(
          () => undefined,
          (fault: unknown) => fault,
        );
        expect(error).to.have.property('code', 'GIT_FAILED');
        expect(error).to.have.property('message').that.matches(message);
      });
    }
  });
});

const paths = (sources: readonly Source[]): readonly string[] => sources.map(({ path }) => path);

function texts(sources: readonly Source[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sources.map((source) => [source.path, 'bytes' in source ? Buffer.from(source.bytes).toString() : '?']),
  );
}
