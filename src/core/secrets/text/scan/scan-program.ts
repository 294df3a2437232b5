import { SPREAD, THREE_BYTES } from '../keyword-tables.ts';
import { DEAD, FIRST_STATE, MAYBE, MOST_CLASSES } from '../regex/beginning.ts';
import {
  add, and, andVectors, atLeast, byteAt, bytesOf, type Call, type Code, equal, give, int, intAt, isZero, laneOf, less, mul, mulVectors,
  or, setInt, shiftLeft, shiftRight, shiftRightVector, shortAt, sub, unequal, vectorAt, vectorOf, WasmModule, when, whilst,
} from './wasm-code.ts'; // prettier-ignore

/** Where what lies in the memory of a scan; addresses in bytes. */
export interface ScanLayout {
  /** Integers: events told, the end of the run, the length of the text, its number, and whether an answer is awaited. */
  readonly results: number;
  /** By byte: its lower case. */
  readonly lower: number;
  /** By byte: its six bits in base64, or `NONE`. */
  readonly sixBits: number;
  /** By byte: what it is as a hexadecimal digit, or `NONE`. */
  readonly hexDigits: number;
  /** By state of a readable text, a row of 256: the next state. */
  readonly textStates: number;
  /**
   * By hash of three bytes: a bit for each that may stand before them where a keyword ends. Only five bits of a byte count, which
   * are the same for both cases of a letter. Most places are known by this.
   */
  readonly filter: number;
  /** By hash of a long end, then of a short one: the place of a list in `lists`; two bytes each, like the following. */
  readonly firsts: number;
  /** By byte: the list of keywords of one character. */
  readonly singles: number;
  /** Lists of keywords, each after its length. The first is empty. */
  readonly lists: number;
  readonly keywords: number;
  readonly calls: number;
  readonly events: number;
  /** Events told behind this end a scan. */
  readonly enoughEvents: number;
  readonly text: number;
}

/** Of a keyword: where its text lies, its length, and where its calls begin and end. */
export const KEYWORD_BYTES = 16;
/** Of a call: where its rule lies, and how far before the end of the keyword a match may begin: least, most. */
export const CALL_BYTES = 16;
/**
 * Of a rule: the text in which it was asked about, and that in which it is quiet; whether it is told where a match may begin; where
 * the table of its first bytes lies, its run, and its automaton: 0 for none of the latter.
 */
export const RULE_BYTES = 32;
export const ASKED = 0;
export const QUIET = 4;
export const IS_NEAR = 8;
export const TABLES = 12;
/** Of a run: its length, how far behind a beginning it begins: least, most; then its table. */
const RUN_HEAD_BYTES = 12;
/** Of an automaton (see `beginning.ts`): how many bytes it skips; then the class of each byte, then its rows. */
const AUTOMATON_HEAD_BYTES = 4;
/** Of an event: the call, plus `BEGINS` where the place is a beginning and not the end of a keyword; the place. */
export const EVENT_BYTES = 8;
export const BEGINS = 1;

/** So many bytes are walked over. */
const LONGEST_WALK = 96;

export const NONE = 255;
export const TABLE_BITS = 16;
export const FILTER_BITS = 13;
export const FIVE_BITS = 0x1f;
/** How many places are filtered at once: as many as a vector has room for the four bytes before each. */
const PLACES = 12;
/** Before the text are so many zeros, behind it something. */
export const ROOM_AROUND_TEXT = 16;

/** See `find-base64-and-hex.ts`. */
export interface RunRules {
  readonly minCharacters: number;
  readonly minHexDigits: number;
  readonly maxBeginnings: number;
  /** States of a readable text, as `textStates` numbers them. */
  readonly textBegins: number;
  readonly noText: number;
}

/** The loops over all bytes of a text, as a module: V8 compiles it at once, and JavaScript only when it has run for long. */
export function scanProgram(layout: ScanLayout, runs: RunRules, hasSingles: boolean): WasmModule {
  const module = new WasmModule();
  const textAt = (place: Code): Code => byteAt(place, layout.text);
  defineFind(module, layout, textAt, hasSingles);
  defineNextRun(module, layout, textAt, runs);
  return module;
}

