import type { Document, ParsedFile } from '../documents/document.ts';
import type { FieldPath, Location } from '../model/location.ts';
import type { Resource } from '../model/resource.ts';
import type { Result } from '../model/result.ts';
import { asKustomization } from '../resources/as-kustomization.ts';
import { identityOf, toResources } from '../resources/to-resources.ts';
import { inputFault, type FileOutcome } from './file-outcome.ts';
import { judge, type Court, type Subject } from './judge.ts';
import { toResults, type Locate } from './to-results.ts';

/** Judges every document of a parsed file. A fault in one document takes nothing away from the others. */
export function evaluateFile(court: Court, file: string, parsed: ParsedFile): FileOutcome {
  const outcome: MutableOutcome = {
    documents: parsed.documents.length,
    resources: 0,
    passes: 0,
    results: [],
    skipped: [],
  };
  for (const fault of parsed.faults) outcome.results.push(inputFault(file, fault));
  for (const document of parsed.documents) judgeDocument(court, file, document, outcome);
  if (parsed.documents.length === 0 && parsed.faults.length === 0) outcome.skipped.push('holds no document');
  return outcome;
}

interface MutableOutcome {
  documents: number;
  resources: number;
  passes: number;
  readonly results: Result[];
  readonly skipped: string[];
}

function judgeDocument(court: Court, file: string, document: Document, outcome: MutableOutcome): void {
  const resources = toResources(asKustomization(file, document));
  outcome.resources += resources.length;
  const subjects = subjectsOf(court, file, document, resources);
  if (subjects.length === 0) outcome.skipped.push(skipReason(document));
  for (const subject of subjects) {
    const verdict = judge(court, subject);
    outcome.passes += verdict.passes;
    if (verdict.answers.length === 0 && verdict.passes === 0) outcome.skipped.push(unselected(document, subject));
    if (verdict.answers.length === 0 && verdict.passed.length === 0) continue;
    const identity = 'kind' in subject.identity ? subject.identity : undefined;
    outcome.results.push(...toResults(verdict, identity, locator(file, document, subject.resource)));
  }
}

const skipReason = (document: Document): string =>
  `line ${document.startLine}: not a Kubernetes object, and no policy reads plain documents`;

/** Nothing was asked about it, so it must not look like an object that passed. */
function unselected({ startLine }: Document, { resource }: Subject): string {
  const { kind, name } = resource?.identity ?? { kind: 'document', name: '' };
  const inList = resource !== undefined && resource.pathInDocument.length > 0;
  const hint = inList ? ' by itself; policies that read documents were shown its List' : '';
  return `line ${startLine}: no policy selects ${kind} ${name}`.trimEnd() + hint;
}

/** A document that is one object is one subject; a List is itself, for policies that read documents, and its items. */
function subjectsOf(
  { plan }: Court,
  file: string,
  document: Document,
  resources: readonly Resource[],
): readonly Subject[] {
  const [only, ...others] = resources;
  if (only !== undefined && others.length === 0 && only.pathInDocument.length === 0) {
    return [{ identity: only.identity, file, resource: only, documentJson: document.json }];
  }
  const items = resources.map((resource) => ({ identity: resource.identity, file, resource }));
  if (plan.documentChecks.length === 0) return items;
  const identity = identityOf(document.value) ?? { file, document: document.index };
  return [{ identity, file, documentJson: document.json }, ...items];
}

function locator(file: string, document: Document, resource: Resource | undefined): Locate {
  const base = resource?.pathInDocument ?? [];
  return (violation): Location => {
    const known = violation?.location;
    if (known !== undefined) return { file: known.file ?? file, line: known.line, column: 1 };
    return { file, ...place(document, base, violation?.path) };
  };
}

/** Without a path the object's own first line is as good as it gets; no second parse is spent on it. */
function place(document: Document, base: FieldPath, path: FieldPath | undefined): { line: number; column: number } {
  if (path === undefined && base.length === 0) return { line: document.startLine, column: 1 };
  const { line, column } = document.locate([...base, ...(path ?? [])]);
  return { line, column };
}
