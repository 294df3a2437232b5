import { isInt64 } from '../number.ts';
import { type Builtin, BuiltinError } from './builtin.ts';
import { operandAt, stringOperand } from './operands.ts';

interface Version {
  readonly numbers: readonly bigint[];
  readonly preRelease: readonly string[];
}

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
const LEADING_ZERO = /^0\d+$/;
const DIGITS = /^\d+$/;

/** Semantic versions, with an optional `v` in front as OPA reads them. */
export const SEMVER: Readonly<Record<string, Builtin>> = {
  'semver.is_valid': (operands) => {
    const text = operandAt(operands, 0);
    return typeof text === 'string' && parseVersion(text) !== undefined;
  },
  'semver.compare': (operands) =>
    compareVersions(versionOperand(stringOperand(operands, 0), 1), versionOperand(stringOperand(operands, 1), 2)),
};

function versionOperand(text: string, position: number): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new BuiltinError(`operand ${position}: string ${text} is not a valid SemVer`);
  return version;
}

function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', preRelease] = match;
  const identifiers = preRelease?.split('.') ?? [];
  const numbers = [major, minor, patch];
  if ([...numbers, ...identifiers].some((identifier) => LEADING_ZERO.test(identifier))) return undefined;
  const parsed = numbers.map(BigInt);
  return parsed.every(isInt64) ? { numbers: parsed, preRelease: identifiers } : undefined;
}

function compareVersions(a: Version, b: Version): number {
  for (const i of [0, 1, 2]) {
    const order = sign(a.numbers[i] ?? 0n, b.numbers[i] ?? 0n);
    if (order !== 0) return order;
  }
  // Of two versions that are otherwise equal the one without a pre-release is the later.
  if (a.preRelease.length === 0 || b.preRelease.length === 0) return sign(b.preRelease.length, a.preRelease.length);
  return comparePreReleases(a.preRelease, b.preRelease);
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareIdentifiers(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return sign(a.length, b.length);
}

function compareIdentifiers(a: string, b: string): number {
  const aIsNumber = DIGITS.test(a);
  if (aIsNumber !== DIGITS.test(b)) return aIsNumber ? -1 : 1;
  return aIsNumber ? sign(BigInt(a), BigInt(b)) : sign(a, b);
}

function sign<Value extends bigint | number | string>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
