import { type Directive, plainDirective } from './format-directive.ts';
import type { Operand } from './sprintf-operand.ts';

/** Where the reading of a format stands. */
export interface Cursor {
  readonly format: string;
  readonly operands: readonly Operand[];
  position: number;
  argument: number;
  /** The item just read was an index such as `[3]`. */
  afterIndex: boolean;
  /** Some index was used: Go then does not report arguments left over. */
  reordered: boolean;
  goodIndex: boolean;
}

const LARGEST_NUMBER = 1e6;

/** One directive up to its verb, and what Go complains about on the way. */
interface ReadDirective {
  readonly directive: Directive;
  readonly complaints: string;
}

/**
 * Reads flags, index, width, precision and index again, in Go's order, from behind a `%`. The cursor then stands at the verb,
 * or at the end of the format when there is none.
 */
export function readDirective(cursor: Cursor): ReadDirective {
  const directive = plainDirective();
  cursor.goodIndex = true;
  cursor.afterIndex = false;
  readFlags(cursor, directive);
  if (isSimpleVerb(cursor)) return { directive, complaints: '' };
  readIndex(cursor);
  const complaints = readWidth(cursor, directive) + readPrecision(cursor, directive);
  if (!cursor.afterIndex) readIndex(cursor);
  return { directive, complaints };
}

// Go formats these at once; the difference shows only in what comes before them having been an index.
function isSimpleVerb({ format, position, argument, operands }: Cursor): boolean {
  return /[a-z]/.test(format.charAt(position)) && argument < operands.length;
}

function readFlags(cursor: Cursor, directive: Directive): void {
  for (; cursor.position < cursor.format.length; cursor.position++) {
    const flag = cursor.format.charAt(cursor.position);
    if (flag === '#') directive.sharp = true;
    else if (flag === '0') directive.zero = true;
    else if (flag === '+') directive.plus = true;
    else if (flag === '-') directive.minus = true;
    else if (flag === ' ') directive.space = true;
    else return;
  }
}

function readWidth(cursor: Cursor, directive: Directive): string {
  if (cursor.format.charAt(cursor.position) === '*') {
    const width = readStar(cursor);
    directive.width = width === undefined ? undefined : Math.abs(width);
    if (width !== undefined && width < 0) {
      directive.minus = true;
      directive.zero = false;
    }
    return width === undefined ? '%!(BADWIDTH)' : '';
  }
  directive.width = readNumber(cursor);
  if (cursor.afterIndex && directive.width !== undefined) cursor.goodIndex = false;
  return '';
}

function readPrecision(cursor: Cursor, directive: Directive): string {
  const { format } = cursor;
  if (format.charAt(cursor.position) !== '.' || cursor.position + 1 >= format.length) return '';
  cursor.position++;
  if (cursor.afterIndex) cursor.goodIndex = false;
  readIndex(cursor);
  if (format.charAt(cursor.position) !== '*') {
    directive.precision = readNumber(cursor) ?? 0;
    return '';
  }
  const precision = readStar(cursor);
  directive.precision = precision !== undefined && precision >= 0 ? precision : undefined;
  return directive.precision === undefined ? '%!(BADPREC)' : '';
}

function readStar(cursor: Cursor): number | undefined {
  cursor.position++;
  cursor.afterIndex = false;
  const operand = cursor.operands[cursor.argument];
  if (operand === undefined) return undefined;
  cursor.argument++;
  if (operand.type !== 'int64') return undefined;
  const value = Number(operand.integer);
  return Math.abs(value) > LARGEST_NUMBER ? undefined : value;
}

// Of a number that is too large Go forgets where it was and gives up on the format: nothing is left to be the verb.
function readNumber(cursor: Cursor): number | undefined {
  const digits = /\d*/y;
  digits.lastIndex = cursor.position;
  const text = digits.exec(cursor.format)?.[0] ?? '';
  if (isOverlong(text)) {
    cursor.position = cursor.format.length;
    return undefined;
  }
  cursor.position += text.length;
  return text === '' ? undefined : Number(text);
}

// Go looks at the number before it takes in the next digit, so one digit beyond the limit still passes.
function isOverlong(digits: string): boolean {
  return Number(digits.slice(0, -1)) > LARGEST_NUMBER;
}

function readIndex(cursor: Cursor): void {
  const { format, position } = cursor;
  cursor.afterIndex = false;
  if (format.charAt(position) !== '[') return;
  cursor.reordered = true;
  const close = format.indexOf(']', position);
  // Go wants three bytes for an index, so it does not see the end of a format that ends in [].
  if (close < 0 || format.length - position < 3) {
    cursor.goodIndex = false;
    cursor.position++;
    return;
  }
  cursor.position = close + 1;
  const digits = format.slice(position + 1, close);
  const parsed = /^\d+$/.test(digits) && !isOverlong(digits);
  const index = Number(digits) - 1;
  if (parsed && index >= 0 && index < cursor.operands.length) cursor.argument = index;
  else cursor.goodIndex = false;
  cursor.afterIndex = parsed;
}
