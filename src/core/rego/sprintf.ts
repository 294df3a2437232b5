import { isNumber } from './compare.ts';
import { type Directive, pad, plainDirective } from './format-directive.ts';
import { formatFloat } from './format-float.ts';
import { formatBigInteger, formatInteger, formatWord } from './format-integer.ts';
import { formatString, formatText } from './format-string.ts';
import { characterOf, REPLACEMENT, strayByte } from './go-string.ts';
import { isFloatText, isInt64, numberText, type RegoNumber, toDouble } from './number.ts';
import { printTerm } from './print-term.ts';
import type { RegoValue } from './value.ts';

/** An argument as OPA hands it to Go's fmt.Sprintf: everything but numbers and strings is its printed term. */
type Operand =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'int64'; readonly integer: bigint }
  | { readonly type: '*big.Int'; readonly integer: bigint }
  | { readonly type: 'float64'; readonly double: number };

/** Where the reading of a format stands. */
interface Cursor {
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

const SIMPLE = /^[^%]*(?:%[sv][^%]*)*$/;
const LARGEST_NUMBER = 1e6;
const WORD = (1n << 64n) - 1n;

/**
 * OPA's sprintf, which is Go's fmt.Sprintf over the arguments. Faults in the format show in the text, as in Go:
 * `%!d(string=x)`, `%!v(MISSING)`. Throws for the one thing that is not a function of its arguments: `%p` of a number
 * beyond 64 bits prints an address in Go.
 */
export function sprintf(format: string, values: readonly RegoValue[]): string {
  return sprintfSimple(format, values) ?? sprintfFully(format, values.map(toOperand));
}

// Nearly every format of a policy: plain %s and %v, as many as there are arguments.
function sprintfSimple(format: string, values: readonly RegoValue[]): string | undefined {
  if (!SIMPLE.test(format)) return undefined;
  const pieces = format.split('%');
  if (pieces.length !== values.length + 1) return undefined;
  let text = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i] ?? '';
    const value = values[i - 1] ?? null;
    if (typeof value === 'string') text += value;
    else if (!isNumber(value)) text += printTerm(value);
    else if (piece.startsWith('v') && Number.isSafeInteger(value)) text += numberText(value);
    else return undefined;
    text += piece.slice(1);
  }
  return text;
}

function sprintfFully(format: string, operands: readonly Operand[]): string {
  const cursor: Cursor = {
    format,
    operands,
    position: 0,
    argument: 0,
    afterIndex: false,
    reordered: false,
    goodIndex: true,
  };
  let text = '';
  while (cursor.position < format.length) {
    const percent = format.indexOf('%', cursor.position);
    const end = percent < 0 ? format.length : percent;
    text += format.slice(cursor.position, end);
    cursor.position = end + 1;
    if (percent >= 0) text += formatNext(cursor);
  }
  return text + extra(cursor);
}

// One directive: %[index]flags width.precision verb, read in Go's order with Go's complaints.
function formatNext(cursor: Cursor): string {
  const directive = plainDirective();
  cursor.goodIndex = true;
  cursor.afterIndex = false;
  readFlags(cursor, directive);
  if (isSimpleVerb(cursor)) return formatVerb(cursor, directive);
  readIndex(cursor);
  const complaints = readWidth(cursor, directive) + readPrecision(cursor, directive);
  if (!cursor.afterIndex) readIndex(cursor);
  if (cursor.position >= cursor.format.length) return `${complaints}%!(NOVERB)`;
  return complaints + formatVerb(cursor, directive);
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

function formatVerb(cursor: Cursor, directive: Directive): string {
  const character = String.fromCodePoint(cursor.format.codePointAt(cursor.position) ?? REPLACEMENT);
  cursor.position += character.length;
  const verb = strayByte(character) === undefined ? character : characterOf(REPLACEMENT);
  if (verb === '%') return '%';
  if (!cursor.goodIndex) return `%!${verb}(BADINDEX)`;
  const operand = cursor.operands[cursor.argument];
  if (operand === undefined) return `%!${verb}(MISSING)`;
  cursor.argument++;
  return formatOperand(verb === 'v' || verb === 'w' ? goSyntax(directive) : directive, operand, verb);
}

function goSyntax(directive: Directive): Directive {
  return { ...directive, sharpV: directive.sharp, sharp: false, plusV: directive.plus, plus: false };
}

function formatOperand(directive: Directive, operand: Operand, verb: string): string {
  if (verb === 'T') return formatText(directive, operand.type);
  return formatByType(directive, operand, verb) ?? `%!${verb}(${operand.type}=${formatAsFault(directive, operand)})`;
}

function formatByType(directive: Directive, operand: Operand, verb: string): string | undefined {
  switch (operand.type) {
    case 'string':
      return formatString(directive, operand.text, verb);
    case 'int64':
      return formatInteger(directive, operand.integer, verb);
    case 'float64':
      return formatFloat(directive, operand.double, verb);
    case '*big.Int':
      return formatBig(directive, operand.integer, verb);
  }
}

function formatBig(directive: Directive, integer: bigint, verb: string): string | undefined {
  if (verb === 'w') return undefined;
  if (verb === 'p') throw new RangeError('%p of a number beyond 64 bits would print a memory address');
  return formatBigInteger(directive, integer, verb) ?? `%!${verb}(big.Int=${integer})`;
}

// What Go prints in `%!d(string=…)`: the operand by %v, with the flags of the directive that failed.
function formatAsFault(directive: Directive, operand: Operand): string {
  if (operand.type === '*big.Int') return formatStructure(directive, operand.integer);
  return formatByType(directive, operand, 'v') ?? '';
}

// Go no longer asks a big.Int to format itself here and shows the structure: &{false [1 2]}.
function formatStructure(directive: Directive, integer: bigint): string {
  const words: string[] = [];
  for (let rest = integer < 0n ? -integer : integer; rest > 0n; rest >>= 64n)
    words.push(formatWord(directive, rest & WORD));
  const negative = pad(directive, String(integer < 0n));
  if (directive.sharpV) return `&big.Int{neg:${negative}, abs:big.nat{${words.join(', ')}}}`;
  return directive.plusV ? `&{neg:${negative} abs:[${words.join(' ')}]}` : `&{${negative} [${words.join(' ')}]}`;
}

function extra({ operands, argument, reordered }: Cursor): string {
  if (reordered || argument >= operands.length) return '';
  const directive = plainDirective();
  const shown = operands.slice(argument).map((operand) => `${operand.type}=${formatOperand(directive, operand, 'v')}`);
  return `%!(EXTRA ${shown.join(', ')})`;
}

function toOperand(value: RegoValue): Operand {
  if (typeof value === 'string') return { type: 'string', text: value };
  return isNumber(value) ? toNumberOperand(value) : { type: 'string', text: printTerm(value) };
}

function toNumberOperand(value: number | RegoNumber): Operand {
  const text = numberText(value);
  if (isFloatText(text)) {
    const double = toDouble(value);
    return Number.isFinite(double) ? { type: 'float64', double } : { type: 'string', text };
  }
  const integer = BigInt(text);
  return isInt64(integer) ? { type: 'int64', integer } : { type: '*big.Int', integer };
}
