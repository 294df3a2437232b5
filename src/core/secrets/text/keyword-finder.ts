import { createKeywordTables, findByTables, type KeywordSink, type KeywordTables } from './keyword-tables.ts';

/** Finds thousands of keywords in one pass. Making one costs nothing: its tables are made by the first search. */
export class KeywordFinder {
  /** Lower case, not empty, of characters below 256; a byte is one character. */
  readonly texts: readonly string[];
  #tables: KeywordTables | undefined;

  constructor(texts: readonly string[]) {
    this.texts = texts;
  }

  /** Tells of each keyword in some bytes, in the order of their ends. */
  find(bytes: Uint8Array, sink: KeywordSink): void {
    this.#tables ??= createKeywordTables(this.texts);
    findByTables(this.#tables, bytes, sink);
  }
}
