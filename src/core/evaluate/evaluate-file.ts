import type { Document, ParsedFile } from '../documents/document.ts';
import type { FieldPath, Location, Position } from '../model/location.ts';
import { imageFacts } from '../images/image-facts.ts';
import type { Resource } from '../model/resource.ts';
import type { Result } from '../model/result.ts';
import { asKustomization } from '../resources/as-kustomization.ts';
import { headOf } from '../resources/create-resource.ts';
import { metadataProblems } from '../resources/metadata-problems.ts';
import { isNoUse, type AcceptanceUse } from '../secrets/acceptances/acceptance-use.ts';
import type { SecretFact } from '../secrets/finding.ts';
import type { FileSearch } from '../secrets/secret-search.ts';
import { identityOf, toResources } from '../resources/to-resources.ts';
import { documentInputs, holdsOneDocument, type DocumentInput } from './document-inputs.ts';
import { fileSubject } from './file-subject.ts';
import { inputFault, type FileOutcome } from './file-outcome.ts';
import type { Court, Subject } from './court.ts';
import { judge } from './judge.ts';
import type { CheckGroup } from './plan-checks.ts';
import { toResults, type Locate } from './to-results.ts';

/**
 * Judges every document of a parsed file, and the file itself by what was found outside of its objects. A fault in one document
 * takes nothing away from the others.
 * @param search of the file, when a policy reads what it finds
 */
export function evaluateFile(court: Court, file: string, parsed: ParsedFile, search?: FileSearch): FileOutcome {
  const outcome: MutableOutcome = {
    documents: parsed.documents.length,
    resources: 0,
    passes: 0,
    results: [],
    skipped: [],
  };
  for (const fault of parsed.faults) outcome.results.push(inputFault(file, fault));
  const isAlone = holdsOneDocument(parsed);
  for (const document of parsed.documents) {
    const inputs = parsed.format === undefined ? documentInputs(document, isAlone) : [{ json: document.json, at: [] }];
    judgeDocument(court, { name: file, format: parsed.format, search }, document, inputs, outcome);
  }
  if (search !== undefined) judgeRest(court, file, parsed, search, outcome);
  else if (parsed.documents.length === 0 && parsed.faults.length === 0) outcome.skipped.push('holds no document');
  return outcome;
}

/** What was found in a file outside of its objects is judged as the file's own. */
function judgeRest(court: Court, file: string, parsed: ParsedFile, search: FileSearch, outcome: MutableOutcome): void {
  const documents = parsed.documents.filter((document) => toResources(asKustomization(file, document)).length === 0);
  const secrets = [...documents.flatMap((document) => search.inDocument(document)), ...search.inRest()];
  const { unsearched } = search;
  // What nobody could look into has not passed; only its name may say something.
  if (unsearched !== undefined && secrets.length === 0) outcome.skipped.push(`${unsearched}: not searched for secrets`);
  else judgeAsFile(court, file, secrets, outcome);
  for (const reason of search.incomplete) outcome.results.push(searchFault(file, reason));
  const use = search.finish();
  if (!isNoUse(use)) outcome.acceptanceUse = use;
  if (search.readsOthers) outcome.readsOthers = true;
}

/** Judges a file by what was found in it somewhere else, such as in earlier versions of it. */
export function evaluateFindings(court: Court, file: string, secrets: readonly SecretFact[]): FileOutcome {
  const outcome: MutableOutcome = { documents: 0, resources: 0, passes: 0, results: [], skipped: [] };
  judgeAsFile(court, file, secrets, outcome);
  return outcome;
}

function judgeAsFile(court: Court, file: string, secrets: readonly SecretFact[], outcome: MutableOutcome): void {
  const verdict = judge(court, { ...fileSubject(file), facts: { secrets } });
  outcome.passes += verdict.passes;
  const locate: Locate = (violation) => ({
    ...(violation?.location ?? { line: 1 }),
    file,
    column: violation?.location?.column ?? 1,
  });
  outcome.results.push(...toResults(verdict, undefined, locate));
}

const searchFault = (file: string, reason: string): Result =>
  inputFault(file, {
    code: 'SEARCH_INCOMPLETE',
    message: `${file} was not searched for secrets to the end: ${reason}. Leave it out with --ignore, or raise secrets.budgetMs in sluice.yaml`,
    line: 1,
    column: 1,
  });

/** The file of a document; of a `format` that Kubernetes does not read, none of its documents is an object. */
interface FileOf {
  readonly name: string;
  readonly format: string | undefined;
  readonly search: FileSearch | undefined;
}