const SLASH = int(0x2f);
const BACKSLASH = int(0x5c);
const ONE = int(1);

const hashOf = (end: Code): Code => shiftRight(mul(end, int(SPREAD | 0)), int(32 - TABLE_BITS));
const twice = (value: Code): Code => shiftLeft(value, ONE);
const both = and;

type TextAt = (place: Code) => Code;

/** `find(from, to)` tells of the keywords that end in a stretch of the text, as far as there is room. It gives up to where. */
function defineFind(module: WasmModule, layout: ScanLayout, textAt: TextAt, hasSingles: boolean): void {
  const { results, filter, text, events, enoughEvents } = layout;
  const tellAll = defineTellAll(module, layout, textAt, hasSingles);

  module.define(
    'find',
    ['from', 'to'],
    ['end', 'out', 'likely0', 'likely1', 'likely2', 'likely3'],
    ({ get, set }) => {
      const note = setInt(int(results), sub(get('out'), int(events)));
      const isOver = or(atLeast(get('out'), int(enoughEvents)), intAt(int(results), 16));
      const likely = ['likely0', 'likely1', 'likely2', 'likely3'] as const;
      const tryPlace = (name: (typeof likely)[number], place: number): Code =>
        when(
          both(hasSingles ? ONE : and(get(name), ONE), less(add(get('from'), int(place)), get('to'))),
          set('end', add(get('from'), int(place + 1))),
          set('out', tellAll(get('end'), get('out'))),
          when(isOver, note, give(get('end'))),
        );
      const tryFour = (first: number): readonly Code[] => [
        set(
          'ends',
          bytesOf(
            get('bytes'),
            FOUR_ENDS.map((place) => first + place),
          ),
        ),
        set(
          'hashes',
          andVectors(
            shiftRightVector(mulVectors(andVectors(get('ends'), get('three')), get('spread')), int(30 - FILTER_BITS)),
            get('hash'),
          ),
        ),
        ...likely.map((name, lane) =>
          set(name, shiftRight(intAt(laneOf(get('hashes'), lane), filter), laneOf(get('ends'), lane))),
        ),
        when(
          hasSingles ? ONE : and(likely.map((name) => get(name)).reduce(or), ONE),
          ...likely.map((name, lane) => tryPlace(name, first + lane)),
        ),
      ];
      return [
        set('out', int(events)),
        setInt(int(results), int(0), 16),
        set('five', vectorOf(int(FIVE_BITS * 0x01010101))),
        set('three', vectorOf(int(~0xff))),
        set('spread', vectorOf(int(SPREAD | 0))),
        set('hash', vectorOf(int(((1 << FILTER_BITS) - 1) << 2))),
        whilst(
          less(get('from'), get('to')),
          set('bytes', andVectors(vectorAt(get('from'), text - 3), get('five'))),
          ...tryFour(0),
          ...tryFour(4),
          ...tryFour(8),
          set('from', add(get('from'), int(PLACES))),
        ),
        note,
        get('to'),
      ];
    },
    ['bytes', 'ends', 'hashes', 'five', 'three', 'spread', 'hash'],
  );
}

/** The bytes of four ends, each of four bytes and one behind the other. */
const FOUR_ENDS = [0, 1, 2, 3].flatMap((end) => [end, end + 1, end + 2, end + 3]);

/** Tells of the keywords that end before a place. Like what follows, it gives where the next event is to lie. */
function defineTellAll(module: WasmModule, layout: ScanLayout, textAt: TextAt, hasSingles: boolean): Call {
  const { lower, text, firsts, singles } = layout;
  const tellList = defineTellList(module, layout, textAt);
  return module.define('tellAll', ['end', 'out'], ['last'], ({ get, set }) => {
    const byteBefore = (distance: number): Code => byteAt(byteAt(get('end'), text - distance), lower);
    const read = (distance: number): Code => set('last', or(shiftLeft(get('last'), int(8)), byteBefore(distance)));
    const lists = [
      shortAt(twice(hashOf(get('last'))), firsts),
      shortAt(twice(hashOf(and(get('last'), int(THREE_BYTES)))), firsts + (2 << TABLE_BITS)),
    ];
    if (hasSingles) lists.push(shortAt(twice(and(get('last'), int(0xff))), singles));
    return [
      ...[4, 3, 2, 1].map(read),
      // Most lists are empty.
      ...lists.map((list) => when(list, set('out', tellList(list, get('end'), get('out'))))),
      get('out'),
    ];
  });
}

