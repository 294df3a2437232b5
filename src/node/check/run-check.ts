import { SluiceError } from '../../core/errors.ts';
import type { Report } from '../../core/model/report.ts';
import { ignoreTest } from '../files/ignore-pattern.ts';
import { walkFiles } from '../files/walk-files.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import type { CheckRequest } from './check-request.ts';
import { countedFiles, type CountedFiles } from './counted-files.ts';
import { reviewSources, type FoundSources } from './review-sources.ts';

const STDIN = '-';

/**
 * Judges files, folders and standard input.
 * @throws SluiceError when there is nothing to judge, or nothing to judge with
 */
export async function runCheck(request: CheckRequest): Promise<Report> {
  const set = await loadPolicySet(request, request.onNotice);
  return reviewSources(request, set, await findSources(request, countedFiles(set)));
}

async function findSources(
  { cwd, paths, config, ignore, readStdin }: CheckRequest,
  counted: CountedFiles,
): Promise<FoundSources> {
  const isIgnored = ignoreTest([...config.ignore, ...ignore]);
  const walked = walkFiles(
    paths.filter((one) => one !== STDIN),
    { cwd, isIgnored, ...counted },
  );
  const stdin = paths.includes(STDIN) ? [{ path: STDIN, bytes: await readStdin() }] : [];
  if (walked.files.length + stdin.length + walked.faults.length === 0)
    throw noFiles(paths, walked.skipped.length, counted);
  const own = walked.files.filter(({ absolute }) => absolute === config.file);
  return {
    sources: [...walked.files.filter((file) => !own.includes(file)), ...stdin],
    skipped: [...walked.skipped, ...own.map((file) => ({ file: file.path, reason: 'the configuration of this run' }))],
    faults: walked.faults,
  };
}

function noFiles(paths: readonly string[], skipped: number, { extensions, alsoCounts }: CountedFiles): SluiceError {
  const hint =
    skipped > 0
      ? `${skipped} were left out (--ignore, Helm templates)`
      : `files end in ${extensions.join(', ')}${alsoCounts === undefined ? '' : ', or are of a format in docs/formats.md'}`;
  return new SluiceError('NO_FILES', `${paths.join(', ')}: no file to evaluate; ${hint}`);
}
