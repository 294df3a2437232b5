import fc from 'fast-check';
import { createObject, createSet } from '../../src/core/rego/collection.ts';
import { RegoNumber } from '../../src/core/rego/number.ts';
import type { RegoValue } from '../../src/core/rego/value.ts';
import { anyFormat, anyNumber, anyString, anyValue } from './rego-arbitraries.ts';

type Operands = fc.Arbitrary<readonly RegoValue[]>;

// Few letters, so that searches find something.
const short = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', 'ab'), maxLength: 6 });
const shorts = fc.oneof(short, fc.array(short, { maxLength: 4 }), fc.array(short, { maxLength: 4 }).map(createSet));
const digit = fc.constantFrom(0, 1, 2, 10);
const mostly = <Value>(common: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 6, arbitrary: common }, { weight: 1, arbitrary: rare });
const small: fc.Arbitrary<RegoValue> = fc.letrec<{ small: RegoValue }>((tie) => ({
  small: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<RegoValue>(1, 2, 'a'),
    fc.array(tie('small'), { maxLength: 4 }),
    fc.array(tie('small'), { maxLength: 4 }).map(createSet),
    fc.array(fc.tuple(fc.constantFrom('a', 'b'), tie('small')), { maxLength: 3 }).map(createObject),
  ),
})).small;
const smallObject = fc.array(fc.tuple(fc.constantFrom('a', 'b'), small), { maxLength: 2 }).map(createObject);
const usual = <Value>(...values: readonly [Value, ...Value[]]): fc.Arbitrary<Value> =>
  mostly(fc.constant(values[0]), fc.constantFrom(...values));
const identifier = mostly(fc.constantFrom('0', '1', '10', 'alpha', 'beta', 'x-y'), fc.constantFrom('01', '', 'é'));
const version = fc
  .tuple(
    usual('', 'v', 'V'),
    mostly(fc.tuple(digit, digit, digit), fc.array(fc.constantFrom(0, '01', '9223372036854775808'), { maxLength: 4 })),
    mostly<readonly string[]>(fc.constant([]), fc.array(identifier, { maxLength: 3 })),
    mostly<readonly string[]>(fc.constant([]), fc.array(identifier, { maxLength: 2 })),
  )
  .map(([v, core, pre, build]) => `${v}${core.join('.')}${joined('-', pre)}${joined('+', build)}`);
const AMOUNTS = [
  '0',
  '1',
  '1024',
  '0.5',
  '1.',
  '.5',
  '100',
  '1e3',
  '1e',
  '1E2',
  '99999999999999',
  '1.0000001',
] as const;
const UNITS = [
  '',
  'm',
  'M',
  'k',
  'K',
  'Ki',
  'KI',
  'kib',
  'mi',
  'Mi',
  'MB',
  'G',
  'gib',
  'T',
  'Ti',
  'P',
  'E',
  'e',
  'Ei',
  'EiB',
  'x',
  ' k',
] as const;
const quantity = fc
  .tuple(usual('', '"', '-', '+'), mostly(fc.nat().map(String), fc.constantFrom(...AMOUNTS)), fc.constantFrom(...UNITS))
  .map((parts) => parts.join(''));
const moment = fc
  .tuple(
    fc.date({ min: new Date('1600-01-01T00:00:00Z'), max: new Date('2400-01-01T00:00:00Z'), noInvalidDate: true }),
    usual('', '.5', '.123456789', '.1234567891', ','),
    usual('Z', '+02:00', '-11:30', '+24:00', 'z', ''),
  )
  .map(([date, fraction, zone]) => `${date.toISOString().slice(0, 19)}${fraction}${zone}`);
const strangeMoment = fc.constantFrom(
  '2024-02-30T00:00:00Z',
  '2023-02-29T00:00:00Z',
  '2024-02-29T23:59:60Z',
  '2024-1-01T00:00:00Z',
  '2024-01-01T1:00:00Z',
);
const duration = fc
  .array(
    fc.tuple(
      fc.constantFrom('1', '20', '1.5', '-3', '999999', '9999999'),
      fc.constantFrom('ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'd', ''),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.flat().join(''));
const encoded = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '0', 'F', '%', '+', '%41', '%C3%A9', '%zz', ' '), maxLength: 6 }),
  anyString,
);
const hex = fc.oneof(fc.string({ unit: fc.constantFrom('4', '1', 'c3', 'a9', 'C', 'g'), maxLength: 6 }), anyString);

const FORMS: Readonly<Record<string, Operands>> = {
  sprintf: fc
    .tuple(anyFormat, fc.array(fc.oneof(anyNumber, anyString, anyValue), { maxLength: 4 }))
    .filter(printsNoAddress),
  concat: fc.tuple(short, fc.oneof(shorts, fc.array(fc.oneof(short, fc.constant(1)), { maxLength: 3 }))),
  'strings.replace_n': fc.tuple(
    fc.array(fc.tuple(short, fc.oneof(short, fc.constant('x'))), { maxLength: 4 }).map(createObject),
    short,
  ),
  'internal.template_string': fc.tuple(
    fc.array(
      fc.array(anyValue, { maxLength: 1 }).map((members) => createSet(members)),
      { maxLength: 3 },
    ),
  ),
  'strings.any_prefix_match': fc.tuple(shorts, shorts),
  'strings.any_suffix_match': fc.tuple(shorts, shorts),
  'strings.count': fc.tuple(short, short),
  'strings.split_n': fc.tuple(short, short, fc.integer({ min: -5, max: 5 })),
  indexof_n: fc.tuple(short, short),
  'object.subset': fc.oneof(fc.tuple(small, small), fc.tuple(smallObject, smallObject)),
  'semver.is_valid': fc.tuple(version),
  'semver.compare': fc.tuple(version, version),
  'units.parse': fc.tuple(quantity),
  'units.parse_bytes': fc.tuple(quantity),
  'time.now_ns': fc.constant([]),
  'time.parse_rfc3339_ns': fc.tuple(
    fc.oneof({ weight: 9, arbitrary: moment }, { weight: 1, arbitrary: strangeMoment }),
  ),
  'time.parse_duration_ns': fc.tuple(duration),
  'urlquery.decode': fc.tuple(encoded),
  'hex.decode': fc.tuple(hex),
};
const TWO_OPERANDS = /^crypto\.hmac/;

/** Operands for a built-in: mostly of the forms that it is for, sometimes any value at all. */
export function operandsOf(name: string): Operands {
  const any: Operands = TWO_OPERANDS.test(name)
    ? fc.tuple(anyString, anyString)
    : fc.tuple(fc.oneof(anyString, anyValue));
  const form = FORMS[name];
  return form === undefined
    ? any
    : fc.oneof({ weight: 9, arbitrary: form }, { weight: 1, arbitrary: withAnyValue(form) });
}

// The right number of operands, one of them something else.
function withAnyValue(form: Operands): Operands {
  return fc
    .tuple(form, anyValue, digit)
    .map(([operands, value, at]) => operands.map((each, i) => (i === at ? value : each)));
}

function joined(mark: string, identifiers: readonly string[]): string {
  return identifiers.length === 0 ? '' : mark + identifiers.join('.');
}

// %p of a number beyond 64 bits is an address in Go, another one each time: sluice refuses it.
function printsNoAddress([format, values]: readonly [string, readonly RegoValue[]]): boolean {
  return !(
    format.includes('p') && values.some((value) => value instanceof RegoNumber && /^-?\d{19,}$/.test(value.text))
  );
}
