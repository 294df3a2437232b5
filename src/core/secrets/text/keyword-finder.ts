import { buildKeywordAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
import { createKeywordTables, findByTables, type KeywordTables } from './keyword-tables.ts';
import { type KeywordSink, scanKeywords } from './scan-keywords.ts';

/** Who searches more than that soon has back what an automaton takes to make. */
const MUCH_TEXT_BYTES = 1_000_000;

/**
 * Finds thousands of keywords in one pass. There are two ways, which find the same: tables that are made at once, for a commit or
 * a few objects, and an automaton that is three times as fast, once there was much text.
 */
export class KeywordFinder {
  readonly #keywords: readonly string[];
  #searched = 0;
  #tables: KeywordTables | undefined;
  #automaton: KeywordAutomaton | undefined;

  /** @param keywords lower case, not empty, of characters below 256; a byte is one character */
  constructor(keywords: readonly string[]) {
    this.#keywords = keywords;
  }

  /** Tells of each keyword in some bytes, in the order of their ends. */
  find(bytes: Uint8Array, sink: KeywordSink): void {
    this.#searched += bytes.length;
    if (this.#searched <= MUCH_TEXT_BYTES) {
      this.#tables ??= createKeywordTables(this.#keywords);
      findByTables(this.#tables, bytes, sink);
    } else {
      this.#automaton ??= buildKeywordAutomaton(this.#keywords);
      scanKeywords(this.#automaton, bytes, sink);
    }
  }
}
