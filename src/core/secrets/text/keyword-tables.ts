/** Told of each keyword (its place in the list) that ends before `end`, in the order of their ends. False: that is enough. */
export type KeywordSink = (keyword: number, end: number) => boolean;

/**
 * Finds thousands of keywords in one pass, whatever the case of their ASCII letters: wherever the last four characters (or three,
 * of shorter ones) may be the end of a keyword, by a table over their hash, those keywords are compared. These tables are made at
 * once, for a commit or a few objects: much text is scanned by a program that is made from the same keywords (`scan/text-scan.ts`).
 */
export interface KeywordTables {
  /** By hash of an end: a place in `buckets`; 0 where no keyword ends so. Long ends come first, then short ones. */
  readonly first: Uint16Array;
  readonly buckets: readonly (readonly Keyword[])[];
  /** Keywords of one character, by that character. */
  readonly single: readonly (readonly Keyword[] | undefined)[];
}

interface Keyword {
  /** Its place in the list. */
  readonly place: number;
  /** Lower case. */
  readonly text: string;
}

/** Keywords are known by so many last characters, shorter ones by fewer. */
export const LONG_END = 4;
export const SHORT_END = 3;
const TABLE_BITS = 15;
const SHORT_ENDS = 1 << TABLE_BITS;
/** The golden ratio in 32 bits: neighbours are spread over the whole table (Knuth, multiplicative hashing). */
export const SPREAD = 0x9e3779b1;
export const THREE_BYTES = 0xffffff;

/** @param keywords lower case, not empty, of characters below 256; a byte is one character */
export function createKeywordTables(keywords: readonly string[]): KeywordTables {
  const draft = new TableDraft();
  const single: Keyword[][] = [];
  // Counted up by hand: this runs once, when the process has just started, and iterators are slow then.
  for (let place = 0; place < keywords.length; place++) {
    const text = keywords[place] ?? '';
    const keyword = { place, text };
    if (text.length >= LONG_END) draft.add(hashOf(endOf(text, LONG_END)), keyword);
    else if (text.length === SHORT_END) draft.add(SHORT_ENDS + hashOf(endOf(text, SHORT_END)), keyword);
    else if (text.length === 1) (single[endOf(text, 1)] ??= []).push(keyword);
    // Anything may stand before a pair.
    else for (let byte = 0; byte < 256; byte++) draft.add(SHORT_ENDS + hashOf((byte << 16) | endOf(text, 2)), keyword);
  }
  return { ...draft.tables, single };
}

class TableDraft {
  readonly #first = new Uint16Array(2 * SHORT_ENDS);
  readonly #buckets: Keyword[][] = [[]];

  add(hash: number, keyword: Keyword): void {
    const at = this.#first[hash] ?? 0;
    const bucket = this.#buckets[at];
    if (at === 0) this.#first[hash] = this.#buckets.push([keyword]) - 1;
    // Two ends with one hash may be of the same keyword.
    else if (bucket !== undefined && bucket.at(-1) !== keyword) bucket.push(keyword);
  }

  get tables(): Pick<KeywordTables, 'first' | 'buckets'> {
    return { first: this.#first, buckets: this.#buckets };
  }
}

const hashOf = (end: number): number => Math.imul(end, SPREAD) >>> (32 - TABLE_BITS);

/** The last characters of a text as a number, a byte each. */
export function endOf(text: string, length: number): number {
  let end = 0;
  for (let i = text.length - length; i < text.length; i++) end = (end << 8) | text.charCodeAt(i);
  return end;
}

/** Lower case of each byte, where it is a letter of ASCII. */
export const LOWER: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);

/** So many places wait to be compared. */
const MANY_PLACES = 4096;

/**
 * Looks for the keywords in some bytes. First for the places where one may end, and then at those: V8 optimises the loop over all
 * bytes as soon as it has run for a while, and that takes longer than a commit takes to search if there is more in it.
 */
export function findByTables(tables: KeywordTables, bytes: Uint8Array, sink: KeywordSink): void {
  const ends = new Uint32Array(Math.min(bytes.length, MANY_PLACES));
  const noteEnds = tables.single.length > 0 ? everyEnd : likelyEnds;
  for (let from = 0; from < bytes.length;) {
    const count = noteEnds(tables.first, bytes, from, ends);
    if (!tellAt(tables, bytes, ends, count, sink)) return;
    if (count < ends.length) return;
    from = ends[count - 1] ?? bytes.length;
  }
}

/** Notes before which places a keyword may end, from a place on, as many as there is room for. @returns how many */
function likelyEnds(first: Uint16Array, bytes: Uint8Array, from: number, ends: Uint32Array): number {
  let last = lastBytes(bytes, from);
  let count = 0;
  for (let i = from; i < bytes.length && count < ends.length; i++) {
    last = (last << 8) | (LOWER[bytes[i] ?? 0] ?? 0);
    const isLong = first[Math.imul(last, SPREAD) >>> (32 - TABLE_BITS)] ?? 0;
    const isShort = first[SHORT_ENDS + (Math.imul(last & THREE_BYTES, SPREAD) >>> (32 - TABLE_BITS))] ?? 0;
    if ((isLong | isShort) !== 0) ends[count++] = i + 1;
  }
  return count;
}

/** Where single characters are keywords, every place is looked at. */
function everyEnd(_first: Uint16Array, bytes: Uint8Array, from: number, ends: Uint32Array): number {
  const count = Math.min(bytes.length - from, ends.length);
  for (let i = 0; i < count; i++) ends[i] = from + i + 1;
  return count;
}

/** The last four bytes before a place, in lower case. */
function lastBytes(bytes: Uint8Array, end: number): number {
  let last = 0;
  for (let i = Math.max(0, end - LONG_END); i < end; i++) last = (last << 8) | (LOWER[bytes[i] ?? 0] ?? 0);
  return last;
}

/** Tells of the keywords that end before some places. False: that was enough. */
function tellAt(
  { first, buckets, single }: KeywordTables,
  bytes: Uint8Array,
  ends: Uint32Array,
  count: number,
  sink: KeywordSink,
): boolean {
  for (let i = 0; i < count; i++) {
    const end = ends[i] ?? 0;
    const last = lastBytes(bytes, end);
    if (!tell(single[last & 0xff], bytes, end, sink)) return false;
    if (!tell(buckets[first[hashOf(last)] ?? 0], bytes, end, sink)) return false;
    if (!tell(buckets[first[SHORT_ENDS + hashOf(last & THREE_BYTES)] ?? 0], bytes, end, sink)) return false;
  }
  return true;
}

function tell(bucket: readonly Keyword[] | undefined, bytes: Uint8Array, end: number, sink: KeywordSink): boolean {
  if (bucket === undefined) return true;
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
