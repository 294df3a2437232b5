import { formatFloat, formatFloatKey, parseBinary, parseDecimal, parseFraction, parseInteger } from './go-number.ts';

/** What a scalar stands for, in the YAML 1.1 types that the reader of Kubernetes knows. */
export type ScalarValue =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string };

const WORDS: ReadonlyMap<string, ScalarValue> = new Map([
  ...words({ type: 'bool', value: true }, 'y Y yes Yes YES true True TRUE on On ON'),
  ...words({ type: 'bool', value: false }, 'n N no No NO false False FALSE off Off OFF'),
  ...words({ type: 'null' }, '~ null Null NULL'),
  ['', { type: 'null' }],
  ...words({ type: 'float', value: Number.NaN }, '.nan .NaN .NAN'),
  ...words({ type: 'float', value: Number.POSITIVE_INFINITY }, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...words({ type: 'float', value: Number.NEGATIVE_INFINITY }, '-.inf -.Inf -.INF'),
]);

function words(value: ScalarValue, list: string): [string, ScalarValue][] {
  return list.split(' ').map((word) => [word, value]);
}

/**
 * Which words are booleans. Manifests are YAML 1.1, as Kubernetes reads them; data of policies is YAML 1.2, as OPA reads it since
 * 1.22: `no` and `on` are texts there.
 */
export type BooleanWords = 'yaml-1.1' | 'yaml-1.2';

const ONLY_IN_YAML_1_1: ReadonlySet<string> = new Set('y Y yes Yes YES on On ON n N no No NO off Off OFF'.split(' '));

/** Whether a text may hold a word that is a boolean in YAML 1.1 alone. */
export const mayHoldOldBooleans = (text: string): boolean => /\b(?:y|yes|n|no|on|off)\b/i.test(text);

/** As `resolvePlain`, with booleans in the words of YAML 1.2 alone. */
export const resolvePlainModern = (text: string): ScalarValue =>
  ONLY_IN_YAML_1_1.has(text) ? { type: 'string', value: text } : resolvePlain(text);

/** Resolves a plain scalar by its text alone. */
export function resolvePlain(text: string): ScalarValue {
  return WORDS.get(text) ?? resolveNumber(text) ?? { type: 'string', value: text };
}

function resolveNumber(text: string): ScalarValue | undefined {
  const code = text.charCodeAt(0);
  if (code === 0x2e) return float(parseFraction(text));
  const isDigitOrSign = (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d;
  if (!isDigitOrSign) return undefined;
  const digits = text.replaceAll('_', '');
  return int(parseInteger(digits)) ?? float(parseDecimal(digits)) ?? int(resolveBinary(digits));
}

/** Go's integers know `0b` themselves; this is what the YAML reader adds: a sign behind the prefix. */
function resolveBinary(digits: string): bigint | undefined {
  if (digits.startsWith('0b')) return parseBinary(digits.slice(2));
  return digits.startsWith('-0b') ? parseBinary(`-${digits.slice(3)}`) : undefined;
}

function int(value: bigint | undefined): ScalarValue | undefined {
  return value === undefined ? undefined : { type: 'int', value };
}

function float(value: number | undefined): ScalarValue | undefined {
  return value === undefined ? undefined : { type: 'float', value };
}

/** The JSON text of a scalar; undefined for infinities and NaN, which JSON lacks. */
export function toJson(scalar: ScalarValue): string | undefined {
  switch (scalar.type) {
    case 'null':
      return 'null';
    case 'bool':
    case 'int':
      return String(scalar.value);
    case 'float':
      return Number.isFinite(scalar.value) ? formatFloat(scalar.value) : undefined;
    case 'string':
      return JSON.stringify(scalar.value);
  }
}

/** The JSON object key that a scalar becomes; undefined when it can be none: null, integers above int64, floats that lose digits. */
export function toKey(scalar: ScalarValue): string | undefined {
  switch (scalar.type) {
    case 'null':
      return undefined;
    case 'bool':
      return String(scalar.value);
    case 'int':
      return BigInt.asIntN(64, scalar.value) === scalar.value ? String(scalar.value) : undefined;
    case 'float':
      return formatFloatKey(scalar.value);
    case 'string':
      return scalar.value;
  }
}
