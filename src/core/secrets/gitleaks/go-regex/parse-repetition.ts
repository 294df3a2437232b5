import type { SourceCursor } from './source-cursor.ts';
import type { GoRepeat, GoSyntax } from './syntax.ts';

/** Of one repetition, and of all that are nested in each other, multiplied. */
export const MAX_REPEAT = 1000;

type Repetition = Pick<GoRepeat, 'min' | 'max' | 'isGreedy'>;

const SHORT: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
};

/**
 * Takes `*`, `+`, `?` or `{2,5}` with the `?` that makes it take as little as it can.
 * @returns undefined where none stands: braces around anything else are characters
 */
export function parseRepetition(cursor: SourceCursor, isUngreedy: boolean): Repetition | undefined {
  const start = cursor.offset;
  const bounds = parseShort(cursor) ?? parseBraces(cursor);
  if (bounds === undefined) return undefined;
  const [min, max] = bounds;
  if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT))
    cursor.fail(`more than ${MAX_REPEAT} repetitions`, start);
  if (max < min) cursor.fail('a repetition that must be more often than it may', start);
  return { min, max, isGreedy: cursor.take('?') === isUngreedy };
}

function parseShort(cursor: SourceCursor): readonly [number, number] | undefined {
  const operator = cursor.takeMatch(/[*+?]/y)?.[0];
  return operator === undefined ? undefined : SHORT[operator];
}

function parseBraces(cursor: SourceCursor): readonly [number, number] | undefined {
  const match = cursor.takeMatch(/\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/y);
  if (match === undefined) return undefined;
  const min = Number(match[1]);
  if (match[2] === undefined) return [min, min];
  return [min, match[3] === undefined ? Infinity : Number(match[3])];
}

/** Whether repetitions in repetitions stay within the limit, multiplied. */
export function fitsRepeatLimit(syntax: GoSyntax, limit: number): boolean {
  switch (syntax.kind) {
    case 'empty':
    case 'set':
    case 'assert':
      return true;
    case 'group':
      return fitsRepeatLimit(syntax.body, limit);
    case 'sequence':
      return syntax.parts.every((part) => fitsRepeatLimit(part, limit));
    case 'choice':
      return syntax.options.every((option) => fitsRepeatLimit(option, limit));
    case 'repeat':
      return fitsWithin(syntax, limit);
  }
}

function fitsWithin({ body, min, max }: GoRepeat, limit: number): boolean {
  const isCounted = !(min <= 1 && (max === 1 || max === Infinity));
  if (!isCounted) return fitsRepeatLimit(body, limit);
  if (max === 0) return true;
  const count = max === Infinity ? min : max;
  if (count > limit) return false;
  return fitsRepeatLimit(body, count > 0 ? Math.trunc(limit / count) : limit);
}
