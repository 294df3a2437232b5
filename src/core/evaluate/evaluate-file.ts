import type { Document, ParsedFile } from '../documents/document.ts';
import type { JsonValue } from '../model/json.ts';
import type { FieldPath, Location } from '../model/location.ts';
import type { Resource } from '../model/resource.ts';
import type { Result } from '../model/result.ts';
import { asKustomization } from '../resources/as-kustomization.ts';
import { identityOf, toResources } from '../resources/to-resources.ts';
import { judge, type Court, type Subject } from './judge.ts';
import { toResults, type Locate } from './to-results.ts';

/** What came of one file. `skipped` gives a reason for each document that no rule was asked about. */
export interface FileOutcome {
  readonly documents: number;
  readonly resources: number;
  readonly passes: number;
  readonly results: readonly Result[];
  readonly skipped: readonly string[];
}

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
  for (const document of parsed.documents)
    judgeDocument(court, { name: file, format: parsed.format }, document, outcome);
  if (parsed.documents.length === 0 && parsed.faults.length === 0) outcome.skipped.push('holds no document');
  return outcome;
}

/** The file of a document; of a `format` that Kubernetes does not read, none of its documents is an object. */
interface FileOf {
  readonly name: string;
  readonly format: string | undefined;
}

interface MutableOutcome {
  documents: number;
  resources: number;
  passes: number;
  readonly results: Result[];
  readonly skipped: string[];
}

/** A report line for input that cannot be read. It names the place and never quotes the content. */
export function inputFault(
  file: string,
  fault: { readonly code: string; readonly message: string; readonly line: number; readonly column: number },
): Result {
  return {
    status: 'error',
    policy: 'sluice',
    rule: fault.code,
    severity: 'high',
    message: fault.message,
    location: { file, line: fault.line, column: fault.column },
  };
}

function judgeDocument(court: Court, file: FileOf, document: Document, outcome: MutableOutcome): void {
  const resources = file.format === undefined ? toResources(asKustomization(file.name, document)) : [];
  outcome.resources += resources.length;
  const asked = askedOf(court, file, document, resources);
  if (asked.length === 0) outcome.skipped.push(skipReason(court, file, document));
  for (const { subject, at } of asked) {
    const verdict = judge(court, subject);
    outcome.passes += verdict.passes;
    if (verdict.answers.length === 0 && verdict.passes === 0) outcome.skipped.push(unselected(document, subject));
    if (verdict.answers.length === 0 && verdict.passed.length === 0) continue;
    const identity = 'kind' in subject.identity ? subject.identity : undefined;
    outcome.results.push(...toResults(verdict, identity, locator(file.name, document, at)));
  }
}

function skipReason({ plan }: Court, { format }: FileOf, { startLine }: Document): string {
  if (plan.documentChecks.length > 0) return `line ${startLine}: a list without anything to judge`;
  return format === undefined
    ? `line ${startLine}: not a Kubernetes object, and no policy reads plain documents`
    : `read as ${format}, and no policy reads plain documents`;
}

/** Nothing was asked about it, so it must not look like an object that passed. */
function unselected({ startLine }: Document, { resource }: Subject): string {
  const { kind, name } = resource?.identity ?? { kind: 'document', name: '' };
  const inList = resource !== undefined && resource.pathInDocument.length > 0;
  const hint = inList ? ' by itself; policies that read documents were shown its List' : '';
  return `line ${startLine}: no policy selects ${kind} ${name}`.trimEnd() + hint;
}

/** What is judged, and where in its document it stands. */
interface Asked {
  readonly subject: Subject;
  readonly at: FieldPath;
}

/** A document that is one object is one subject; a List is itself, for policies that read documents, and its items. */
function askedOf(court: Court, file: FileOf, document: Document, resources: readonly Resource[]): readonly Asked[] {
  const [only, ...others] = resources;
  if (only !== undefined && others.length === 0 && only.pathInDocument.length === 0) {
    const subject = { identity: only.identity, file: file.name, resource: only, documentJson: document.json };
    return [{ subject, at: [] }];
  }
  const items = resources.map((resource) => ({
    subject: { identity: resource.identity, file: file.name, resource },
    at: resource.pathInDocument,
  }));
  return court.plan.documentChecks.length === 0 ? items : [...wholeOf(file, document), ...items];
}

/** The document itself, for policies that read documents. A list is judged member by member, as conftest does. */
function wholeOf({ name: file, format }: FileOf, { index, json, value }: Document): readonly Asked[] {
  const place = { file, document: index };
  if (format === undefined && Array.isArray(value)) {
    return value.flatMap((member: JsonValue, item) => {
      const subject = { identity: { ...place, item }, file, documentJson: JSON.stringify(member) };
      // As an empty document: null is nothing to judge.
      return member === null ? [] : [{ subject, at: [item] }];
    });
  }
  const identity = format === undefined ? (identityOf(value) ?? place) : place;
  return [{ subject: { identity, file, documentJson: json }, at: [] }];
}

function locator(file: string, document: Document, base: FieldPath): Locate {
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
