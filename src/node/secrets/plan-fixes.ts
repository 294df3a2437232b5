import path from 'node:path';
import { collectSops } from '../../core/secrets/fix/collect-sops.ts';
import type { Fix, FixTool } from '../../core/secrets/fix/fix-plan.ts';
import type { GeneratedFile } from '../../core/secrets/fix/generated-file.ts';
import { planFix } from '../../core/secrets/fix/plan-fix.ts';
import { toFixSubjects, type FoundFile } from '../../core/secrets/fix/to-fix-subjects.ts';
import { SluiceError } from '../../core/errors.ts';
import type { ParsedFile } from '../../core/documents/document.ts';
import type { Result } from '../../core/model/result.ts';
import { factsOfFile } from '../../core/secrets/facts-of-file.ts';
import type { SecretSearch } from '../../core/secrets/secret-search.ts';
import type { CheckRequest } from '../check/check-request.ts';
import { runCheck } from '../check/run-check.ts';
import { treesAround } from '../files/trees-around.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { readSource } from '../evaluation/source.ts';
import { formatOf } from '../formats/format.ts';
import { prepareSearch } from './prepare-search.ts';
import { openSecretSearch } from './open-secret-search.ts';
import { toSecretsTask } from './to-secrets-task.ts';
import { findingsOf, refuseWithoutSearch } from './update-baseline.ts';

export interface PlannedFixes {
  readonly fixes: readonly Fix[];
  /** What SOPS must be told for the fixes to work; absent when they do not use it. */
  readonly sopsConfig?: GeneratedFile;
  /** What could not be searched. */
  readonly faults: readonly Result[];
}

/**
 * The way out for all that a check would complain about, and for what only the baseline accepts.
 * @throws SluiceError when there is nothing to search, or nothing to search with
 */
export async function planFixes(request: CheckRequest, tool: FixTool): Promise<PlannedFixes> {
  await refuseWithoutSearch(request);
  const report = await runCheck({ ...request, withoutBaseline: true });
  const found = new Map<string, Set<string>>();
  for (const { path: file, fingerprint } of findingsOf(report)) {
    found.set(file, (found.get(file) ?? new Set()).add(fingerprint));
  }
  const search = await openSearch(request);
  const fixes = [...found].flatMap(([file, fingerprints]) =>
    toFixSubjects(searchAgain(request.cwd, file, fingerprints, search)).map((subject) => planFix(subject, tool)),
  );
  const sopsConfig = collectSops(fixes);
  return {
    fixes,
    ...(sopsConfig === undefined ? {} : { sopsConfig }),
    faults: report.results.filter(({ status }) => status === 'error'),
  };
}

async function openSearch(request: CheckRequest): Promise<SecretSearch> {
  const { cwd: root, config, paths, today } = request;
  const prepared = await prepareSearch({ ...request, root, withoutBaseline: true });
  const related = { root, trees: treesAround(root, paths) };
  return openSecretSearch(toSecretsTask(config.secrets, { ...prepared, related }), today);
}

/** A report says what was found and not what stands around it, which says how to mend it. */
function searchAgain(cwd: string, file: string, wanted: ReadonlySet<string>, search: SecretSearch): FoundFile {
  const read = readSource({ path: file, absolute: path.resolve(cwd, file) }, MAX_FILE_BYTES);
  if (read.kind === 'fault') throw new SluiceError(read.code, `${file} ${read.message}`);
  const { bytes } = read;
  const parsed = isManifest(file) ? parseFile(bytes) : NO_DOCUMENTS;
  const facts = factsOfFile(file, parsed, search.open({ path: file, bytes, parsed }));
  return {
    path: file,
    documents: parsed.documents,
    facts: facts.filter(({ fingerprint, accepted }) => wanted.has(fingerprint) && accepted === undefined),
  };
}

const isManifest = (file: string): boolean => ['yaml', 'json'].includes(formatOf(file) ?? '');

const NO_DOCUMENTS: ParsedFile = { documents: [], faults: [], empty: 0 };
