import type { Document } from '../documents/document.ts';
import type { Change } from '../model/change.ts';
import type { FieldPath, Position } from '../model/location.ts';
import type { JsonValue } from '../model/json.ts';
import type { Resource, ResourceIdentity } from '../model/resource.ts';
import type { Acceptances } from './acceptances/create-acceptances.ts';
import { NO_USE, type AcceptanceUse } from './acceptances/acceptance-use.ts';
import { bytesOfText } from './bytes-of-text.ts';
import { previewOf } from './preview.ts';
import { createBytePositions } from './text-position.ts';
import type { Acceptance, MaskedSecret, SecretFact, TextFinding, ValueFinding } from './finding.ts';
import type { FileSearch, ObjectSecrets, SearchedFile, SecretSearch } from './secret-search.ts';
import type { SearchedText, TextScanner } from './text-scanner.ts';
import { utf8OfBytes } from './utf8-of-bytes.ts';
import { SOPS_CONFIG } from './structure/sops/sops-config-name.ts';
import type { StructureScanner } from './structure/structure-scanner.ts';

/** What a search is made of. */
export interface SearchTools {
  readonly textScanner: TextScanner;
  readonly structureScanner: StructureScanner;
  /** The bytes of a file as text with one character for each, or why that cannot be searched. UTF-16 comes as UTF-8. */
  readonly toText: (
    bytes: Uint8Array,
  ) => { readonly text: string; readonly bytes: Uint8Array } | { readonly no: string };
  /** Says whether somebody lets a finding stay. */
  readonly acceptances?: Acceptances;
  /** Text of a file by its path from the root of the run. */
  readonly readFile?: (path: string) => string | undefined;
}

/** Puts the two engines together: values of documents are the structure engine's, everything else is the text engine's. */
export function createSecretSearch(tools: SearchTools): SecretSearch {
  return {
    open: (file) => new OpenFile(tools, file),
    inObject: (resource) => searchObject(tools, resource),
  };
}

/** In a cluster a Secret is where secrets belong; in Git it is not. */
function searchObject(
  { structureScanner, textScanner, acceptances }: SearchTools,
  { identity, object }: Resource,
): ObjectSecrets {
  if (identity.apiVersion === 'v1' && identity.kind === 'Secret') return { facts: [] };
  const { findings, incomplete } = structureScanner.search({ path: '', value: object });
  const facts = findings.map((finding) => {
    const fact: SecretFact = {
      ...maskedOf(finding),
      file: '',
      path: shownPath(textScanner, finding.path),
      object: identity,
    };
    return withAcceptance(
      fact,
      acceptances?.accept(fact, () => ''),
    );
  });
  // Nobody reports what an object under admission did not need.
  acceptances?.finish('');
  return { facts, ...(incomplete === undefined ? {} : { incomplete }) };
}

class OpenFile implements FileSearch {
  readonly incomplete: string[] = [];
  readsOthers = false;
  readonly unsearched?: string;
  readonly #tools: SearchTools;
  readonly #file: SearchedFile;
  readonly #searched: SearchedText;
  readonly #positionOf: (offset: number) => Position;
  #lines: readonly string[] | undefined;

  constructor(tools: SearchTools, file: SearchedFile) {
    this.#tools = tools;
    this.#file = file;
    const read = tools.toText(file.bytes);
    if ('no' in read) this.unsearched = read.no;
    const { path, change } = file;
    const commit = change?.commit === undefined ? {} : { commit: change.commit };
    // What is no text still has a name, and rules about names are asked.
    this.#searched = { path, ...commit, ...('no' in read ? { text: '', bytes: new Uint8Array() } : read) };
    this.#positionOf = createBytePositions(this.#searched.text);
  }

  inResource(document: Document, { object, identity, pathInDocument }: Resource): readonly SecretFact[] {
    return this.#inValue(document, object, pathInDocument, identity);
  }

  inDocument(document: Document): readonly SecretFact[] {
    return this.#inValue(document, document.value, []);
  }

