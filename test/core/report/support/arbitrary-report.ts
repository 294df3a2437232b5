import * as fc from 'fast-check';
import { ENFORCEMENT_POINTS, SEVERITIES } from '../../../../src/core/model/enforcement.ts';
import type { JsonObject, JsonValue } from '../../../../src/core/model/json.ts';
import type { Report } from '../../../../src/core/model/report.ts';
import { STATUSES, type Result } from '../../../../src/core/model/result.ts';
import { HOSTILE } from './hostile-text.ts';
import { sampleReport } from './sample-report.ts';

/** Text of any characters at all, lone surrogates included, with a liking for what does harm. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(...Object.values(HOSTILE)),
  fc.array(fc.constantFrom(...Object.values(HOSTILE)), { maxLength: 3 }).map((parts) => parts.join('')),
);

export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, -1, 1e21, 1e-7, 1.5e300, 0.1),
    anyText,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: anyObject(tie('value')),
})).value;

function anyObject(values: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> {
  // JSON.parse makes `__proto__` an ordinary member, as it is in every document that comes in.
  return fc
    .array(fc.tuple(fc.oneof(anyText, fc.string({ minLength: 140, maxLength: 1100 })), values), { maxLength: 3 })
    .map((members) => Object.fromEntries(members));
}

const anyLocation = fc.record({
  file: anyText,
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 300 }),
});

export const anyResult: fc.Arbitrary<Result> = fc.record(
  {
    status: fc.constantFrom(...STATUSES),
    policy: anyText,
    rule: anyText,
    constraint: anyText,
    severity: fc.constantFrom(...SEVERITIES),
    message: anyText,
    fix: anyText,
    details: anyObject(anyJson),
    resource: fc.record({ apiVersion: anyText, kind: anyText, namespace: anyText, name: anyText }),
    location: anyLocation,
    verdictId: anyText,
  },
  { requiredKeys: ['status', 'policy', 'rule', 'severity', 'message', 'location'] },
);

export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    point: fc.constantFrom(...ENFORCEMENT_POINTS),
    pass: fc.integer({ min: 0, max: 3 }),
    results: fc.array(anyResult, { maxLength: 8 }),
    skipped: fc.array(fc.record({ file: anyText, reason: anyText }), { maxLength: 8 }),
    notices: fc.array(anyText, { maxLength: 3 }),
    policySet: anyText,
  })
  .map(({ results, ...changes }) => sampleReport(results, changes));
