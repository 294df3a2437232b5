/** A JSON number whose text a JavaScript number would not give back: `1.0`, `1e3`, 20 digits. */
export class RegoNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** sign × 0.digits × 10^exponent, digits without leading or trailing zeros; no digits is zero. */
interface Decimal {
  readonly sign: 1 | -1;
  readonly digits: string;
  readonly exponent: bigint;
}

const INTEGER = /^-?(?:0|[1-9]\d{0,14})$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** The number that the JSON text says, as a plain `number` where that keeps the text. */
export function createNumber(text: string): number | RegoNumber {
  const value = Number(text);
  if (INTEGER.test(text)) return text === '-0' ? new RegoNumber(text) : value;
  return String(value) === text && (Number.isSafeInteger(value) || !Number.isInteger(value))
    ? value
    : new RegoNumber(text);
}

/** A whole number, of any size. */
export function createInteger(value: bigint): number | RegoNumber {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : new RegoNumber(value.toString());
}

/** The JSON text of a number, as OPA prints it. */
export function numberText(value: number | RegoNumber): string {
  return typeof value === 'number' ? String(value) : value.text;
}

/** The nearest double; infinite when the number is beyond every double. */
export function toDouble(value: number | RegoNumber): number {
  return typeof value === 'number' ? value : Number(value.text);
}

/** Whether OPA takes the text for a floating-point number: `1.0` and `1e2` are, although whole. */
export function isFloatText(text: string): boolean {
  return /[.eE]/.test(text);
}

/** Like OPA's `Number.Int64`: whole numbers, also `2.0`, that 64 bits hold. */
export function toInt64(value: number | RegoNumber): bigint | undefined {
  const digits = /^(-?\d+)(?:\.0*)?$/.exec(numberText(value))?.[1];
  if (digits === undefined) return undefined;
  const integer = BigInt(digits);
  return isInt64(integer) ? integer : undefined;
}

/** Whether 64 signed bits hold the integer. */
export function isInt64(integer: bigint): boolean {
  return MIN_INT64 <= integer && integer <= MAX_INT64;
}

/** Orders two numbers by their exact value: negative, 0 or positive. */
export function compareNumbers(a: number | RegoNumber, b: number | RegoNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const x = toDecimal(numberText(a));
  const y = toDecimal(numberText(b));
  const xSign = x.digits === '' ? 0 : x.sign;
  const ySign = y.digits === '' ? 0 : y.sign;
  if (xSign !== ySign) return xSign - ySign;
  return xSign * compareMagnitudes(x, y);
}

// Without expanding exponents: 1e1000000000 must not become a thousand million digits.
function compareMagnitudes(x: Decimal, y: Decimal): number {
  if (x.exponent !== y.exponent) return x.exponent < y.exponent ? -1 : 1;
  if (x.digits === y.digits) return 0;
  return x.digits < y.digits ? -1 : 1;
}

function toDecimal(text: string): Decimal {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace(/^[-+]/, '').split('.');
  const significant = (whole + fraction).replace(/^0+/, '');
  const leadingZeros = whole.length + fraction.length - significant.length;
  return {
    sign: text.startsWith('-') ? -1 : 1,
    digits: significant.replace(/0+$/, ''),
    exponent: BigInt(whole.length - leadingZeros) + BigInt(power.replace(/^\+/, '')),
  };
}
