import { type Directive, pad } from './format-directive.ts';
import { characterOf, REPLACEMENT } from './go-string.ts';
import { isPrintable } from './printable.ts';
import { quoteCharacter } from './quote.ts';

type Base = 2 | 8 | 10 | 16;
const BASES: Readonly<Record<string, Base>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** An int64 as Go's fmt formats it with the verb; undefined when integers do not have the verb. */
export function formatInteger(directive: Directive, value: bigint, verb: string): string | undefined {
  const base = BASES[verb];
  if (base !== undefined) return formatDigits(directive, value, base, verb);
  const bits = BigInt.asUintN(64, value);
  if (verb === 'c') return pad(directive, codePointText(bits));
  if (verb === 'q') return pad(directive, quoteCharacter(codePointText(bits), directive.plus));
  return verb === 'U' ? formatUnicode(directive, bits) : undefined;
}

/** A machine word inside a Go structure, as `%v` shows it. */
export function formatWord(directive: Directive, word: bigint): string {
  return directive.sharpV
    ? formatDigits({ ...directive, sharp: true }, word, 16, 'v')
    : formatDigits(directive, word, 10, 'v');
}

/** An integer beyond int64: Go's big.Int formats itself, in its own way. Undefined when it does not have the verb. */
export function formatBigInteger(directive: Directive, value: bigint, verb: string): string | undefined {
  const base = verb === 's' ? 10 : BASES[verb];
  if (base === undefined) return undefined;
  const digits = digitsOf(value, base, verb);
  const zeros = '0'.repeat(Math.max((directive.precision ?? 0) - digits.length, 0));
  const head = signOf(directive, value, directive.plus || directive.plusV) + bigPrefix(directive, verb);
  const missing = Math.max((directive.width ?? 0) - head.length - zeros.length - digits.length, 0);
  if (directive.minus) return head + zeros + digits + ' '.repeat(missing);
  if (directive.zero && directive.precision === undefined) return head + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + head + zeros + digits;
}

function formatDigits(directive: Directive, value: bigint, base: Base, verb: string): string {
  const { precision, width } = directive;
  if (precision === 0 && value === 0n) return ' '.repeat(width ?? 0);
  const sign = signOf(directive, value, directive.plus);
  const padsWithZeros = directive.zero && !directive.minus && width !== undefined;
  const least = precision ?? (padsWithZeros ? width - sign.length : 0);
  const digits = digitsOf(value, base, verb).padStart(least, '0');
  return pad(directive, sign + prefixOf(directive, digits, base, verb) + digits, false);
}

function digitsOf(value: bigint, base: Base, verb: string): string {
  const digits = (value < 0n ? -value : value).toString(base);
  return verb === 'X' ? digits.toUpperCase() : digits;
}

function signOf(directive: Directive, value: bigint, plus: boolean): string {
  if (value < 0n) return '-';
  return plus ? '+' : directive.space ? ' ' : '';
}

function prefixOf({ sharp }: Directive, digits: string, base: Base, verb: string): string {
  if (verb === 'O') return sharp && !digits.startsWith('0') ? '0o0' : '0o';
  if (!sharp || base === 10) return '';
  if (base === 2) return '0b';
  if (base === 8) return digits.startsWith('0') ? '' : '0';
  return verb === 'X' ? '0X' : '0x';
}

function bigPrefix({ sharp, sharpV }: Directive, verb: string): string {
  if (verb === 'O') return '0o';
  if (!sharp && !sharpV) return '';
  const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };
  return prefixes[verb] ?? '';
}

function codePointText(bits: bigint): string {
  return bits > 0x10ffffn ? characterOf(REPLACEMENT) : characterOf(Number(bits));
}

function formatUnicode(directive: Directive, bits: bigint): string {
  const digits = bits
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(directive.precision ?? 0, 4), '0');
  const shown = directive.sharp && bits <= 0x10ffffn && isPrintable(Number(bits)) ? ` '${codePointText(bits)}'` : '';
  return pad(directive, `U+${digits}${shown}`, false);
}
