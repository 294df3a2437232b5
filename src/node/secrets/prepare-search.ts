import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AcceptanceList } from '../../core/secrets/acceptances/acceptance-list.ts';
import type { GitleaksFiles } from '../../core/secrets/gitleaks/files-rules.ts';
import { repositoryRoot } from '../check/repository-root.ts';
import { findGitleaksConfig } from './gitleaks/find-gitleaks-config.ts';
import { loadAcceptances, type AcceptancesRequest } from './load-acceptances.ts';

/** What a run searches by, besides our own rules. */
export interface PreparedSearch {
  readonly acceptances: AcceptanceList;
  readonly gitleaks?: GitleaksFiles;
  /** What a person should know about it. */
  readonly notices: readonly string[];
}

const GITLEAKS_IGNORE = '.gitleaksignore';

/**
 * Reads by what a run finds secrets and accepts findings: the section `secrets` of its config, its baseline, and what was
 * written for gitleaks at the root of the repository.
 * @throws SluiceError CONFIG_INVALID when one of them is in error, or named and not there
 */
export async function prepareSearch(request: AcceptancesRequest): Promise<PreparedSearch> {
  const { config, cwd } = request;
  const root = repositoryRoot(cwd, config) ?? cwd;
  const accepted = loadAcceptances(request);
  const { gitleaks, notices } = await loadGitleaks(root, config.secrets.gitleaks);
  const positions = await loadPositions(path.join(root, GITLEAKS_IGNORE));
  return {
    acceptances: { ...accepted.list, positions: positions.entries },
    ...(gitleaks === undefined ? {} : { gitleaks }),
    notices: [...accepted.notices, ...notices, ...positions.notices],
  };
}

async function loadGitleaks(
  root: string,
  named: string | undefined,
): Promise<{ readonly gitleaks?: GitleaksFiles; readonly notices: readonly string[] }> {
  const file = named ?? findGitleaksConfig(root);
  if (file === undefined) return { notices: [] };
  const { loadGitleaksConfig } = await import('./gitleaks/load-gitleaks-config.ts');
  const { files, rules, usesDefault, notices } = await loadGitleaksConfig({ root, file });
  const alone = usesDefault ? [] : [onlyItsOwn(path.relative(root, file), rules.rules.length)];
  return { gitleaks: files, notices: [...notices, ...alone] };
}

/** As gitleaks does; but who wrote the file for an allowlist may not know. */
const onlyItsOwn = (shown: string, count: number): string =>
  `${shown} does not extend the default rules (useDefault), so texts are searched by its ${count} rules alone; what fields of documents mean is known in any case`;

async function loadPositions(
  file: string,
): Promise<{ readonly entries: readonly string[]; readonly notices: readonly string[] }> {
  if (!existsSync(file)) return { entries: [], notices: [] };
  const { parseGitleaksIgnore } = await import('../../core/secrets/gitleaks/parse-gitleaks-ignore.ts');
  return parseGitleaksIgnore(readFileSync(file, 'utf8'));
}
