import type { Document, ParsedFile } from '../../documents/document.ts';
import { parseDocuments } from '../../documents/parse-documents.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import { explainsChange, type AllowedChange } from './explains-change.ts';
import type { PinTarget } from './pin-target.ts';
import { scalarInText } from './scalar-in-text.ts';

/** A target of one of the documents of a file, and the digest that is to be written there. */
export interface Pin {
  readonly document: Document;
  readonly target: PinTarget;
  readonly digest: string;
}

export interface PinnedText {
  /** The text of the file, changed where it was possible and nowhere else. */
  readonly text: string;
  readonly refused: readonly { readonly pin: Pin; readonly problem: string }[];
}

/** What a target says when it is pinned: tag and digest, so that people and tools still see which version it is. */
export function pinnedName(image: string, digest: string): string {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const isTagged = named.includes(':', named.lastIndexOf('/') + 1);
  return `${named}${isTagged || at >= 0 ? '' : ':latest'}@${digest}`;
}

/**
 * Writes digests into a text and touches nothing else: comments, quotes, anchors, line ends, the byte order mark. The changed
 * text is read again, and must say what the old one said but for these digests; else nothing is changed.
 * @param text with its byte order mark, if it has one
 */
export function editPins(text: string, file: ParsedFile, pins: readonly Pin[]): PinnedText {
  const offsetOf = offsetFinder(text);
  const planned = pins.map((pin) => ({ pin, edit: planEdit(text, pin, offsetOf) }));
  const edits = planned.flatMap(({ edit }) => (edit.kind === 'edit' ? [edit] : []));
  const changed = applied(text, edits);
  const after = parseDocuments(changed.replace(/^\uFEFF/, ''));
  if (!isExplained(file, after, pins))
    return {
      text,
      refused: pins.map((pin) => ({ pin, problem: 'cannot be changed without changing something else' })),
    };
  // An alias says what its anchor says, which may have been changed.
  const refused = planned.flatMap(({ pin, edit }) =>
    edit.kind === 'refused' && !isPinned(pin, file, after) ? [{ pin, problem: edit.problem }] : [],
  );
  return { text: changed, refused };
}

type PlannedEdit =
  | { readonly kind: 'edit'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: string };

function planEdit(text: string, { document, target, digest }: Pin, offsetOf: OffsetFinder): PlannedEdit {
  if (target.kind === 'kustomize') return planEntry(text, document, target, digest, offsetOf);
  const { line, column } = document.locate(target.path);
  const isItem = typeof target.path.at(-1) === 'number';
  const place = scalarInText(text, offsetOf(line, column), isItem, target.image);
  if (place.kind === 'refused') return place;
  return { kind: 'edit', start: place.start, end: place.end, text: pinnedName(target.image, digest) };
}

function planEntry(
  text: string,
  document: Document,
  { path }: PinTarget,
  digest: string,
  offsetOf: OffsetFinder,
): PlannedEdit {
  const field = (
    name: string,
  ): { readonly value: JsonValue | undefined; readonly at: number; readonly column: number } => {
    const own = [...path.slice(0, -1), name];
    const { line, column } = document.locate(own);
    return { value: valueAt(document.value, own), at: offsetOf(line, column), column };
  };
  const old = field('digest');
  if (typeof old.value === 'string') {
    const place = scalarInText(text, old.at, false, old.value);
    return place.kind === 'refused' ? place : { kind: 'edit', start: place.start, end: place.end, text: digest };
  }
  const tag = field('newTag');
  if (typeof tag.value !== 'string')
    return { kind: 'refused', problem: 'has a newTag that is no text; put it in quotes' };
  const place = scalarInText(text, tag.at, false, tag.value);
  return place.kind === 'refused' ? place : insertDigest(text, place.behind, tag, digest);
}

/** Behind the value in `{…}`, else on a line of its own below it. */
function insertDigest(
  text: string,
  behind: number,
  tag: { readonly at: number; readonly column: number },
  digest: string,
): PlannedEdit {
  const rest = /[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(\r\n|\n|$)/y;
  rest.lastIndex = behind;
  const end = rest.exec(text);
  if (end === null) {
    const quote = text.charAt(tag.at) === '"' ? '"' : '';
    return { kind: 'edit', start: behind, end: behind, text: `, ${quote}digest${quote}: ${quote}${digest}${quote}` };
  }
  const at = behind + end[0].length - (end[1] ?? '').length;
  const lineBreak = end[1] === '' || end[1] === undefined ? '\n' : end[1];
  return { kind: 'edit', start: at, end: at, text: `${lineBreak}${' '.repeat(tag.column - 1)}digest: ${digest}` };
}

/** From the last to the first, so that offsets hold. Several targets may stand in one place, which an anchor names. */
function applied(text: string, edits: readonly Extract<PlannedEdit, { readonly kind: 'edit' }>[]): string {
  let changed = text;
  const seen = new Set<string>();
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    const key = `${edit.start} ${edit.text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    changed = changed.slice(0, edit.start) + edit.text + changed.slice(edit.end);
  }
  return changed;
}

function isExplained(before: ParsedFile, after: ParsedFile, pins: readonly Pin[]): boolean {
  if (before.documents.length !== after.documents.length || before.faults.length !== after.faults.length) return false;
  return before.documents.every((document, index) => {
    const own = pins.filter((pin) => pin.document === document);
    const changes = own.map(({ target, digest }) => allowedChange(target, digest));
    return explainsChange(document.value, after.documents[index]?.value, changes);
  });
}

const allowedChange = ({ kind, image, path }: PinTarget, digest: string): AllowedChange =>
  kind === 'image'
    ? { kind: 'text', before: image, after: pinnedName(image, digest) }
    : { kind: 'member', path: [...path.slice(0, -1), 'digest'], value: digest };

function isPinned({ document, target, digest }: Pin, before: ParsedFile, after: ParsedFile): boolean {
  const now = after.documents[before.documents.indexOf(document)]?.value;
  if (now === undefined) return false;
  return target.kind === 'image'
    ? valueAt(now, target.path) === pinnedName(target.image, digest)
    : valueAt(now, [...target.path.slice(0, -1), 'digest']) === digest;
}

function valueAt(root: JsonValue, path: FieldPath): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of path) {
    if (typeof part === 'number') value = Array.isArray(value) ? value[part] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return value;
}

type OffsetFinder = (line: number, column: number) => number;

/** Positions count lines as editors do, and no byte order mark. */
function offsetFinder(text: string): OffsetFinder {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const starts = [mark, ...[...text.matchAll(/\r\n?|\n/g)].map((match) => match.index + match[0].length)];
  return (line, column) => (starts[line - 1] ?? text.length) + column - 1;
}
