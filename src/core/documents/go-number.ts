/**
 * Numbers as Go reads and prints them: `strconv.ParseInt(text, 0, 64)`, `ParseUint`, `ParseFloat` and `FormatFloat`, as far as
 * the YAML reader of Kubernetes depends on them.
 */
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

const DIGITS: ReadonlyMap<number, RegExp> = new Map([
  [2, /^[01]+$/],
  [8, /^[0-7]*$/],
  [10, /^[0-9]+$/],
  [16, /^[0-9a-fA-F]+$/],
]);

const BASE_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['2', '0b'],
  ['8', '0o'],
  ['10', ''],
  ['16', '0x'],
]);

function splitBase(digits: string): readonly [base: number, digits: string] {
  if (!digits.startsWith('0')) return [10, digits];
  const letter = digits.length >= 3 ? digits.charAt(1).toLowerCase() : '';
  if (letter === 'b') return [2, digits.slice(2)];
  if (letter === 'o') return [8, digits.slice(2)];
  if (letter === 'x') return [16, digits.slice(2)];
  return [8, digits.slice(1)];
}

/** Digits without a sign; undefined when they are none of the base or need more than 64 bits. */
function parseMagnitude(digits: string, base: number): bigint | undefined {
  if (DIGITS.get(base)?.test(digits) !== true) return undefined;
  const significant = digits.replace(/^0+/, '');
  // A longer number cannot fit, and converting it would cost quadratic time.
  if (significant.length > 64) return undefined;
  return significant === '' ? 0n : BigInt((BASE_PREFIXES.get(String(base)) ?? '') + significant);
}

/** An integer within int64, or within uint64 when it has no sign; undefined otherwise. */
export function parseInteger(text: string): bigint | undefined {
  const sign = text.startsWith('-') || text.startsWith('+') ? text.charAt(0) : '';
  const [base, digits] = splitBase(text.slice(sign.length));
  if (digits === '' && text.length === sign.length) return undefined;
  return withSign(sign, parseMagnitude(digits, base));
}

/** As `parseInteger`, for binary digits that may have a sign of their own: `0b-11` is -3. */
export function parseBinary(text: string): bigint | undefined {
  const sign = text.startsWith('-') || text.startsWith('+') ? text.charAt(0) : '';
  return withSign(sign, parseMagnitude(text.slice(sign.length), 2));
}

function withSign(sign: string, magnitude: bigint | undefined): bigint | undefined {
  if (magnitude === undefined) return undefined;
  const value = sign === '-' ? -magnitude : magnitude;
  if (value >= MIN_INT64 && value <= MAX_INT64) return value;
  return sign === '' && value <= MAX_UINT64 ? value : undefined;
}

const DECIMAL_FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** A decimal float within the range of a double; undefined otherwise. */
export function parseFloatText(text: string): number | undefined {
  if (!DECIMAL_FLOAT.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** As `parseFloatText` for a text that begins with `.`: here single underscores between digits are allowed. */
export function parseFraction(text: string): number | undefined {
  return /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/.test(text) ? parseFloatText(text.replaceAll('_', '')) : undefined;
}

/** A double as Go's encoding/json prints it. */
export function formatFloat(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A double as a mapping key: the shortest text that gives the same 32-bit float, in the manner of C's `%g`. */
export function formatFloatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let digits = 1;
  while (Math.fround(Number(single.toExponential(digits - 1))) !== single) digits += 1;
  const [mantissa = '', exponentText = ''] = single.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  // With up to 21 digits `%g` uses the exponent from 21 on, as the least of 6 and the digits present does not hold for them.
  if (exponent >= -4 && exponent < Math.max(digits, 6)) return plainDecimal(mantissa, exponent);
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainDecimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}
