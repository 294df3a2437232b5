import { SluiceError } from '../../core/errors.ts';
import type { Report } from '../../core/model/report.ts';
import { lockFile } from '../bundles/lock-file.ts';
import { ignoreTest } from '../files/ignore-pattern.ts';
import { walkFiles } from '../files/walk-files.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import type { CheckRequest } from './check-request.ts';
import { reviewSources, type FoundSources } from './review-sources.ts';

/** File names that are read in a folder; a file given by itself is always read. */
export const MANIFEST_EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

const STDIN = '-';

/**
 * Judges files, folders and standard input.
 * @throws SluiceError when there is nothing to judge, or nothing to judge with
 */
export async function runCheck(request: CheckRequest): Promise<Report> {
  const set = await loadPolicySet(request, request.onNotice);
  return reviewSources(request, set, await findSources(request));
}

async function findSources({ cwd, paths, config, ignore, readStdin }: CheckRequest): Promise<FoundSources> {
  const isIgnored = ignoreTest([...config.ignore, ...ignore]);
  const walked = walkFiles(
    paths.filter((one) => one !== STDIN),
    { cwd, isIgnored, extensions: MANIFEST_EXTENSIONS },
  );
  const stdin = paths.includes(STDIN) ? [{ path: STDIN, bytes: await readStdin() }] : [];
  if (walked.files.length + stdin.length + walked.faults.length === 0) throw noFiles(paths, walked.skipped.length);
  const ownFiles = [config.file, lockFile(config, cwd)];
  const own = walked.files.filter(({ absolute }) => ownFiles.includes(absolute));
  return {
    sources: [...walked.files.filter((file) => !own.includes(file)), ...stdin],
    skipped: [...walked.skipped, ...own.map((file) => ({ file: file.path, reason: 'the configuration of this run' }))],
    faults: walked.faults,
  };
}

function noFiles(paths: readonly string[], skipped: number): SluiceError {
  const hint =
    skipped > 0
      ? `${skipped} were left out (--ignore, Helm templates)`
      : `files end in ${MANIFEST_EXTENSIONS.join(', ')}`;
  return new SluiceError('NO_FILES', `${paths.join(', ')}: no file to evaluate; ${hint}`);
}
