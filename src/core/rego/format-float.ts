import { type Directive, pad } from './format-directive.ts';

/** A double taken apart: value = mantissa × 2^exponent. */
interface Parts {
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Decimal digits of a positive number, which is 0.digits × 10^point. */
interface Digits {
  readonly digits: string;
  readonly point: number;
}

const MANTISSA_BITS = 52n;
const VERBS: Readonly<Record<string, readonly [verb: string, precision: number]>> = {
  v: ['g', -1],
  b: ['b', -1],
  g: ['g', -1],
  G: ['G', -1],
  x: ['x', -1],
  X: ['X', -1],
  f: ['f', 6],
  F: ['f', 6],
  e: ['e', 6],
  E: ['E', 6],
};

/** A finite double as Go's fmt formats it with the verb; undefined when floats do not have the verb. */
export function formatFloat(directive: Directive, value: number, verb: string): string | undefined {
  const known = VERBS[verb];
  if (known === undefined) return undefined;
  const [format, usual] = known;
  const precision = directive.precision ?? usual;
  const bare = floatText(value, format, precision);
  const negative = bare.startsWith('-');
  const unsigned = negative ? bare.slice(1) : bare;
  const shown = directive.sharp && format !== 'b' ? keepPoint(unsigned, format, precision) : unsigned;
  return padNumber(directive, negative ? '-' : directive.plus ? '+' : directive.space ? ' ' : '', shown);
}

/** The double as Go's strconv.FormatFloat writes it; precision -1 asks for the fewest digits that read back the same. */
function floatText(value: number, format: string, precision: number): string {
  const parts = toParts(value);
  const sign = parts.negative ? '-' : '';
  if (format === 'b') return `${sign}${parts.mantissa}p${parts.exponent < 0 ? '' : '+'}${parts.exponent}`;
  if (format === 'x' || format === 'X') return sign + hexText(parts, format, precision);
  return sign + decimalText(parts, Math.abs(value), format, precision);
}

// Zeros go between the sign and the digits, unless there is no sign to show.
function padNumber(directive: Directive, sign: string, digits: string): string {
  const missing = (directive.width ?? 0) - sign.length - digits.length;
  if (sign !== '' && directive.zero && !directive.minus && missing > 0) return sign + '0'.repeat(missing) + digits;
  return pad(directive, sign + digits);
}

// The # flag: always a decimal point, and for %g the trailing zeros that it would drop.
function keepPoint(text: string, format: string, precision: number): string {
  const at = text.search(format === 'x' || format === 'X' ? /[pP]/ : /[eE]/);
  const mantissa = at < 0 ? text : text.slice(0, at);
  const tail = at < 0 ? '' : text.slice(at);
  const wanted = format === 'g' || format === 'G' || format === 'x' ? (precision === -1 ? 6 : precision) : 0;
  const missing = Math.max(wanted - countedDigits(mantissa), 0);
  return `${mantissa}${mantissa.includes('.') ? '' : '.'}${'0'.repeat(missing)}${tail}`;
}

// Go counts from the first digit that is not zero, the 0x prefix's x among them; a lone 0 counts once.
function countedDigits(mantissa: string): number {
  if (mantissa === '0') return 1;
  return mantissa.replaceAll('.', '').replace(/^0+/, '').length;
}

/** Takes a double apart. */
export function toParts(value: number): Parts {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> MANTISSA_BITS) & 0x7ffn);
  const fraction = raw & ((1n << MANTISSA_BITS) - 1n);
  return {
    negative: raw >> 63n === 1n,
    mantissa: biased === 0 ? fraction : fraction | (1n << MANTISSA_BITS),
    exponent: Math.max(biased, 1) - 1075,
  };
}

function decimalText(parts: Parts, magnitude: number, format: string, precision: number): string {
  const lower = format.toLowerCase();
  if (precision < 0) return layOut(shortestDigits(magnitude), lower, format, undefined);
  const exact = exactDigits(parts);
  // %g with precision 0 means one digit.
  const kept = lower === 'g' ? Math.max(precision, 1) : precision;
  const length = lower === 'f' ? exact.point + kept : lower === 'e' ? kept + 1 : kept;
  return layOut(round(exact, length), lower, format, kept);
}

