import type { RuleCall } from '../../rule.ts';
import type { MatchedRule, Matcher } from '../matcher.ts';
import type { NearPlan } from '../rule-plan.ts';
import { MAX_BEGINNINGS, MIN_CHARACTERS, MIN_HEX_DIGITS, type Runs } from '../find-base64-and-hex.ts';
import type { Span } from '../layer.ts';
import { instantiate, type ScanExports } from './instantiate.ts';
import {
  layoutOf,
  listKeywords,
  type MemoryLayout,
  MOST_BEGINS_OF_CALL,
  READABLE_TEXT,
  writeFilter,
  writeKeywords,
  writeTables,
} from './scan-memory.ts';
import {
  ASKED,
  BEGINS,
  CALL_BYTES,
  EVENT_BYTES,
  IS_NEAR,
  QUIET,
  ROOM_AROUND_TEXT,
  RULE_BYTES,
  scanProgram,
  TABLES,
} from './scan-program.ts';

/** Told of what is found. False: that is enough. */
export interface ScanSink {
  /** So many more characters were looked at. */
  readonly onScanned: (characters: number) => boolean;
  /** A keyword that ends before a place calls a rule. */
  readonly onCall: (call: RuleCall, end: number) => boolean;
  /** A match of the rule at a place may begin somewhere. */
  readonly onBegin: (place: number, begin: number) => boolean;
}

const PAGE_BYTES = 0x10000;
/** So much is scanned between two looks at the clock. */
const STRETCH_BYTES = 0x10000;
/** Larger texts are not: the memory stays as large as the largest. */
const LARGEST_TEXT_BYTES = 0x2000000;

/** What else belongs to the last automaton, and some zeros. */
const ROOM_BEFORE_TEXT = 320;

/** A scan of texts by the keywords of a matcher; undefined when they are too many. */
export function createTextScan(matcher: Matcher): TextScan | undefined {
  const lists = listKeywords(matcher.keywords.texts);
  const layout = layoutOf(matcher, lists);
  if (layout === undefined) return undefined;
  const runs = {
    minCharacters: MIN_CHARACTERS,
    minHexDigits: MIN_HEX_DIGITS,
    maxBeginnings: MAX_BEGINNINGS,
    ...READABLE_TEXT,
  };
  const program = scanProgram(layout, runs, lists.hasSingles).toBytes(Math.ceil(layout.text / PAGE_BYTES) + 1);
  const exports = instantiate(program);
  const bytes = new Uint8Array(exports.memory.buffer);
  writeTables(bytes, layout, lists);
  const ints = new Int32Array(exports.memory.buffer);
  writeFilter(ints, layout, matcher.keywords.texts);
  writeKeywords(bytes, ints, layout, matcher);
  return new TextScan(matcher, layout, exports);
}

/**
 * Looks at all bytes of texts, one after the other, in WebAssembly: for what keywords call, and for runs of base64 and hex. What it is
 * told of a rule it takes into account: most calls come to nothing there.
 */
export class TextScan implements Runs {
  readonly #layout: MemoryLayout;
  readonly #exports: ScanExports;
  readonly #calls: readonly RuleCall[];
  /** By place of a rule: where its calls lie. */
  readonly #callsOf: readonly (readonly number[])[];
  #bytes: Uint8Array;
  #ints: Int32Array;
  #heap: number;
  /** The text that lies in the memory. */
  #open: Uint8Array | undefined;
  /** The number of that text, of all that were searched. */
  #text = 0;

