import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { Report } from '../../core/model/report.ts';
import { lockFile } from '../bundles/lock-file.ts';
import { treesAround } from '../files/trees-around.ts';
import { walkFiles, type WalkResult } from '../files/walk-files.ts';
import { HeadStart } from '../evaluation/head-start.ts';
import type { Source } from '../evaluation/source.ts';
import { loadPolicySet, needsContext } from '../policies/load-policy-set.ts';
import type { CheckRequest } from './check-request.ts';
import { baselinePath } from '../secrets/baseline-file.ts';
import { ignoredFiles } from './ignored-files.ts';
import { repositoryRoot } from './repository-root.ts';
import { countedFiles, MANIFEST_EXTENSIONS, MANIFESTS, type CountedFiles } from './counted-files.ts';
import type { FoundSources } from './found-sources.ts';
import { reviewSources } from './review-sources.ts';

const STDIN = '-';

/**
 * Judges files, folders and standard input.
 * @throws SluiceError when there is nothing to judge, or nothing to judge with
 */
export async function runCheck(request: CheckRequest): Promise<Report> {
  const walk = rememberedWalk(request);
  await using headStart = new HeadStart();
  const set = await loadPolicySet(request, request.onNotice, async (order) => {
    const { compileBeside } = await import('./compile-beside.ts');
    return compileBeside(order, () => walk(MANIFESTS).files, headStart, request);
  });
  const counted = countedFiles(set);
  const found = { ...(await findSources(request, counted, walk(counted))), headStart };
  const context = needsContext(set) ? { context: findContext(request, found) } : {};
  return await reviewSources(request, set, { ...found, ...context });
}

/** What a verdict about these sources may depend on: what was named, or else the rest of the repository that the run is in. */
function findContext(request: CheckRequest, { sources }: FoundSources): readonly Source[] {
  const { cwd, config, inventory = [] } = request;
  const root = repositoryRoot(cwd, config);
  const paths = inventory.length > 0 ? inventory : root === undefined ? [] : [root];
  const isIgnored = ignoredFiles(request);
  const { files, faults } = walkFiles(paths, { cwd, isIgnored, extensions: MANIFEST_EXTENSIONS });
  const [fault] = faults;
  if (fault !== undefined && inventory.length > 0) {
    throw new SluiceError('INPUT_UNREADABLE', `inventory ${fault.message}; check the path after --inventory`);
  }
  const judged = new Set(sources.map((source) => source.path));
  return files.filter((file) => !judged.has(file.path));
}

type Walk = (counted: CountedFiles) => WalkResult;

/** Walks the paths of a request, once for all that count alike. */
function rememberedWalk(request: CheckRequest): Walk {
  const { cwd } = request;
  const paths = request.paths.filter((one) => one !== STDIN);
  const walked = new Map<CountedFiles, WalkResult>();
  return (counted) => {
    const known = walked.get(counted) ?? walkFiles(paths, { cwd, isIgnored: ignoredFiles(request), ...counted });
    walked.set(counted, known);
    return known;
  };
}

async function findSources(request: CheckRequest, counted: CountedFiles, walked: WalkResult): Promise<FoundSources> {
  const { cwd, paths, config, readStdin } = request;
  const stdin = paths.includes(STDIN) ? [{ path: STDIN, bytes: await readStdin() }] : [];
  if (walked.files.length + stdin.length + walked.faults.length === 0)
    throw noFiles(paths, walked.skipped.length, counted);
  const ownFiles = [config.file, lockFile(config, cwd), baselinePath(config, cwd)];
  const own = walked.files.filter(({ absolute }) => ownFiles.includes(absolute));
  return {
    sources: [...walked.files.filter((file) => !own.includes(file)), ...stdin],
    skipped: [...walked.skipped, ...own.map((file) => ({ file: file.path, reason: 'the configuration of this run' }))],
    faults: walked.faults,
    isWhole: isWhole(request),
    trees: treesAround(
      cwd,
      paths.filter((one) => one !== STDIN),
    ),
  };
}

/** Whether the paths hold all that a config, or the baseline beside it, can speak of. */
function isWhole({ cwd, config, paths, ignore }: CheckRequest): boolean {
  const root = repositoryRoot(cwd, config) ?? cwd;
  const isAround = (one: string): boolean => !/^\.\.|^[a-z]:/i.test(path.relative(path.resolve(cwd, one), root));
  return ignore.length === 0 && paths.some((one) => one !== STDIN && isAround(one));
}

function noFiles(paths: readonly string[], skipped: number, { extensions, alsoCounts }: CountedFiles): SluiceError {
  const hint =
    skipped > 0
      ? `${skipped} were left out (--ignore, Helm templates)`
      : `files end in ${extensions.join(', ')}${alsoCounts === undefined ? '' : ', or are of a format in docs/formats.md'}`;
  return new SluiceError('NO_FILES', `${paths.join(', ')}: no file to evaluate; ${hint}`);
}