function layOut(number: Digits, kind: string, format: string, precision: number | undefined): string {
  const { digits, point } = number;
  if (kind === 'e') return exponentText(number, precision ?? Math.max(digits.length - 1, 0), format);
  if (kind === 'f') return fixedText(number, precision ?? Math.max(digits.length - point, 0));
  return generalText(number, format, precision);
}

function generalText(number: Digits, format: string, precision: number | undefined): string {
  const { digits, point } = number;
  const kept = precision ?? digits.length;
  // When the digits end before the precision, whole numbers stay without an exponent up to their own length.
  const limit =
    precision === undefined ? 6 : precision > digits.length && digits.length >= point ? digits.length : precision;
  const exponent = point - 1;
  const letter = format === 'G' ? 'E' : 'e';
  if (exponent < -4 || exponent >= limit)
    return exponentText(number, Math.max(Math.min(kept, digits.length) - 1, 0), letter);
  return fixedText(number, Math.max((kept > point ? digits.length : kept) - point, 0));
}

function exponentText({ digits, point }: Digits, decimals: number, letter: string): string {
  const all = (digits === '' ? '0' : digits).padEnd(decimals + 1, '0');
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = decimals > 0 ? `.${all.slice(1, decimals + 1)}` : '';
  return `${all.slice(0, 1)}${fraction}${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function fixedText({ digits, point }: Digits, decimals: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (decimals === 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(Math.min(-point, decimals)) + digits;
  return `${whole}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
}

// JavaScript and Go both take the shortest digits that read back, and of those the closest.
function shortestDigits(magnitude: number): Digits {
  if (magnitude === 0) return { digits: '', point: 0 };
  const [mantissa = '', exponent = '0'] = magnitude.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

// A double is a fraction over a power of two, so it has a finite decimal expansion.
function exactDigits({ mantissa, exponent }: Parts): Digits {
  if (mantissa === 0n) return { digits: '', point: 0 };
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const text = scaled.toString();
  return { digits: text.replace(/0+$/, ''), point: text.length + Math.min(exponent, 0) };
}

// To the nearest, ties to even, as IEEE and Go do.
function round(number: Digits, length: number): Digits {
  const { digits, point } = number;
  if (length >= digits.length) return number;
  if (length < 0) return { digits: '', point: 0 };
  const kept = BigInt(digits.slice(0, length) || '0');
  const rest = digits.slice(length);
  const half = rest.startsWith('5') && rest.length === 1;
  const up = half ? kept % 2n === 1n : rest >= '5';
  if (!up) return trim(digits.slice(0, length), point);
  const raised = (kept + 1n).toString().padStart(length, '0');
  return trim(raised, point + raised.length - length);
}

function trim(digits: string, point: number): Digits {
  const significant = digits.replace(/0+$/, '');
  return significant === '' ? { digits: '', point: 0 } : { digits: significant, point };
}

function hexText({ mantissa, exponent }: Parts, format: string, precision: number): string {
  let bits = mantissa << 8n;
  let power = mantissa === 0n ? 0 : exponent + Number(MANTISSA_BITS);
  while (bits !== 0n && (bits & (1n << 60n)) === 0n) {
    bits <<= 1n;
    power--;
  }
  [bits, power] = roundHex(bits, power, precision);
  const all = (bits & ((1n << 60n) - 1n)).toString(16).padStart(15, '0');
  const fraction = precision < 0 ? all.replace(/0+$/, '') : all.slice(0, precision).padEnd(precision, '0');
  const sign = power < 0 ? '-' : '+';
  const text = `0x${bits >> 60n}${fraction === '' ? '' : '.'}${fraction}p${sign}${String(Math.abs(power)).padStart(2, '0')}`;
  return format === 'X' ? text.toUpperCase() : text;
}

function roundHex(bits: bigint, power: number, precision: number): [bigint, number] {
  if (precision < 0 || precision >= 15) return [bits, power];
  const dropped = BigInt(60 - precision * 4);
  const rest = bits & ((1n << dropped) - 1n);
  const half = 1n << (dropped - 1n);
  const kept = bits >> dropped;
  const rounded = (rest > half || (rest === half && kept % 2n === 1n) ? kept + 1n : kept) << dropped;
  return (rounded & (1n << 61n)) === 0n ? [rounded, power] : [rounded >> 1n, power + 1];
}
