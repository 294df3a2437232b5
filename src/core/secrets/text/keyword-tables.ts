import type { KeywordSink } from './scan-keywords.ts';

/**
 * Finds thousands of keywords in one pass, whatever the case of their ASCII letters: wherever the last four characters (or three,
 * of shorter ones) may be the end of a keyword, by a table over their hash, those keywords are compared. These tables are made at
 * once, while an automaton over the same keywords takes longer to make than a commit takes to search.
 */
export interface KeywordTables {
  readonly long: EndTable;
  readonly short: EndTable;
  /** Keywords of one character, by that character. */
  readonly single: readonly (readonly Keyword[] | undefined)[];
}

/** By hash of an end: a place in `buckets`; 0 where no keyword ends so. */
interface EndTable {
  readonly first: Uint16Array;
  readonly buckets: readonly (readonly Keyword[])[];
}

interface Keyword {
  /** Its place in the list. */
  readonly place: number;
  /** Lower case. */
  readonly text: string;
}

const LONG_END = 4;
const SHORT_END = 3;
const TABLE_BITS = 15;
/** The golden ratio in 32 bits: neighbours are spread over the whole table (Knuth, multiplicative hashing). */
const SPREAD = 0x9e3779b1;
const THREE_BYTES = 0xffffff;

/** @param keywords lower case, not empty, of characters below 256; a byte is one character */
export function createKeywordTables(keywords: readonly string[]): KeywordTables {
  const long = new TableDraft();
  const short = new TableDraft();
  const single: Keyword[][] = [];
  // Counted up by hand: this runs once, when the process has just started, and iterators are slow then.
  for (let place = 0; place < keywords.length; place++) {
    const text = keywords[place] ?? '';
    const keyword = { place, text };
    if (text.length >= LONG_END) long.add(endOf(text, LONG_END), keyword);
    else if (text.length === SHORT_END) short.add(endOf(text, SHORT_END), keyword);
    else if (text.length === 1) (single[endOf(text, 1)] ??= []).push(keyword);
    // Anything may stand before a pair.
    else for (let byte = 0; byte < 256; byte++) short.add((byte << 16) | endOf(text, 2), keyword);
  }
  return { long: long.table, short: short.table, single };
}

class TableDraft {
  readonly #first = new Uint16Array(1 << TABLE_BITS);
  readonly #buckets: Keyword[][] = [[]];

  add(end: number, keyword: Keyword): void {
    const hash = hashOf(end);
    const at = this.#first[hash] ?? 0;
    const bucket = this.#buckets[at];
    if (at === 0) this.#first[hash] = this.#buckets.push([keyword]) - 1;
    // Two ends with one hash may be of the same keyword.
    else if (bucket !== undefined && bucket.at(-1) !== keyword) bucket.push(keyword);
  }

  get table(): EndTable {
    return { first: this.#first, buckets: this.#buckets };
  }
}

const hashOf = (end: number): number => Math.imul(end, SPREAD) >>> (32 - TABLE_BITS);

function endOf(text: string, length: number): number {
  let end = 0;
  for (let i = text.length - length; i < text.length; i++) end = (end << 8) | text.charCodeAt(i);
  return end;
}

/** Lower case of each byte, where it is a letter of ASCII. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/** Looks for the keywords in some bytes. */
export function findByTables({ long, short, single }: KeywordTables, bytes: Uint8Array, sink: KeywordSink): void {
  const [longFirst, shortFirst] = [long.first, short.first];
  const hasSingle = single.length > 0;
  let last = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lower = LOWER[bytes[i] ?? 0] ?? 0;
    last = (last << 8) | lower;
    if (hasSingle && !tell(single[lower] ?? [], bytes, i + 1, sink)) return;
    const atLong = longFirst[Math.imul(last, SPREAD) >>> (32 - TABLE_BITS)] ?? 0;
    const atShort = shortFirst[Math.imul(last & THREE_BYTES, SPREAD) >>> (32 - TABLE_BITS)] ?? 0;
    if ((atLong | atShort) === 0) continue;
    if (atLong !== 0 && !tell(long.buckets[atLong] ?? [], bytes, i + 1, sink)) return;
    if (atShort !== 0 && !tell(short.buckets[atShort] ?? [], bytes, i + 1, sink)) return;
  }
}

function tell(bucket: readonly Keyword[], bytes: Uint8Array, end: number, sink: KeywordSink): boolean {
  for (const { place, text } of bucket) if (endsWith(bytes, end, text) && !sink(place, end)) return false;
  return true;
}

/** Whether a text, in any case, ends before a place. */
function endsWith(bytes: Uint8Array, end: number, text: string): boolean {
  const start = end - text.length;
  if (start < 0) return false;
  for (let i = text.length - 1; i >= 0; i--) {
    if (LOWER[bytes[start + i] ?? 0] !== text.charCodeAt(i)) return false;
  }
  return true;
}
