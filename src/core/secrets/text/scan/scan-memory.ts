import { isBase64Code, sixBitsOf } from '../decode-base64.ts';
import type { Matcher } from '../matcher.ts';
import { NO_TEXT, readByte, TEXT_BEGINS, type TextState } from '../readable-text.ts';
import { endOf, LONG_END, LOWER, SHORT_END, SPREAD } from '../keyword-tables.ts';
import {
  CALL_BYTES,
  EVENT_BYTES,
  FILTER_BITS,
  FIVE_BITS,
  KEYWORD_BYTES,
  NONE,
  ROOM_AROUND_TEXT,
  RULE_BYTES,
  type ScanLayout,
  TABLE_BITS,
} from './scan-program.ts';

/** Where all lies in the memory of a scan. */
export interface MemoryLayout extends ScanLayout {
  readonly keywordTexts: number;
  readonly rules: number;
  /** From here on, up to the text, tables and automata are put when they are known. */
  readonly heap: number;
}

/** States of a readable text are numbered from here. */
const LEAST_TEXT_STATE = -5;
const TEXT_STATES = 9;
const numberOfTextState = (state: TextState): number => state - LEAST_TEXT_STATE;

/** Of the tables of a rule: its first bytes, and its run. */
const TABLES_OF_RULE = 544;
const BYTES_FOR_AUTOMATA = 0x40000;
/** So many events of one place at most, for each call. */
export const MOST_BEGINS_OF_CALL = 17;
const MANY_EVENTS = 2048;
const MOST_PLACES_OF_LISTS = 0x10000;

/** Undefined when there are too many keywords. */
export function layoutOf(matcher: Matcher, lists: KeywordLists): MemoryLayout | undefined {
  if (lists.entries.length >= MOST_PLACES_OF_LISTS) return undefined;
  const { texts } = matcher.keywords;
  const calls = texts.reduce((sum, _, keyword) => sum + matcher.callsOf(keyword).length, 0);
  let end = 0;
  const place = (bytes: number): number => {
    const start = end;
    end = (end + bytes + 15) & ~15;
    return start;
  };
  const results = place(32);
  const events = MANY_EVENTS * EVENT_BYTES;
  const layout = {
    results,
    lower: place(256),
    sixBits: place(256),
    hexDigits: place(256),
    textStates: place(256 * TEXT_STATES),
    filter: place(4 << FILTER_BITS),
    firsts: place(4 << TABLE_BITS),
    singles: place(512),
    lists: place(2 * lists.entries.length),
    keywords: place(KEYWORD_BYTES * texts.length),
    keywordTexts: place(texts.reduce((sum, { length }) => sum + length, 0)),
    calls: place(CALL_BYTES * calls),
    rules: place(RULE_BYTES * matcher.count),
    events: place(events + EVENT_BYTES * MOST_BEGINS_OF_CALL * calls),
    heap: place(TABLES_OF_RULE * matcher.count + BYTES_FOR_AUTOMATA + ROOM_AROUND_TEXT),
  };
  return { ...layout, enoughEvents: layout.events + events, text: end };
}

/** The keywords by their ends. */
export interface KeywordLists {
  /** By hash of a long end, then of a short one: where its list begins; 0 where none does. */
  readonly firsts: Uint16Array;
  /** The same by keywords of one character. */
  readonly singles: Uint16Array;
  /** Lists of keywords, each after its length. The first is empty. */
  readonly entries: readonly number[];
  readonly hasSingles: boolean;
}

const SHORT_ENDS = 1 << TABLE_BITS;
const SINGLES = 2 * SHORT_ENDS;

