import { createInteger, isInt64 } from '../number.ts';
import type { RegoValue } from '../value.ts';
import { ASK_ENGINE, type Builtin } from './builtin.ts';
import { stringOperand } from './operands.ts';

const RFC3339 =
  /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const DURATION = /^(?:\d{1,6}(?:ns|us|ms|s|m|h))+$/;
const UNIT_NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Time without calendars and zones: those are OPA's own, with Go's zone database. */
export const TIME: Readonly<Record<string, Builtin>> = {
  'time.now_ns': (_, { nowNanoseconds }) => createInteger(nowNanoseconds),
  'time.parse_rfc3339_ns': (operands) => parseRfc3339(stringOperand(operands, 0)),
  'time.parse_duration_ns': (operands) => parseDuration(stringOperand(operands, 0)),
};

function parseRfc3339(text: string): RegoValue | typeof ASK_ENGINE {
  const [, local = '', fraction = '', sign, hours = '0', minutes = '0'] = RFC3339.exec(text) ?? [];
  const milliseconds = Date.parse(`${local}Z`);
  // JavaScript turns February 30th into March; a date that does not come back the same is for Go to refuse.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(local)) return ASK_ENGINE;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  const seconds = BigInt(milliseconds / 1000 - offset);
  const nanoseconds = seconds * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  return isInt64(nanoseconds) ? createInteger(nanoseconds) : ASK_ENGINE;
}

function parseDuration(text: string): RegoValue | typeof ASK_ENGINE {
  if (!DURATION.test(text)) return ASK_ENGINE;
  let nanoseconds = 0n;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+)([a-z]+)/g)) {
    nanoseconds += BigInt(amount) * (UNIT_NANOSECONDS[unit] ?? 0n);
  }
  return isInt64(nanoseconds) ? createInteger(nanoseconds) : ASK_ENGINE;
}
