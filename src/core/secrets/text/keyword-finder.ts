import { buildKeywordAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
import { scanKeywords, type KeywordSink } from './scan-keywords.ts';

/** So many characters tell keywords from other text, and from each other. Fewer make a smaller table and more looks back. */
const END_LENGTH = 6;
/** Who searches more than that soon has back what a table of whole keywords takes to make. */
const MUCH_TEXT_BYTES = 1_000_000;

/**
 * Finds thousands of keywords in one pass. At first by an automaton over how they end, and a look back where one of them may: to
 * make one over whole keywords would take longer than a commit takes to search. After much text it is made all the same.
 */
export class KeywordFinder {
  readonly #keywords: readonly string[];
  #searched = 0;
  #ends: EndFinder | undefined;
  #whole: KeywordAutomaton | undefined;

  /** @param keywords lower case, not empty, of characters below 256; a byte is one character */
  constructor(keywords: readonly string[]) {
    this.#keywords = keywords;
  }

  /** Tells of each keyword in some bytes, in the order of their ends. */
  find(bytes: Uint8Array, sink: KeywordSink): void {
    this.#searched += bytes.length;
    if (this.#searched <= MUCH_TEXT_BYTES) {
      this.#ends ??= createEndFinder(this.#keywords);
      findByEnds(this.#ends, bytes, sink);
    } else {
      this.#whole ??= buildKeywordAutomaton(this.#keywords);
      scanKeywords(this.#whole, bytes, sink);
    }
  }
}

interface EndFinder {
  readonly automaton: KeywordAutomaton;
  /** By end in the automaton: the keywords that have it. */
  readonly withEnd: readonly (readonly Keyword[])[];
}

interface Keyword {
  /** Its place in the list. */
  readonly place: number;
  /** What stands before its end, lower case. */
  readonly head: string;
}

function createEndFinder(keywords: readonly string[]): EndFinder {
  const byEnd = new Map<string, Keyword[]>();
  for (const [place, keyword] of keywords.entries()) {
    const cut = Math.max(0, keyword.length - END_LENGTH);
    const end = keyword.slice(cut);
    const one = { place, head: keyword.slice(0, cut) };
    const others = byEnd.get(end);
    if (others === undefined) byEnd.set(end, [one]);
    else others.push(one);
  }
  return { automaton: buildKeywordAutomaton([...byEnd.keys()]), withEnd: [...byEnd.values()] };
}

function findByEnds({ automaton, withEnd }: EndFinder, bytes: Uint8Array, sink: KeywordSink): void {
  scanKeywords(automaton, bytes, (end, at) => {
    for (const { place, head } of withEnd[end] ?? []) {
      if (endsWithHead(bytes, at - END_LENGTH, head) && !sink(place, at)) return false;
    }
    return true;
  });
}

/** Whether a text, in any case, stands right before a place. */
function endsWithHead(bytes: Uint8Array, before: number, head: string): boolean {
  let at = before - head.length;
  if (at < 0 && head !== '') return false;
  for (let i = 0; i < head.length; i++, at++) {
    const byte = bytes[at] ?? 0;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    if (lower !== head.charCodeAt(i)) return false;
  }
  return true;
}
