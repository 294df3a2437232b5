import { LETTER_PAIRS } from './letter-pairs.ts';

/**
 * How much of a text is made of words: 0 for random characters, 1 for `databaseConnection` or `blue-green`. What counts is the
 * share of letters and digits that stand in runs of three letters or more whose pairs of letters are those of words.
 */
export function wordlikeness(text: string): number {
  const characters = text.match(/[A-Za-z0-9]/g)?.length ?? 0;
  if (characters === 0) return 0;
  let inWords = 0;
  for (const [run] of text.matchAll(LETTER_RUNS)) if (isWordlike(run.toLowerCase())) inWords += run.length;
  return inWords / characters;
}

/** As camel case takes a name apart: `HTTPServerError` is `HTTP`, `Server` and `Error`. */
const LETTER_RUNS = /[A-Z]?[a-z]{2,}|[A-Z]{3,}(?![a-z])/g;

/** The mean over its pairs of letters; random letters reach 4 rarely, words of five letters and more almost always. */
function isWordlike(run: string): boolean {
  let sum = 0;
  for (let i = 0; i + 1 < run.length; i++) sum += pairScore(run, i);
  return sum / (run.length - 1) >= MIN_MEAN && run.length >= MIN_RUN;
}

const MIN_RUN = 3;
const MIN_MEAN = 5;
const LETTER_A = 97;

const pairScore = (run: string, at: number): number =>
  Number(LETTER_PAIRS[run.charAt(at)]?.charAt(run.charCodeAt(at + 1) - LETTER_A) ?? 0);