  constructor(matcher: Matcher, layout: MemoryLayout, exports: ScanExports) {
    this.#layout = layout;
    this.#exports = exports;
    this.#heap = layout.heap;
    this.#calls = matcher.keywords.texts.flatMap((_, keyword) => matcher.callsOf(keyword));
    const callsOf: number[][] = Array.from({ length: matcher.count }, () => []);
    for (const [at, { place }] of this.#calls.entries()) callsOf[place]?.push(at);
    this.#callsOf = callsOf;
    this.#bytes = new Uint8Array(exports.memory.buffer);
    this.#ints = new Int32Array(exports.memory.buffer);
  }

  /** Whether a text is one that it takes. */
  takes(bytes: Uint8Array): boolean {
    return bytes.length <= LARGEST_TEXT_BYTES;
  }

  /** Tells of all calls in a text, in the order of the keywords' ends. @returns up to where */
  find(bytes: Uint8Array, sink: ScanSink): number {
    this.#load(bytes);
    this.#ints[(this.#layout.results + 12) >> 2] = ++this.#text;
    for (let from = 0; from < bytes.length;) {
      const to = this.#exports.find(from, Math.min(from + STRETCH_BYTES, bytes.length));
      const enough = this.#tell(sink) ?? (sink.onScanned(to - from) ? undefined : to);
      if (enough !== undefined) return enough;
      from = to;
    }
    return bytes.length;
  }

  /** In the text that it was told of last, no more calls of a rule are told. */
  silence(place: number): void {
    this.#ints[this.#ruleAt(place) + (QUIET >> 2)] = this.#text;
  }

  /** From now on calls of a rule are not told, but where its match may begin. */
  tellBegins(place: number, { begins, run }: NearPlan): void {
    const at = this.#ruleAt(place);
    const isKnown = this.#ints[at + (IS_NEAR >> 2)] === 1;
    if (isKnown || !begins.nearest.every((least, i) => isFew(least, begins.farthest[i] ?? 0))) return;
    this.#ints[at + (IS_NEAR >> 2)] = 1;
    this.#ints[at + (TABLES >> 2)] = this.#put(begins.first);
    if (run !== undefined) this.#ints[at + (TABLES >> 2) + 1] = this.#put(run.table, [run.length, run.from, run.to]);
    for (const call of this.#callsOf[place] ?? []) {
      const { keyword } = this.#calls[call] ?? { keyword: 0 };
      const [least, most] = [begins.nearest[keyword] ?? Infinity, begins.farthest[keyword] ?? 0];
      // A keyword that calls for nothing begins nothing.
      this.#ints.set(least <= most ? [least, most] : [1, 0], (this.#layout.calls + call * CALL_BYTES + 4) >> 2);
    }
  }

  /** From now on those places where a match may begin are not told at which its beginning cannot stand. */
  tellFewer({ place, beginning }: MatchedRule): void {
    if (beginning === undefined) return;
    const { skip, classes, rows } = beginning;
    if (this.#heap + rows.length + ROOM_BEFORE_TEXT > this.#layout.text) return;
    this.#ints[this.#ruleAt(place) + (TABLES >> 2) + 2] = this.#put(Uint8Array.from([...classes, ...rows]), [skip]);
  }

  /** See `Runs`. */
  next(bytes: Uint8Array, from: number, to: number): Span | undefined {
    this.#load(bytes);
    const start = this.#exports.nextRun(from, to);
    return start === -1 ? undefined : { start, end: this.#ints[(this.#layout.results + 4) >> 2] ?? start };
  }

  #tell(sink: ScanSink): number | undefined {
    const { results, events, calls } = this.#layout;
    const end = (events + (this.#ints[results >> 2] ?? 0)) >> 2;
    for (let i = events >> 2; i < end; i += EVENT_BYTES >> 2) {
      const [event, place] = [this.#ints[i] ?? 0, this.#ints[i + 1] ?? 0];
      const call = this.#calls[((event - calls) / CALL_BYTES) | 0];
      if (call === undefined) continue;
      this.#ints[this.#ruleAt(call.place) + (ASKED >> 2)] = this.#text;
      const goesOn = (event & BEGINS) === 0 ? sink.onCall(call, place) : sink.onBegin(call.place, place);
      if (!goesOn) return place;
    }
    return undefined;
  }

  /** Where a rule lies, in integers. */
  #ruleAt(place: number): number {
    return (this.#layout.rules + place * RULE_BYTES) >> 2;
  }

  #load(bytes: Uint8Array): void {
    if (this.#open === bytes) return;
    const { results, text } = this.#layout;
    const missing = text + bytes.length + ROOM_AROUND_TEXT - this.#bytes.length;
    if (missing > 0) {
      this.#exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
      this.#bytes = new Uint8Array(this.#exports.memory.buffer);
      this.#ints = new Int32Array(this.#exports.memory.buffer);
    }
    this.#bytes.set(bytes, text);
    this.#bytes[text + bytes.length] = 0;
    this.#ints[(results + 8) >> 2] = bytes.length;
    this.#open = bytes;
  }

  /** Puts a table, after some integers, where it stays. @returns where that is */
  #put(table: Readonly<Uint8Array>, head: readonly number[] = []): number {
    const at = this.#heap;
    this.#ints.set(head, at >> 2);
    this.#bytes.set(table, at + head.length * 4);
    this.#heap = (at + head.length * 4 + table.length + 15) & ~15;
    return at;
  }
}

const isFew = (least: number, most: number): boolean => most - least < MOST_BEGINS_OF_CALL && most < PAGE_BYTES;