/** Tells of those of a list of keywords that end before a place. */
function defineTellList(module: WasmModule, layout: ScanLayout, textAt: TextAt): Call {
  const endsBefore = defineEndsBefore(module, layout, textAt);
  const tellCall = defineTellCall(module, layout, textAt);
  return module.define('tellList', ['list', 'end', 'out'], ['left', 'keyword', 'call', 'lastCall'], ({ get, set }) => [
    set('list', twice(get('list'))),
    set('left', shortAt(get('list'), layout.lists)),
    whilst(
      get('left'),
      set('list', add(get('list'), int(2))),
      set('left', sub(get('left'), ONE)),
      set('keyword', add(mul(shortAt(get('list'), layout.lists), int(KEYWORD_BYTES)), int(layout.keywords))),
      when(
        endsBefore(get('keyword'), get('end')),
        set('call', intAt(get('keyword'), 8)),
        set('lastCall', intAt(get('keyword'), 12)),
        whilst(
          less(get('call'), get('lastCall')),
          set('out', tellCall(get('call'), get('end'), get('out'))),
          set('call', add(get('call'), int(CALL_BYTES))),
        ),
      ),
    ),
    get('out'),
  ]);
}

function defineEndsBefore(module: WasmModule, { lower }: ScanLayout, textAt: TextAt): Call {
  return module.define('endsBefore', ['keyword', 'end'], ['text', 'at'], ({ get, set }) => [
    set('text', intAt(get('keyword'))),
    set('at', sub(get('end'), intAt(get('keyword'), 4))),
    when(less(get('at'), int(0)), give(int(0))),
    whilst(
      less(get('at'), get('end')),
      when(unequal(byteAt(textAt(get('at')), lower), byteAt(get('text'))), give(int(0))),
      set('at', add(get('at'), ONE)),
      set('text', add(get('text'), ONE)),
    ),
    ONE,
  ]);
}

/** The first that is told of a rule in a text is a question: what else is to be told, the answer says. */
function defineTellCall(module: WasmModule, layout: ScanLayout, textAt: TextAt): Call {
  const mayBegin = defineMayBegin(module, layout, textAt);
  const { results } = layout;
  const textNumber = intAt(int(results), 12);
  return module.define('tellCall', ['call', 'end', 'out'], ['rule', 'at', 'last'], ({ get, set }) => {
    const tell = (call: Code, place: Code): readonly Code[] => [
      setInt(get('out'), call),
      setInt(get('out'), place, 4),
      set('out', add(get('out'), int(EVENT_BYTES))),
      when(unequal(intAt(get('rule'), ASKED), textNumber), setInt(int(results), ONE, 16)),
    ];
    return [
      set('rule', intAt(get('call'))),
      when(equal(intAt(get('rule'), QUIET), textNumber), give(get('out'))),
      when(isZero(intAt(get('rule'), IS_NEAR)), ...tell(get('call'), get('end')), give(get('out'))),
      set('at', sub(get('end'), intAt(get('call'), 8))),
      when(less(get('at'), int(0)), set('at', int(0))),
      set('last', sub(get('end'), intAt(get('call'), 4))),
      whilst(
        atLeast(get('last'), get('at')),
        when(mayBegin(get('rule'), get('at')), ...tell(add(get('call'), int(BEGINS)), get('at'))),
        set('at', add(get('at'), ONE)),
      ),
      get('out'),
    ];
  });
}