  inRest(): readonly SecretFact[] {
    const { findings, incomplete } = this.#tools.textScanner.search(this.#searched);
    if (incomplete !== undefined) this.incomplete.push(incomplete);
    return findings
      .filter((finding) => !this.#isInDocument(finding))
      .map((finding) => {
        const { line, column } = this.#positionOf(finding.start);
        const endLine = this.#positionOf(Math.max(finding.start, finding.end - 1)).line;
        return this.#fact(finding, { line, column, endLine });
      });
  }

  finish(): AcceptanceUse {
    return this.#tools.acceptances?.finish(this.#file.path, this.#searched.text) ?? NO_USE;
  }

  #inValue(document: Document, value: JsonValue, base: FieldPath, object?: ResourceIdentity): readonly SecretFact[] {
    const { path } = this.#file;
    const outcome = this.#tools.structureScanner.search({ path, value, readFile: (file) => this.#readFile(file) });
    if (outcome.incomplete !== undefined) this.incomplete.push(outcome.incomplete);
    return outcome.findings.map((finding) => {
      const place = this.#placeOf(document, [...base, ...finding.path], finding);
      const path = shownPath(this.#tools.textScanner, finding.path);
      return this.#fact(finding, { ...place, path, ...(object && { object }) });
    });
  }

  #readFile(file: string): string | undefined {
    // Who keeps outcomes looks at these for all files at once.
    this.readsOthers ||= !file.endsWith(SOPS_CONFIG);
    return this.#tools.readFile?.(file);
  }

  #placeOf(document: Document, path: FieldPath, { lineInValue }: ValueFinding): { line: number; column: number } {
    const { line, column } = document.locate(path);
    return this.#isBlockAt(line) ? { line: line + 1 + lineInValue, column: 1 } : { line, column };
  }

  /** A block scalar begins on the line after its key, and its lines are lines of the file. */
  #isBlockAt(line: number): boolean {
    return BLOCK_INDICATOR.test(this.#line(line));
  }

  #fact(finding: MaskedSecret, place: Place): SecretFact {
    const { path: file, change } = this.#file;
    const fact: SecretFact = { ...maskedOf(finding), file, ...place, ...changeOf(place, change) };
    return withAcceptance(
      fact,
      this.#tools.acceptances?.accept(fact, (number) => this.#line(number)),
    );
  }

  #line(number: number): string {
    this.#lines ??= this.#searched.text.split('\n');
    return this.#lines[number - 1] ?? '';
  }

  /** True for a finding in the value of a document: the structure engine has judged that place. */
  #isInDocument({ start, end }: TextFinding): boolean {
    const [first = ''] = this.#searched.text.slice(start, end).split('\n', 1);
    const shown = utf8OfBytes(first.trim());
    if (shown === '') return false;
    const { line } = this.#positionOf(start);
    const isKey = ENDS_KEY.test(this.#searched.text.slice(end, end + 4));
    return this.#file.parsed.documents.some((document) => isAbout(document, line) && holds(document, shown, isKey));
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly path?: FieldPath;
  readonly object?: ResourceIdentity;
}

const isAbout = ({ startLine, endLine }: Document, line: number): boolean => startLine <= line && line <= endLine;

/** Whether a text is in a value. A key is no value, and no engine looks into keys but that of text. */
function holds({ json }: Document, text: string, isKey: boolean): boolean {
  const escaped = JSON.stringify(text).slice(1, -1);
  return (json.includes(text) || json.includes(escaped)) && !(isKey && json.includes(`${escaped}":`));
}

/** What follows a key, with its quote or without. */
const ENDS_KEY = /^["']? ?:/;

/** `key: |` and `- >-`, with whatever comment behind. */
const BLOCK_INDICATOR = /(?:^|[:\-?]|\s)[ \t][|>][0-9+-]{0,2}[ \t]*(?:#.*)?\r?$/;

/** The fields that every finding has, and no others: offsets are nobody's business. */
const maskedOf = ({ rule, title, confidence, preview, fingerprint, entropy, decoded }: MaskedSecret): MaskedSecret => ({
  rule,
  title,
  confidence,
  preview,
  fingerprint,
  entropy,
  decoded,
});

function changeOf({ line, endLine = line }: Place, change: Change | undefined): Pick<SecretFact, 'added' | 'commit'> {
  if (change === undefined) return {};
  const { added, commit } = change;
  return {
    ...(added === undefined ? {} : { added: added.some(({ from, to }) => from <= endLine && line <= to) }),
    ...(commit === undefined ? {} : { commit }),
  };
}

/** No token is shorter; asking about every `data` and `spec` would be work for nothing. */
const SHORTEST_TOKEN = 12;

/** A path is shown, and a token may be the key of a map: then the path says no more of it than a preview does. */
const shownPath = (scanner: TextScanner, path: FieldPath): FieldPath =>
  path.map((step) => (typeof step === 'string' && holdsToken(scanner, step) ? previewOf(step) : step));

const holdsToken = (scanner: TextScanner, key: string): boolean =>
  key.length >= SHORTEST_TOKEN && scanner.search({ path: '', text: bytesOfText(key) }).findings.length > 0;

const withAcceptance = (fact: SecretFact, accepted: Acceptance | undefined): SecretFact =>
  accepted === undefined ? fact : { ...fact, accepted };
