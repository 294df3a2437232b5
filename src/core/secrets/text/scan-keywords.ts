import type { KeywordAutomaton } from './keyword-automaton.ts';

/** Told of each keyword (its place in the list) that ends before `end`, in the order of their ends. False: that is enough. */
export type KeywordSink = (keyword: number, end: number) => boolean;

/** Looks for the keywords in a text, or faster in its bytes, where they are at hand. */
export function scanKeywords(
  automaton: KeywordAutomaton,
  text: string,
  bytes: Uint8Array | undefined,
  sink: KeywordSink,
): void {
  if (bytes === undefined) scanText(automaton, text, sink);
  else scanBytes(automaton, bytes, sink);
}

// The two loops are one but for how a byte is read: a call for each byte would take longer than all the rest.

function scanBytes(
  { classes, next, firstEnding, endings, width }: KeywordAutomaton,
  bytes: Uint8Array,
  sink: KeywordSink,
): void {
  let state = 0;
  for (let i = 0; i < bytes.length; i++) {
    state = next[state + (classes[bytes[i] ?? 0] ?? 0)] ?? 0;
    if (state < firstEnding) continue;
    if (!tell(endings[(state - firstEnding) / width] ?? [], i + 1, sink)) return;
  }
}

function scanText(
  { classes, next, firstEnding, endings, width }: KeywordAutomaton,
  text: string,
  sink: KeywordSink,
): void {
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    state = next[state + (code > 0xff ? 0 : (classes[code] ?? 0))] ?? 0;
    if (state < firstEnding) continue;
    if (!tell(endings[(state - firstEnding) / width] ?? [], i + 1, sink)) return;
  }
}

function tell(keywords: readonly number[], end: number, sink: KeywordSink): boolean {
  for (const keyword of keywords) {
    if (!sink(keyword, end)) return false;
  }
  return true;
}