/** Whether a match of a rule may begin at a place: by its first byte, the run that it must hold, and how it begins. */
function defineMayBegin(module: WasmModule, layout: ScanLayout, textAt: TextAt): Call {
  const mayHoldRun = defineMayHoldRun(module, layout);
  const mayGoOn = defineMayGoOn(module, layout, textAt);
  return module.define('mayBegin', ['rule', 'at'], ['run', 'automaton'], ({ get, set }) => [
    when(isZero(byteAt(add(intAt(get('rule'), TABLES), textAt(get('at'))))), give(int(0))),
    set('run', intAt(get('rule'), TABLES + 4)),
    when(get('run'), when(isZero(mayHoldRun(get('run'), get('at'))), give(int(0)))),
    set('automaton', intAt(get('rule'), TABLES + 8)),
    when(get('automaton'), give(mayGoOn(get('automaton'), get('at')))),
    ONE,
  ]);
}

/** See `run-test.ts`. */
function defineMayHoldRun(module: WasmModule, { results, text }: ScanLayout): Call {
  return module.define('mayHoldRun', ['run', 'begin'], ['length', 'start', 'last', 'most', 'end'], ({ get, set }) => {
    const textBefore = (place: Code): Code => byteAt(place, text - 1);
    const isOfRun = byteAt(add(get('run'), textBefore(get('end'))), RUN_HEAD_BYTES);
    return [
      set('length', intAt(get('run'))),
      set('start', add(get('begin'), intAt(get('run'), 4))),
      set('last', add(get('begin'), intAt(get('run'), 8))),
      set('most', sub(intAt(int(results), 8), get('length'))),
      when(less(get('most'), get('last')), set('last', get('most'))),
      whilst(
        atLeast(get('last'), get('start')),
        set('end', add(get('start'), get('length'))),
        whilst(both(less(get('start'), get('end')), isOfRun), set('end', sub(get('end'), ONE))),
        when(equal(get('end'), get('start')), give(ONE)),
        set('start', get('end')),
      ),
      int(0),
    ];
  });
}

/** Whether the automaton of a rule comes to no end at once. At the end of the text anything may be. */
function defineMayGoOn(module: WasmModule, { results }: ScanLayout, textAt: TextAt): Call {
  const classes = AUTOMATON_HEAD_BYTES;
  return module.define('mayGoOn', ['automaton', 'at'], ['state', 'end'], ({ get, set }) => [
    set('state', int(FIRST_STATE)),
    set('end', add(get('at'), int(LONGEST_WALK))),
    set('at', add(get('at'), intAt(get('automaton')))),
    when(less(intAt(int(results), 8), get('end')), set('end', intAt(int(results), 8))),
    whilst(
      both(less(get('at'), get('end')), less(int(MAYBE), get('state'))),
      set(
        'state',
        byteAt(
          add(
            add(get('automaton'), shiftLeft(get('state'), int(Math.log2(MOST_CLASSES)))),
            byteAt(add(get('automaton'), textAt(get('at'))), classes),
          ),
          classes + 256,
        ),
      ),
      set('at', add(get('at'), ONE)),
    ),
    unequal(get('state'), int(DEAD)),
  ]);
}

/**
 * `nextRun(from, to)` gives the beginning of the next run of characters of base64 that may decode to something readable, or -1, and
 * notes its end.
 */
function defineNextRun(module: WasmModule, layout: ScanLayout, textAt: TextAt, runs: RunRules): void {
  const { results, sixBits, text } = layout;
  const least = int(runs.minCharacters);
  const isCode = (byte: Code): Code => unequal(byteAt(byte, sixBits), int(NONE));
  const mayBeHex = defineMayBeHex(module, layout, textAt, runs);
  const mayBeBase64 = defineMayBeBase64(module, layout, textAt, runs);

  module.define('nextRun', ['from', 'to'], ['end'], ({ get, set }) => [
    whilst(
      atLeast(get('to'), add(get('from'), least)),
      // See `nextRun` of `find-base64-and-hex.ts`.
      set('end', add(get('from'), least)),
      whilst(
        both(less(get('from'), get('end')), isCode(byteAt(get('end'), text - 1))),
        set('end', sub(get('end'), ONE)),
      ),
      when(
        equal(get('end'), get('from')),
        set('end', add(get('from'), least)),
        whilst(both(less(get('end'), get('to')), isCode(textAt(get('end')))), set('end', add(get('end'), ONE))),
        setInt(int(results), get('end'), 4),
        when(or(mayBeHex(get('from'), get('end')), mayBeBase64(get('from'), get('end'))), give(get('from'))),
      ),
      set('from', get('end')),
    ),
    int(-1),
  ]);
}

