import type { KeywordAutomaton } from './keyword-automaton.ts';

/** Told of each keyword (its place in the list) that ends before `end`, in the order of their ends. False: that is enough. */
export type KeywordSink = (keyword: number, end: number) => boolean;

/** Looks for the keywords in some bytes. */
export function scanKeywords(automaton: KeywordAutomaton, bytes: Uint8Array, sink: KeywordSink): void {
  const walk: Walk = { state: 0, at: 0 };
  while (walkToEnding(automaton, bytes, walk)) {
    for (const keyword of automaton.endings[walk.state - automaton.firstEnding] ?? []) {
      if (!sink(keyword, walk.at)) return;
    }
  }
}

/** How far the automaton came. */
interface Walk {
  state: number;
  /** Up to where bytes were read. */
  at: number;
}

/**
 * Goes on to where the next keyword ends; false where none does. Nothing is called here: V8 compiles this loop once, at the first
 * text, and one that tells of keywords itself anew whenever a rule does what none did before.
 */
function walkToEnding(
  { classes, rowBits, next, firstEnding }: KeywordAutomaton,
  bytes: Uint8Array,
  walk: Walk,
): boolean {
  let { state } = walk;
  for (let at = walk.at; at < bytes.length; at++) {
    state = next[(state << rowBits) + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
    if (state < firstEnding) continue;
    walk.state = state;
    walk.at = at + 1;
    return true;
  }
  return false;
}