interface MutableOutcome {
  documents: number;
  resources: number;
  passes: number;
  readonly results: Result[];
  readonly skipped: string[];
  acceptanceUse?: AcceptanceUse;
  readsOthers?: true;
}

function judgeDocument(
  court: Court,
  { name: file, format, search }: FileOf,
  document: Document,
  inputs: readonly DocumentInput[],
  outcome: MutableOutcome,
): void {
  const resources = format === undefined ? toResources(asKustomization(file, document)) : [];
  outcome.resources += resources.length;
  if (court.plan.reviewGroups.some(asksMoreThanSecrets))
    outcome.results.push(...resources.flatMap((resource) => metadataFaults(file, document, resource)));
  const subjects = subjectsOf(court, { name: file, format, search }, document, inputs, resources);
  if (subjects.length === 0 && !court.plan.combined && search === undefined)
    outcome.skipped.push(skipReason(format, document, inputs));
  for (const subject of subjects) {
    const verdict = judge(court, withFacts(court, subject, document, search));
    outcome.passes += verdict.passes;
    const isAsked = verdict.answers.length > 0 || verdict.passes > 0 || court.plan.combined;
    if (!isAsked) outcome.skipped.push(unselected(document, subject));
    if (verdict.answers.length === 0 && verdict.passed.length === 0) continue;
    const identity = 'kind' in subject.identity ? subject.identity : undefined;
    const results = toResults(verdict, identity, locator(file, document, subject.at));
    outcome.results.push(...results.map((result) => withJudged(result, file)));
  }
}

/** A secret is one in whatever object. */
const asksMoreThanSecrets = ({ checks }: CheckGroup): boolean =>
  checks.some(({ policy }) => policy.readsOnlySecrets !== true);

/** An object is judged by where it is and how it is labelled: where it does not say so in a way that counts, that is told. */
const metadataFaults = (file: string, document: Document, resource: Resource): readonly Result[] =>
  metadataProblems(headOf(resource)).map(({ path, message }) =>
    inputFault(file, { code: 'INPUT_INVALID', message, ...placeOf(document, [...resource.pathInDocument, ...path]) }),
  );

/** Facts belong to the object that they are about, wherever it comes from. */
function withFacts(
  { images }: Court,
  subject: PlacedSubject,
  document: Document,
  search: FileSearch | undefined,
): PlacedSubject {
  const { resource } = subject;
  if (resource === undefined || (search === undefined && images === undefined)) return subject;
  const facts = {
    ...(search === undefined ? {} : { secrets: search.inResource(document, resource) }),
    ...(images === undefined ? {} : { images: imageFacts(images, resource.object) }),
  };
  return { ...subject, facts };
}

/** Says which file was judged, where the place of the result does not. */
export const withJudged = (result: Result, file: string): Result =>
  result.location.file === file ? result : { ...result, judged: file };

function skipReason(format: string | undefined, { startLine }: Document, inputs: readonly DocumentInput[]): string {
  if (inputs.length === 0) return `line ${startLine}: a list without anything to judge`;
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

/** A subject, and where it begins in its document. */
type PlacedSubject = Subject & { readonly at: FieldPath };

/** A document that is one object is one subject; a List is itself, for policies that read documents, and its items. */
function subjectsOf(
  { plan }: Court,
  { name: file, format }: FileOf,
  document: Document,
  inputs: readonly DocumentInput[],
  resources: readonly Resource[],
): readonly PlacedSubject[] {
  const [only, ...others] = resources;
  if (only !== undefined && others.length === 0 && only.pathInDocument.length === 0) {
    return [{ identity: only.identity, file, resource: only, documentJson: document.json, at: [] }];
  }
  const items = resources.map((resource) => ({
    identity: resource.identity,
    file,
    resource,
    at: resource.pathInDocument,
  }));
  if (plan.documentChecks.length === 0) return items;
  const identity = format === undefined ? identityOf(document.head ?? document.value) : undefined;
  const whole = inputs.map(({ json, at }, index) => ({
    identity: identity ?? { file, document: document.index + index },
    file,
    documentJson: json,
    at,
  }));
  return [...whole, ...items];
}

function locator(file: string, document: Document, base: FieldPath): Locate {
  return (violation): Location => {
    const known = violation?.location;
    if (known !== undefined) return { file: known.file ?? file, line: known.line, column: known.column ?? 1 };
    return { file, ...placeOf(document, [...base, ...(violation?.path ?? [])]) };
  };
}

/** The place of a field. Without a path the document's own first line is as good as it gets; no second parse is spent on it. */
export function placeOf(document: Document, path: FieldPath): Position {
  if (path.length === 0) return { line: document.startLine, column: 1 };
  const { line, column } = document.locate(path);
  return { line, column };
}
