/**
 * Numbers as Go reads and prints them: `strconv.ParseInt(text, 0, 64)`, `ParseUint`, `ParseFloat` and `FormatFloat`, as far as
 * the YAML reader of Kubernetes depends on them. Loops instead of regular expressions: a scalar may be megabytes long.
 */
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

const BASE_PREFIXES = { 2: '0b', 8: '0o', 10: '', 16: '0x' } as const;
type Base = keyof typeof BASE_PREFIXES;

interface Digits {
  readonly base: Base;
  /** Offset of the first digit behind the prefix of the base. */
  readonly start: number;
}

function readBase(text: string, start: number): Digits {
  if (text.charCodeAt(start) !== 0x30) return { base: 10, start };
  const letter = text.length - start >= 3 ? text.charCodeAt(start + 1) | 0x20 : 0;
  if (letter === 0x62) return { base: 2, start: start + 2 };
  if (letter === 0x6f) return { base: 8, start: start + 2 };
  if (letter === 0x78) return { base: 16, start: start + 2 };
  return { base: 8, start: start + 1 };
}

function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99;
}

/** Digits up to the end of the text; undefined when there is a foreign character or more than 64 bits are needed. */
function parseMagnitude(text: string, { base, start }: Digits): bigint | undefined {
  for (let at = start; at < text.length; at++) {
    if (digitValue(text.charCodeAt(at)) >= base) return undefined;
  }
  let significant = start;
  while (text.charCodeAt(significant) === 0x30) significant += 1;
  if (significant === text.length) return 0n;
  // A longer number cannot fit, and converting it would cost quadratic time.
  return text.length - significant > 64 ? undefined : BigInt(BASE_PREFIXES[base] + text.slice(significant));
}

function signLength(text: string): number {
  const code = text.charCodeAt(0);
  return code === 0x2b || code === 0x2d ? 1 : 0;
}

/** An integer within int64, or within uint64 when it has no sign; undefined otherwise. */
export function parseInteger(text: string): bigint | undefined {
  const start = signLength(text);
  return start === text.length ? undefined : withSign(text, parseMagnitude(text, readBase(text, start)));
}

/** As `parseInteger` for binary digits, which may have a sign. */
export function parseBinary(text: string): bigint | undefined {
  const start = signLength(text);
  return start === text.length ? undefined : withSign(text, parseMagnitude(text, { base: 2, start }));
}

function withSign(text: string, magnitude: bigint | undefined): bigint | undefined {
  if (magnitude === undefined) return undefined;
  const value = text.startsWith('-') ? -magnitude : magnitude;
  if (value >= MIN_INT64 && value <= MAX_INT64) return value;
  return signLength(text) === 0 && value <= MAX_UINT64 ? value : undefined;
}

/** Offset behind the decimal digits at `start`. With `underscores`, single ones may stand between digits. */
function skipDigits(text: string, start: number, underscores: boolean): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    const isSeparator = underscores && code === 0x5f && at > start && digitValue(text.charCodeAt(at + 1)) < 10;
    if (digitValue(code) >= 10 && !isSeparator) return at;
    at += 1;
  }
}

/** Offset behind `e+10` at `start`; `start` itself when there is no exponent. */
function skipExponent(text: string, start: number, underscores: boolean): number {
  if ((text.charCodeAt(start) | 0x20) !== 0x65) return start;
  const sign = text.charCodeAt(start + 1);
  const digits = sign === 0x2b || sign === 0x2d ? start + 2 : start + 1;
  const end = skipDigits(text, digits, underscores);
  return end === digits ? start : end;
}

/** A decimal float within the range of a double, as in `-1.5e3`, `.5` or `5.`; undefined otherwise. */
export function parseDecimal(text: string): number | undefined {
  const whole = signLength(text);
  const wholeEnd = skipDigits(text, whole, false);
  const hasPoint = text.charCodeAt(wholeEnd) === 0x2e;
  const fractionEnd = hasPoint ? skipDigits(text, wholeEnd + 1, false) : wholeEnd;
  const digits = fractionEnd - whole - (hasPoint ? 1 : 0);
  if (digits === 0 || skipExponent(text, fractionEnd, false) !== text.length) return undefined;
  return withinRange(text);
}

/** As `parseDecimal` for a text that begins with `.`, where single underscores between digits are allowed. */
export function parseFraction(text: string): number | undefined {
  const fractionEnd = skipDigits(text, 1, true);
  if (fractionEnd === 1 || skipExponent(text, fractionEnd, true) !== text.length) return undefined;
  return withinRange(text.replaceAll('_', ''));
}

function withinRange(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A double as Go's encoding/json prints it. */
export function formatFloat(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The smallest 32-bit float that has all its 24 bits. */
const MIN_SINGLE = 2 ** -126;

/**
 * A double as a mapping key: goyaml rounds it to a 32-bit float and prints that in the manner of C's `%g`. Undefined when the
 * rounding would change the number, which nobody can mean.
 */
export function formatFloatKey(value: number): string | undefined {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  if (value === 0) return formatFloat(value);
  const single = Math.abs(Math.fround(value));
  // Six decimal digits survive in a 32-bit float, whatever they are.
  if (single < MIN_SINGLE || single === Number.POSITIVE_INFINITY || Number(value.toPrecision(6)) !== value)
    return undefined;
  const [mantissa = '', exponentText = ''] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
