import {
  asciiOf,
  hasAllBeyondAscii,
  isAscii,
  NOT_INSIDE_CHARACTER,
  printAnyBytes,
  printBytes,
  printUnicode,
} from './print-set.ts';
import { type CodePoints, contains, REPLACEMENT } from './code-points.ts';
import { withoutOddCases } from './odd-cases.ts';
import type { Assertion, GoRepeat, GoSyntax } from './syntax.ts';

/**
 * - `bytes`: a text with one character for each byte, as files are searched
 * - `plain-bytes`: the same, known to hold neither a long s nor a kelvin sign
 * - `unicode`: an ordinary text, as paths are
 */
export type TextForm = 'bytes' | 'plain-bytes' | 'unicode';

/**
 * The source of a JavaScript expression without flags (`u` for the form `unicode`) that matches what Go's does. It is exact
 * where no repetition has a body that can be empty and no group in a repetition can be passed by; see `needsLinearEngine`.
 */
export function printJsRegex(root: GoSyntax, form: TextForm): string {
  const source = print(root, form, 'end');
  return form === 'unicode' || startsOnCharacter(root) ? source : `${NOT_INSIDE_CHARACTER}(?:${source})`;
}

/**
 * What is known of the place behind a part: that it is between two characters whatever the part does (`boundary`), that the match
 * ends there (`end`), or nothing. A loop over bytes is a loop over characters where it cannot stop inside one.
 */
type Next = 'boundary' | 'end' | 'unknown';

function print(syntax: GoSyntax, form: TextForm, next: Next): string {
  switch (syntax.kind) {
    case 'empty':
      return '(?:)';
    case 'set':
      return printSet(syntax.set, form);
    case 'assert':
      return ASSERTIONS[syntax.what];
    case 'group':
      return `(${print(syntax.body, form, next)})`;
    case 'sequence':
      return printSequence(syntax.parts, form, next);
    case 'choice':
      return `(?:${syntax.options.map((option) => print(option, form, next)).join('|')})`;
    case 'repeat':
      return printRepeat(syntax, form, next);
  }
}

/** JavaScript's `m` and `.` know other line breaks than `\n`, so no flag is used and each is spelt out. */
const ASSERTIONS: Readonly<Record<Assertion, string>> = {
  'text-start': '^',
  'text-end': '$',
  'line-start': String.raw`(?<![^\n])`,
  'line-end': String.raw`(?![^\n])`,
  'word-boundary': String.raw`\b`,
  'no-word-boundary': String.raw`\B`,
};

function printSet(set: CodePoints, form: TextForm): string {
  if (form === 'unicode') return printUnicode(set);
  return printBytes(form === 'plain-bytes' ? withoutOddCases(set) : set);
}

function printSequence(parts: readonly GoSyntax[], form: TextForm, next: Next): string {
  let behind = next;
  const printed: string[] = [];
  for (const part of parts.toReversed()) {
    printed.push(print(part, form, behind));
    behind = beginningOf(part, behind);
  }
  return printed.toReversed().join('');
}

function printRepeat(repeat: GoRepeat, form: TextForm, next: Next): string {
  const { body, min, max, isGreedy } = repeat;
  const lazy = isGreedy ? '' : '?';
  if (form !== 'unicode' && isLoopOverBytes(repeat, next)) return printByteLoop(repeat, form, lazy);
  const again = max > 1 ? weakest([beginningOf(body, next), next]) : next;
  return `${atom(print(body, form, again), body, form)}${quantifier(min, max)}${lazy}`;
}

function isLoopOverBytes({ body, max, isGreedy }: GoRepeat, next: Next): boolean {
  if (body.kind !== 'set' || max !== Infinity || !hasAllBeyondAscii(body.set)) return false;
  return next === 'boundary' || (next === 'end' && isGreedy);
}

/** Of characters that must be there all but the first are counted as characters. */
function printByteLoop({ body, min }: GoRepeat, form: TextForm, lazy: string): string {
  if (body.kind !== 'set') return '';
  const any = printAnyBytes(asciiOf(body.set));
  if (min <= 1) return `${any}${min === 0 ? '*' : '+'}${lazy}`;
  return `${printSet(body.set, form)}${quantifier(min, min)}${any}*${lazy}`;
}

function quantifier(min: number, max: number): string {
  if (min === 0 && max === 1) return '?';
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** What a quantifier may follow. */
function atom(printed: string, body: GoSyntax, form: TextForm): string {
  if (body.kind === 'group' || body.kind === 'choice') return printed;
  return body.kind === 'set' && isSingleAtom(body.set, form) ? printed : `(?:${printed})`;
}

const isSingleAtom = (set: CodePoints, form: TextForm): boolean =>
  form === 'unicode' || isAscii(form === 'plain-bytes' ? withoutOddCases(set) : set);

/** What stands behind a part that ends where `syntax` begins. */
function beginningOf(syntax: GoSyntax, next: Next): Next {
  switch (syntax.kind) {
    case 'empty':
      return next;
    case 'set':
      return isAscii(syntax.set) ? 'boundary' : 'unknown';
    case 'assert':
      return ASSERTED[syntax.what] ?? next;
    case 'group':
      return beginningOf(syntax.body, next);
    case 'sequence':
      return syntax.parts.reduceRight((behind, part) => beginningOf(part, behind), next);
    case 'choice':
      return weakest(syntax.options.map((option) => beginningOf(option, next)));
    case 'repeat':
      return syntax.min > 0 ? beginningOf(syntax.body, next) : weakest([beginningOf(syntax.body, next), next]);
  }
}

/** Beside a word there is an ASCII character, so that is no place inside one beyond ASCII; `\B` may hold there. */
const ASSERTED: Readonly<Partial<Record<Assertion, Next>>> = {
  'text-end': 'boundary',
  'line-end': 'boundary',
  'line-start': 'boundary',
  'text-start': 'boundary',
  'word-boundary': 'boundary',
  'no-word-boundary': 'unknown',
};

function weakest(all: readonly Next[]): Next {
  if (all.includes('unknown')) return 'unknown';
  return all.includes('end') ? 'end' : 'boundary';
}

/** Whether a match cannot begin inside a character, so that nothing needs to keep it from there. */
function startsOnCharacter(syntax: GoSyntax): boolean {
  switch (syntax.kind) {
    case 'empty':
      return false;
    case 'set':
      return !contains(syntax.set, REPLACEMENT);
    case 'assert':
      return ASSERTED[syntax.what] === 'boundary';
    case 'group':
      return startsOnCharacter(syntax.body);
    case 'sequence':
      return startsSequenceOnCharacter(syntax.parts);
    case 'choice':
      return syntax.options.every(startsOnCharacter);
    case 'repeat':
      return syntax.min > 0 && startsOnCharacter(syntax.body);
  }
}

/** What may be left out is followed by what begins on a character, too. */
function startsSequenceOnCharacter(parts: readonly GoSyntax[]): boolean {
  for (const part of parts) {
    if (startsOnCharacter(part)) return true;
    const isOptional = part.kind === 'repeat' && part.min === 0 && startsOnCharacter(part.body);
    if (!isOptional) return false;
  }
  return false;
}