/** @param keywords lower case, not empty, of characters below 256 */
export function listKeywords(keywords: readonly string[]): KeywordLists {
  const byEnd = new Map<number, number[]>();
  const note = (end: number, keyword: number): void => {
    const list = byEnd.get(end);
    if (list === undefined) byEnd.set(end, [keyword]);
    // Two ends with one hash may be of the same keyword.
    else if (list.at(-1) !== keyword) list.push(keyword);
  };
  for (const [keyword, text] of keywords.entries()) {
    if (text.length >= LONG_END) note(hashOf(endOf(text, LONG_END)), keyword);
    else if (text.length === SHORT_END) note(SHORT_ENDS + hashOf(endOf(text, SHORT_END)), keyword);
    else if (text.length === 1) note(SINGLES + text.charCodeAt(0), keyword);
    // Anything may stand before a pair.
    else for (let byte = 0; byte < 256; byte++) note(SHORT_ENDS + hashOf((byte << 16) | endOf(text, 2)), keyword);
  }
  const firsts = new Uint16Array(SINGLES);
  const singles = new Uint16Array(256);
  const entries = [0];
  for (const [end, list] of byEnd) {
    if (end < SINGLES) firsts[end] = entries.length;
    else singles[end - SINGLES] = entries.length;
    entries.push(list.length, ...list);
  }
  return { firsts, singles, entries, hasSingles: singles.some((list) => list !== 0) };
}

const hashOf = (end: number): number => Math.imul(end, SPREAD) >>> (32 - TABLE_BITS);

/** Writes what does not change. */
export function writeTables(bytes: Uint8Array, layout: MemoryLayout, lists: KeywordLists): void {
  bytes.set(LOWER, layout.lower);
  for (let byte = 0; byte < 256; byte++) {
    bytes[layout.sixBits + byte] = isBase64Code(byte) ? sixBitsOf(byte) : NONE;
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    bytes[layout.hexDigits + byte] = Number.isNaN(digit) ? NONE : digit;
  }
  for (let state = 0; state < TEXT_STATES; state++) {
    for (let byte = 0; byte < 256; byte++) {
      const next = numberOfTextState(readByte(state + LEAST_TEXT_STATE, byte));
      bytes[layout.textStates + (state << 8) + byte] = next;
    }
  }
  bytes.set(new Uint8Array(lists.firsts.buffer), layout.firsts);
  bytes.set(new Uint8Array(lists.singles.buffer), layout.singles);
  bytes.set(new Uint8Array(Uint16Array.from(lists.entries).buffer), layout.lists);
}

/** Notes before which four bytes a keyword may end. */
export function writeFilter(ints: Int32Array, { filter }: MemoryLayout, keywords: readonly string[]): void {
  const note = (three: number, before: number): void => {
    const at = (filter >> 2) + (Math.imul(three, SPREAD) >>> (32 - FILTER_BITS));
    ints[at] = (ints[at] ?? 0) | before;
  };
  const ALL = -1;
  for (const text of keywords) {
    const [d = 0, c = 0, b = 0, a = 0] = [1, 2, 3, 4].map(
      (distance) => text.charCodeAt(text.length - distance) & FIVE_BITS,
    );
    const two = (d << 24) | (c << 16);
    if (text.length > 3) note(two | (b << 8), 1 << a);
    else if (text.length === 3) note(two | (b << 8), ALL);
    // Anything may stand before a pair. Single characters are looked for everywhere.
    else if (text.length === 2) for (let before = 0; before <= FIVE_BITS; before++) note(two | (before << 8), ALL);
  }
}

/** Writes the keywords and what they call. */
export function writeKeywords(bytes: Uint8Array, ints: Int32Array, layout: MemoryLayout, matcher: Matcher): void {
  let text = layout.keywordTexts;
  let call = layout.calls;
  for (const [place, keyword] of matcher.keywords.texts.entries()) {
    const calls = matcher.callsOf(place);
    const lastCall = call + calls.length * CALL_BYTES;
    ints.set([text, keyword.length, call, lastCall], (layout.keywords + place * KEYWORD_BYTES) >> 2);
    for (const { place: rule } of calls) {
      ints[call >> 2] = layout.rules + rule * RULE_BYTES;
      call += CALL_BYTES;
    }
    for (let i = 0; i < keyword.length; i++) bytes[text++] = keyword.charCodeAt(i);
  }
}

export const READABLE_TEXT: Readonly<Record<'textBegins' | 'noText', number>> = {
  textBegins: numberOfTextState(TEXT_BEGINS),
  noText: numberOfTextState(NO_TEXT),
};
