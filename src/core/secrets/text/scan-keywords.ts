import type { KeywordAutomaton } from './keyword-automaton.ts';

/** Told of each keyword (its place in the list) that ends before `end`, in the order of their ends. False: that is enough. */
export type KeywordSink = (keyword: number, end: number) => boolean;

/** Looks for the keywords in some bytes. */
export function scanKeywords(
  { classes, rowBits, next, firstEnding, endings }: KeywordAutomaton,
  bytes: Uint8Array,
  sink: KeywordSink,
): void {
  let state = 0;
  for (let i = 0; i < bytes.length; i++) {
    state = next[(state << rowBits) + (classes[bytes[i] ?? 0] ?? 0)] ?? 0;
    if (state < firstEnding) continue;
    for (const keyword of endings[state - firstEnding] ?? []) {
      if (!sink(keyword, i + 1)) return;
    }
  }
}