function defineMayBeHex(module: WasmModule, layout: ScanLayout, textAt: TextAt, runs: RunRules): Call {
  const digitAt = (place: Code): Code => byteAt(textAt(place), layout.hexDigits);
  return module.define('mayBeHex', ['start', 'end'], ['at', 'state', 'byte'], ({ get, set }) => [
    set('at', sub(get('end'), get('start'))),
    when(or(less(get('at'), int(runs.minHexDigits)), and(get('at'), ONE)), give(int(0))),
    set('at', get('start')),
    whilst(
      less(get('at'), get('end')),
      when(equal(digitAt(get('at')), int(NONE)), give(int(0))),
      set('at', add(get('at'), ONE)),
    ),
    set('state', int(runs.textBegins)),
    whilst(
      less(get('start'), get('end')),
      set('byte', or(shiftLeft(digitAt(get('start')), int(4)), digitAt(add(get('start'), ONE)))),
      set('state', nextTextState(layout, get('state'), get('byte'))),
      when(equal(get('state'), int(runs.noText)), give(int(0))),
      set('start', add(get('start'), int(2))),
    ),
    ONE,
  ]);
}

function defineMayBeBase64(module: WasmModule, layout: ScanLayout, textAt: TextAt, runs: RunRules): Call {
  const isReadable = defineIsReadable(module, layout, textAt, runs);
  return module.define('mayBeBase64', ['start', 'end'], ['left'], ({ get, set }) => [
    // `\n` before a run is an escape, not its first letter.
    when(equal(byteAt(get('start'), layout.text - 1), BACKSLASH), set('start', add(get('start'), ONE))),
    set('left', int(runs.maxBeginnings)),
    whilst(
      both(less(int(0), get('left')), atLeast(sub(get('end'), get('start')), int(runs.minCharacters))),
      when(isReadable(get('start')), give(ONE)),
      whilst(
        both(less(get('start'), get('end')), unequal(textAt(get('start')), SLASH)),
        set('start', add(get('start'), ONE)),
      ),
      set('start', add(get('start'), ONE)),
      set('left', sub(get('left'), ONE)),
    ),
    int(0),
  ]);
}

/** Whether the first characters of a run decode to text. */
function defineIsReadable(module: WasmModule, layout: ScanLayout, textAt: TextAt, runs: RunRules): Call {
  return module.define('isReadable', ['at'], ['end', 'bits', 'state'], ({ get, set }) => {
    const bitsAt = (offset: number): Code => byteAt(textAt(add(get('at'), int(offset))), layout.sixBits);
    const read = (shift: number): readonly Code[] => [
      set('state', nextTextState(layout, get('state'), and(shiftRight(get('bits'), int(shift)), int(0xff)))),
      when(equal(get('state'), int(runs.noText)), give(int(0))),
    ];
    return [
      set('state', int(runs.textBegins)),
      set('end', add(get('at'), int(runs.minCharacters))),
      whilst(
        less(get('at'), get('end')),
        set(
          'bits',
          or(
            or(shiftLeft(bitsAt(0), int(18)), shiftLeft(bitsAt(1), int(12))),
            or(shiftLeft(bitsAt(2), int(6)), bitsAt(3)),
          ),
        ),
        ...read(16),
        ...read(8),
        ...read(0),
        set('at', add(get('at'), int(4))),
      ),
      ONE,
    ];
  });
}

const nextTextState = ({ textStates }: ScanLayout, state: Code, byte: Code): Code =>
  byteAt(add(shiftLeft(state, int(8)), byte), textStates);
