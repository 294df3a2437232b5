import { toParts } from '../format-float.ts';
import { createInteger, createNumber } from '../number.ts';
import type { RegoValue } from '../value.ts';
import { ASK_ENGINE, type Builtin } from './builtin.ts';
import { stringOperand } from './operands.ts';

/** An amount without exponent, of so few digits that OPA's 64-bit arithmetic is exact before its last rounding. */
const AMOUNT = /^(\d{1,12})(?:\.(\d{1,6}))?([A-Za-z]*)$/;
const DECIMALS = 10;
const POWERS = ['k', 'm', 'g', 't', 'p', 'e'] as const;

/** Kubernetes-like quantities. Forms that are not plain digits and a unit go to OPA's own implementation. */
export const UNITS: Readonly<Record<string, Builtin>> = {
  'units.parse': (operands) => parseUnits(stringOperand(operands, 0)),
  'units.parse_bytes': (operands) => parseBytes(stringOperand(operands, 0)),
};

function parseUnits(text: string): RegoValue | typeof ASK_ENGINE {
  const [, whole, fraction = '', unit = ''] = AMOUNT.exec(text) ?? [];
  if (whole === undefined) return ASK_ENGINE;
  const digits = BigInt(whole + fraction);
  const scale = 10n ** BigInt(fraction.length);
  if (unit === 'm') return milli(digits, scale);
  const factor = siFactor(unit.slice(0, 1), unit.slice(1).toLowerCase());
  return factor === undefined ? ASK_ENGINE : quotient(digits * factor, scale);
}

function siFactor(first: string, rest: string): bigint | undefined {
  // Of the decimal units only M must be written in capitals: m is a thousandth.
  const power = POWERS.findIndex((letter) => letter === first.toLowerCase()) + 1;
  if (first + rest === '') return 1n;
  if (power === 0) return undefined;
  if (rest === 'i') return 1024n ** BigInt(power);
  return rest === '' ? 1000n ** BigInt(power) : undefined;
}

// OPA multiplies by the double 0.001, which is a little more than a thousandth; ten decimals hide it.
function milli(digits: bigint, scale: bigint): RegoValue {
  const { mantissa, exponent } = toParts(0.001);
  return quotient(digits * mantissa, scale << BigInt(-exponent));
}

function quotient(dividend: bigint, divisor: bigint): RegoValue {
  if (dividend % divisor === 0n) return createInteger(dividend / divisor);
  const shifted = dividend * 10n ** BigInt(DECIMALS);
  const rounded = (shifted * 2n + divisor) / (divisor * 2n);
  const text = rounded.toString().padStart(DECIMALS + 1, '0');
  return createNumber(`${text.slice(0, -DECIMALS)}.${text.slice(-DECIMALS)}`);
}

function parseBytes(text: string): RegoValue | typeof ASK_ENGINE {
  const [, whole, fraction, unit = ''] = AMOUNT.exec(text) ?? [];
  // A fraction is rounded to 64 binary digits on the way: leave that to Go.
  if (whole === undefined || fraction !== undefined) return ASK_ENGINE;
  const factor = byteFactor(unit.toLowerCase());
  return factor === undefined || factor > 1024n ** 4n ? ASK_ENGINE : createInteger(BigInt(whole) * factor);
}

function byteFactor(unit: string): bigint | undefined {
  if (unit === '') return 1n;
  const power = BigInt(POWERS.findIndex((letter) => letter === unit.charAt(0)) + 1);
  if (power === 0n) return undefined;
  const rest = unit.slice(1);
  if (rest === 'i' || rest === 'ib') return 1024n ** power;
  return rest === '' || rest === 'b' ? 1000n ** power : undefined;
}
