import { SluiceError } from '../../core/errors.ts';
import type { AcceptanceList } from '../../core/secrets/acceptances/acceptance-list.ts';
import type { Config } from '../config/config.ts';
import { displayPath } from '../files/walk-files.ts';
import { baselinePath, openEntries, readBaseline } from './baseline-file.ts';
import { saltMark } from './salt-mark.ts';
import { saltOf } from './to-secrets-task.ts';

/** By what a run accepts findings. */
export interface LoadedAcceptances {
  readonly list: AcceptanceList;
  readonly notices: readonly string[];
}

export interface AcceptancesRequest {
  readonly config: Config;
  readonly cwd: string;
  /** The folder that paths of the run are relative to. */
  readonly root: string;
  /** For making the baseline anew. */
  readonly withoutBaseline?: boolean;
}

/**
 * Reads by what a run accepts findings: the ignore entries of its config and its baseline.
 * @throws SluiceError CONFIG_INVALID when the baseline that the config names is not there, or cannot be read
 */
export function loadAcceptances(request: AcceptancesRequest): LoadedAcceptances {
  const { config, cwd, root, withoutBaseline = false } = request;
  const { ignores, baseline: written } = config.secrets;
  if (withoutBaseline) return { list: { ignores, baseline: [] }, notices: [] };
  const file = baselinePath(config, cwd);
  const shown = displayPath(cwd, file);
  const baseline = readBaseline(file, cwd);
  if (baseline === undefined && written !== undefined) throw noBaseline(shown);
  if (baseline === undefined) return { list: { ignores, baseline: [] }, notices: [] };
  const own = saltMark(saltOf(config.secrets));
  const isForeign = baseline.salts.some((mark) => mark !== '' && mark !== own);
  return {
    list: { ignores, baseline: openEntries(baseline, file, root) },
    notices: isForeign ? [otherSalt(shown)] : [],
  };
}

const noBaseline = (shown: string): SluiceError =>
  new SluiceError(
    'CONFIG_INVALID',
    `secrets.baseline is ${shown}, which is not there; write it with "sluice baseline", or take the key out`,
  );

/** Fingerprints of another salt fit nothing, so findings are not accepted by mistake, only reported again. */
const otherSalt = (shown: string): string =>
  `${shown} was made with another secrets.fingerprintSalt, or none, so entries of it do not hold; write it again with "sluice baseline --update --prune"`;
