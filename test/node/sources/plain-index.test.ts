import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { gitPlace } from '../../../src/node/sources/git-environment.ts';
import { findStaged } from '../../../src/node/sources/git-index.ts';
import { readPlainIndex } from '../../../src/node/sources/plain-index.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../../support/git-repository.ts';

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

describe('the index of a plain repository', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
    repository.commit({ 'chart/Chart.yaml': 'name: chart\n', 'deep/a.yaml': pod('a') });
  });
  afterEach(() => repository[Symbol.dispose]());

  const place = (own: Readonly<Record<string, string>> = {}): ReturnType<typeof gitPlace> =>
    gitPlace(repository.path, { ...GIT_TEST_ENVIRONMENT, ...own }, true);

  /** Ways in which Git keeps an index, as users ask for them. */
  const FORMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
    'as Git writes it': [],
    'with shortened paths': [['update-index', '--index-version', '4']],
    'in two files': [['update-index', '--split-index']],
    'with whole folders as entries': [
      ['sparse-checkout', 'init', '--cone', '--sparse-index'],
      ['sparse-checkout', 'set', 'deep'],
    ],
  };
  const ask = (form: string): void => FORMS[form]?.forEach((args) => void repository.git(...args));

  it('holds each path as it is', () => {
    const index = readPlainIndex(place());
    expect(index?.includes('chart/Chart.yaml')).to.equal(true);
    expect(index?.includes('.sops.yaml')).to.equal(false);
  });

  it('is the one that Git tells its hooks of', () => {
    repository.gitWith({ env: { GIT_INDEX_FILE: '.git/other' } }, 'read-tree', '--empty');
    expect(readPlainIndex(place({ GIT_INDEX_FILE: '.git/other' }))?.includes('Chart.yaml')).to.equal(false);
  });

  for (const form of Object.keys(FORMS).slice(1)) {
    it(`is left to Git ${form}`, () => {
      ask(form);
      expect(readPlainIndex(place())).to.equal(undefined);
    });
  }

  it('is left to Git when it is large, and before there is one', () => {
    const id = repository.git('rev-parse', 'HEAD:deep/a.yaml').trim();
    const lines = Array.from({ length: 12_000 }, (_, n) => `100644 ${id}\tmany/${'x'.repeat(40)}${n}.yaml\n`);
    repository.gitWith({ input: lines.join('') }, 'update-index', '--index-info');
    expect(readPlainIndex(place())).to.equal(undefined);
    expect(readPlainIndex(place({ GIT_INDEX_FILE: 'nowhere' }))).to.equal(undefined);
  });

  for (const form of Object.keys(FORMS)) {
    it(`says which files are templates of a chart ${form}`, async () => {
      ask(form);
      repository.git('update-index', '--add', '--cacheinfo', templateEntry(repository));
      repository.stage({ 'deep/b.yaml': pod('b') });
      const { found } = await findStaged(place(), { isIgnored: () => false, extensions: ['.yaml'] });
      expect(found.sources.map(({ path }) => path)).to.deep.equal(['deep/b.yaml']);
      expect(found.skipped.map(({ file }) => file)).to.deep.equal(['chart/templates/pod.yaml']);
    });
  }

  it('does not matter for files that are more than a short answer', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, n) => [`large-${n}.yaml`, `${pod(`large-${n}`)}# ${'x'.repeat(1_000_000)}\n`]),
    );
    repository.stage(files);
    const { found } = await findStaged(place(), { isIgnored: () => false, extensions: ['.yaml'] });
    const texts = found.sources.map((source) => [
      source.path,
      'bytes' in source ? Buffer.from(source.bytes).toString() : undefined,
    ]);
    expect(Object.fromEntries(texts)).to.deep.equal(files);
  });
});

/** A file of the index alone: a sparse working tree has no place for it. */
const templateEntry = (repository: GitRepository): string =>
  `100644,${repository.git('rev-parse', 'HEAD:deep/a.yaml').trim()},chart/templates/pod.yaml`;
