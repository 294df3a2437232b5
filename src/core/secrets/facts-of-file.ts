import type { ParsedFile } from '../documents/document.ts';
import { asKustomization } from '../resources/as-kustomization.ts';
import { toResources } from '../resources/to-resources.ts';
import type { SecretFact } from './finding.ts';
import type { FileSearch } from './secret-search.ts';

/** All that a search finds in a file, whichever object it stands in: for versions of files that nobody would apply. */
export function factsOfFile(file: string, { documents }: ParsedFile, search: FileSearch): readonly SecretFact[] {
  const inDocuments = documents.flatMap((document) => {
    const resources = toResources(asKustomization(file, document));
    return resources.length === 0
      ? search.inDocument(document)
      : resources.flatMap((resource) => search.inResource(document, resource));
  });
  const facts = [...inDocuments, ...search.inRest()];
  search.finish();
  return facts;
}
