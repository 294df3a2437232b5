import type { Confidence } from '../../src/core/secrets/rule.ts';
import type { SecretFact } from '../../src/core/secrets/finding.ts';
import { createSecretSearch } from '../../src/core/secrets/create-secret-search.ts';
import { ownRules } from '../../src/core/secrets/rules/own-rules.ts';
import type { SecretSearch } from '../../src/core/secrets/secret-search.ts';
import { createStructureScanner } from '../../src/core/secrets/structure/create-structure-scanner.ts';
import { createTextScanner } from '../../src/core/secrets/text/create-text-scanner.ts';
import { toResources } from '../../src/core/resources/to-resources.ts';
import { parseFile } from '../../src/node/documents/parse-file.ts';
import { createKeyedHash } from '../../src/node/secrets/keyed-hash.ts';
import { toSearchedText } from '../../src/node/secrets/to-searched-text.ts';
import type { LabelledCase, LabelledFile } from './labelled-cases.ts';
import type { Scan } from './measure.ts';

/** The whole search as evaluation runs it: documents by structure, the rest by rules of text. */
export function openSearch(readFile: (file: string) => string | undefined): SecretSearch {
  const keyedHash = createKeyedHash('a key for tests');
  const textScanner = createTextScanner(ownRules(), { keyedHash, clock: () => performance.now() });
  const structureScanner = createStructureScanner({ textScanner, keyedHash });
  return createSecretSearch({ textScanner, structureScanner, toText: toSearchedText, readFile });
}

/** What evaluation parses: manifests, and the state of Terraform, which is JSON. */
const IS_MANIFEST = /\.(?:ya?ml|json|tfstate)$/;

/** All facts about one file. */
export function factsIn(search: SecretSearch, file: string, bytes: Uint8Array): readonly SecretFact[] {
  const parsed = IS_MANIFEST.test(file) ? parseFile(bytes) : { documents: [], faults: [], empty: 0 };
  const open = search.open({ path: file, bytes, parsed });
  const inDocuments = parsed.documents.flatMap((document) => {
    const resources = toResources(document);
    return resources.length === 0
      ? open.inDocument(document)
      : resources.flatMap((resource) => open.inResource(document, resource));
  });
  return [...inDocuments, ...open.inRest()];
}

/** Our own scan, with the findings of some confidences. */
export function ownScan(confidences: readonly Confidence[]): Scan {
  return (labelled: LabelledCase, file: LabelledFile) => {
    const search = openSearch((name) => labelled.files.find(({ path }) => path === name)?.text);
    return factsIn(search, file.path, Buffer.from(file.text))
      .filter(({ confidence }) => confidences.includes(confidence))
      .map(({ line = 1, endLine = line, rule }) => ({ line, endLine, rule }));
  };
}
