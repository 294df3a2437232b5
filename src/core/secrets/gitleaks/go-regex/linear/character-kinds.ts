import type { Assertion } from '../syntax.ts';

/** What assertions tell apart: an end of the text, a line break, a character of a word, any other. */
export const KIND = { none: 0, newline: 1, word: 2, other: 3 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];
export const KINDS = 4;

const NEWLINE = 10;

export function kindOf(codePoint: number): Kind {
  if (codePoint === NEWLINE) return KIND.newline;
  return isWord(codePoint) ? KIND.word : KIND.other;
}

const isWord = (codePoint: number): boolean =>
  (codePoint >= 0x30 && codePoint <= 0x39) ||
  (codePoint >= 0x41 && codePoint <= 0x5a) ||
  codePoint === 0x5f ||
  (codePoint >= 0x61 && codePoint <= 0x7a);

/** Whether an assertion holds between two characters. */
export function holds(what: Assertion, before: Kind, after: Kind): boolean {
  switch (what) {
    case 'text-start':
      return before === KIND.none;
    case 'text-end':
      return after === KIND.none;
    case 'line-start':
      return before === KIND.none || before === KIND.newline;
    case 'line-end':
      return after === KIND.none || after === KIND.newline;
    case 'word-boundary':
      return (before === KIND.word) !== (after === KIND.word);
    case 'no-word-boundary':
      return (before === KIND.word) === (after === KIND.word);
  }
}
