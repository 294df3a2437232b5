import { isNumber } from './compare.ts';
import { type Directive, pad, plainDirective } from './format-directive.ts';
import { formatFloat } from './format-float.ts';
import { formatBigInteger, formatInteger, formatWord } from './format-integer.ts';
import { formatString, formatText } from './format-string.ts';
import { characterOf, REPLACEMENT, strayByte } from './go-string.ts';
import { numberText } from './number.ts';
import { printTerm } from './print-term.ts';
import { type Cursor, readDirective } from './sprintf-directive.ts';
import { type Operand, toOperand } from './sprintf-operand.ts';
import type { RegoValue } from './value.ts';

const SIMPLE = /^[^%]*(?:%[sv][^%]*)*$/;
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
  const pieces = simplePieces(format);
  if (pieces?.length !== values.length + 1) return undefined;
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

/** A policy has few formats, and is asked about many objects. One that was made of an object is not kept for long. */
const MOST_FORMATS = 256;
let known = new Map<string, readonly string[] | undefined>();

/** What stands between the directives of a format that has only plain `%s` and `%v`. */
function simplePieces(format: string): readonly string[] | undefined {
  const pieces = known.get(format);
  if (pieces !== undefined) return pieces;
  const found = SIMPLE.test(format) ? format.split('%') : undefined;
  if (known.size >= MOST_FORMATS) known = new Map();
  known.set(format, found);
  return found;
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

function formatNext(cursor: Cursor): string {
  const { directive, complaints } = readDirective(cursor);
  return complaints + (cursor.position < cursor.format.length ? formatVerb(cursor, directive) : '%!(NOVERB)');
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
