import fc from 'fast-check';
import { createObject, createSet } from '../../src/core/rego/collection.ts';
import { createNumber } from '../../src/core/rego/number.ts';
import type { RegoValue } from '../../src/core/rego/value.ts';

const EDGE_STRINGS = [
  '',
  '`',
  '"',
  '\\',
  '\u0000',
  '\u007f',
  '\ufeff',
  '\u00ad',
  'é',
  '\u2028',
  '😀',
  '\u{10ffff}',
  'a\tb',
  '\u0378',
];
const EDGE_NUMBERS = [
  '0',
  '-0',
  '1.0',
  '0.0',
  '-0.0',
  '1e400',
  '1e21',
  '1e20',
  '0.5',
  '1.5',
  '2.5',
  '1e-7',
  '5e-324',
  '1.7976931348623157e308',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  '65',
  '128512',
  '1114112',
  '55296',
  '0.000001',
  '123456789.0',
  '100000',
  '1000000',
  '1e6',
  '99999.5',
  '0.00001',
  '123456789012345680000',
];

/** Any Unicode text, with those that are printed in some special way well represented. */
export const anyString: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(...EDGE_STRINGS),
);

/** Numbers in every form that JSON can write them. */
export const anyNumber: fc.Arbitrary<RegoValue> = fc
  .oneof(
    fc.integer({ min: -5, max: 40 }).map(String),
    fc.maxSafeInteger().map(String),
    fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
    fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => JSON.stringify(double)),
    fc.tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: -8, max: 12 })).map(([m, e]) => `${m}e${e}`),
    fc
      .tuple(fc.integer({ min: -999, max: 999 }), fc.stringMatching(/^\d{1,6}$/))
      .map(([whole, part]) => `${whole}.${part}`),
    fc.constantFrom(...EDGE_NUMBERS),
  )
  .map(createNumber);

/** Any Rego value, sets and keys that are not strings included. */
export const anyValue: fc.Arbitrary<RegoValue> = fc.letrec<{ value: RegoValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyNumber,
    anyString,
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }).map(createSet),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map(createObject),
  ),
})).value;

const width = fc.oneof(fc.integer({ min: 0, max: 30 }).map(String), fc.constantFrom('*', '0', '10000010', '007'));
const index = fc.oneof(
  { weight: 10, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }).map((i) => `[${i}]`) },
  { weight: 1, arbitrary: fc.constantFrom('[]', '[x]', '[', '[1', '[2x]', '[99999999]', '[*]') },
);
const flags = fc.array(fc.constantFrom('+', '-', '#', ' ', '0'), { maxLength: 3 }).map((all) => all.join(''));
const precision = fc.tuple(index, fc.oneof(width, fc.constant(''))).map(([at, digits]) => `.${at}${digits}`);
const verb = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Array.from('vTtbcdoOqxXUeEfFgGspwzZ%![é😀')) },
  { weight: 1, arbitrary: fc.constantFrom('', 'ab', ' ', '日', '%%', '%', '[]', ']', '*', '.') },
);
const directive = fc
  .tuple(flags, index, fc.option(width, { nil: '', freq: 2 }), fc.option(precision, { nil: '', freq: 2 }), index, verb)
  .map((parts) => `%${parts.join('')}`);

/** Formats for sprintf: every verb with every flag, width, precision and index, right and wrong. */
export const anyFormat: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      directive,
      fc.oneof(fc.constant(''), fc.string({ maxLength: 4 }), fc.constantFrom('é', '😀 ', '%%', '\u0000')),
    ),
    {
      maxLength: 4,
    },
  )
  .map((pieces) => pieces.flat().join(''));
