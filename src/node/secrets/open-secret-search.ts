import path from 'node:path';
import { createSecretSearch } from '../../core/secrets/create-secret-search.ts';
import { createAcceptances } from '../../core/secrets/acceptances/create-acceptances.ts';
import type { SecretSearch } from '../../core/secrets/secret-search.ts';
import { createStructureScanner } from '../../core/secrets/structure/create-structure-scanner.ts';
import { createTextScanner } from '../../core/secrets/text/create-text-scanner.ts';
import type { TextScanner } from '../../core/secrets/text-scanner.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { relatedTextReader } from './related-files.ts';
import { rulesOf } from './rules-of.ts';
import type { SecretsTask } from './secrets-task.ts';
import { toSearchedText } from './to-searched-text.ts';

/** Makes the search of a run. Rules are prepared here, once; no text is kept. */
export function openSecretSearch(task: SecretsTask, today: string): SecretSearch {
  const keyedHash = createKeyedHash(task.fingerprintSalt);
  const { budgetMs, decodeDepth } = task;
  const textScanner = createTextScanner(
    rulesOf(task),
    { keyedHash, clock: milliseconds },
    { ...(budgetMs === undefined ? {} : { budgetMs }), ...(decodeDepth === undefined ? {} : { decodeDepth }) },
  );
  return createSecretSearch({
    textScanner,
    structureScanner: createStructureScanner({ textScanner, keyedHash, ...rootOf(task) }),
    acceptances: createAcceptances(task.acceptances, today, (text) => holdsSecret(textScanner, text)),
    toText: toSearchedText,
    ...(task.related === undefined ? {} : { readFile: relatedTextReader(task.related) }),
  });
}

/** What tells the time by name, `performance`, takes two milliseconds to load. */
function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

const rootOf = ({ related }: SecretsTask): { readonly root?: string } =>
  related === undefined || 'files' in related ? {} : { root: related.root.replaceAll(path.sep, '/') };

const holdsSecret = (scanner: TextScanner, text: string): boolean =>
  scanner.search({ path: '', text }).findings.length > 0;
