import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { baselineText, type BaselineEntry } from '../../../src/core/secrets/acceptances/baseline.ts';
import { SluiceError } from '../../../src/core/errors.ts';
import { closeEntry, openEntries, readBaseline } from '../../../src/node/secrets/baseline-file.ts';
import { GitRepository } from '../../support/git-repository.ts';

const NAME = '.sluice-baseline';

const entry = (number: number, expires = '2027-01-01'): BaselineEntry => ({
  fingerprint: `jwt:${number.toString(16).padStart(16, '0')}`,
  path: `deploy/${number % 5}.yaml`,
  reason: 'there before',
  owner: 'team',
  expires,
});

const textOf = (entries: readonly BaselineEntry[]): string => baselineText({ entries, salts: ['ab12'] });

describe('a baseline in a repository', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
  });
  afterEach(() => repository[Symbol.dispose]());

  const read = (): readonly BaselineEntry[] => readBaseline(repository.at(NAME), repository.path)?.entries ?? [];

  /** Two branches from one base, each with its own baseline; the second is merged into the first. */
  function merge(
    base: readonly BaselineEntry[] | undefined,
    ours: readonly BaselineEntry[],
    theirs: readonly BaselineEntry[],
  ): void {
    if (base !== undefined) repository.commit({ [NAME]: textOf(base) });
    else repository.commit({ README: '' });
    repository.git('checkout', '--quiet', '-B', 'theirs');
    repository.commit({ [NAME]: textOf(theirs) });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ [NAME]: textOf(ours) });
    repository.git('merge', '--quiet', '--no-edit', 'theirs');
  }

  it('merges to all that either branch has', () => {
    repository.commit({ '.gitattributes': `${NAME} merge=union\n` });
    const entries = fc.subarray(Array.from({ length: 40 }, (_, number) => entry(number)));
    fc.assert(
      fc.property(entries, entries, entries, (base, our, their) => {
        merge(base, [...base, ...our], [...base, ...their]);
        expect(textOf(read())).to.equal(textOf([...base, ...our, ...their]));
      }),
      { numRuns: 8 },
    );
  }).timeout(60_000);

  it('merges when both branches began it', () => {
    repository.commit({ '.gitattributes': `${NAME} merge=union\n` });
    merge(undefined, [entry(1), entry(3)], [entry(2), entry(3)]);
    expect(textOf(read())).to.equal(textOf([entry(1), entry(2), entry(3)]));
  });

  it('merges when both branches say other things of one finding: the entry that ends later counts', () => {
    repository.commit({ '.gitattributes': `${NAME} merge=union\n` });
    merge([entry(1)], [entry(1, '2028-01-01')], [entry(1, '2029-01-01')]);
    expect(textOf(read())).to.equal(textOf([entry(1, '2029-01-01')]));
  });

  it('needs no line of .gitattributes where branches touch lines that are far apart', () => {
    const base = Array.from({ length: 30 }, (_, number) => entry(2 * number));
    merge(base, [...base, entry(1)], [...base, entry(51)]);
    expect(textOf(read())).to.equal(textOf([...base, entry(1), entry(51)]));
  });

  it('is refused while a merge is not done, and says how to do it', () => {
    expect(() => merge([], [entry(1)], [entry(2)])).to.throw(/CONFLICT|Command failed/);
    expect(readFileSync(repository.at(NAME), 'utf8')).to.contain('<<<<<<<');
    expect(read).to.throw(SluiceError, /^\.sluice-baseline:\d+: is a mark of a merge .*merge=union/);
  });

  it('says when it is none', () => {
    repository.write(NAME, '{}\n');
    expect(read).to.throw(SluiceError, /^\.sluice-baseline:1: does not begin with a fingerprint/);
  });

  it('is none where there is none', () => {
    expect(readBaseline(repository.at(NAME), repository.path)).to.equal(undefined);
  });
});

describe('the entries of a baseline', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
    repository.write('deploy/1.yaml', '');
  });
  afterEach(() => repository[Symbol.dispose]());

  const open = (root: string): readonly { readonly path: string; readonly isGone?: boolean }[] =>
    openEntries({ entries: [entry(1), entry(2)], salts: [] }, repository.at(NAME), root).map(
      ({ path: shown, isGone }) => ({
        path: shown,
        ...(isGone === undefined ? {} : { isGone }),
      }),
    );

  it('have the paths that a run shows, wherever it is started', () => {
    expect(open(repository.path).map((one) => one.path)).to.deep.equal(['deploy/1.yaml', 'deploy/2.yaml']);
    expect(open(repository.at('deploy')).map((one) => one.path)).to.deep.equal(['1.yaml', '2.yaml']);
    const elsewhere = path.join(repository.path, 'other');
    expect(open(elsewhere).map((one) => one.path)).to.deep.equal([
      repository.at('deploy/1.yaml'),
      repository.at('deploy/2.yaml'),
    ]);
  });

  it('know whether their file is there', () => {
    expect(open(repository.path)).to.deep.equal([{ path: 'deploy/1.yaml' }, { path: 'deploy/2.yaml', isGone: true }]);
  });

  it('are closed as they were opened', () => {
    const file = repository.at(NAME);
    for (const root of [repository.path, repository.at('deploy'), repository.at('other/deep')]) {
      const opened = openEntries({ entries: [entry(1)], salts: [] }, file, root);
      expect(opened.map((one) => closeEntry(one, file, root))).to.deep.equal([entry(1)]);
    }
  });
});
