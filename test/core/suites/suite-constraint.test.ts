import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject, JsonValue } from '../../../src/core/model/json.ts';
import { checkSuiteConstraint, type CheckedConstraint } from '../../../src/core/suites/suite-constraint.ts';

const PARAMETERS: JsonObject = {
  type: 'object',
  properties: { labels: { type: 'array', items: { type: 'string' } }, strict: { type: 'boolean', default: true } },
};

const constraint = (spec?: JsonValue, fields: JsonObject = {}): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'Needs',
  metadata: { name: 'needs', annotations: { any: 'thing' } },
  ...(spec === undefined ? {} : { spec }),
  ...fields,
});

const check = (object: JsonObject, parameters: JsonObject | undefined = PARAMETERS): CheckedConstraint =>
  checkSuiteConstraint(object, { kind: 'Needs', parameters }, (pattern, text) => new RegExp(pattern).test(text));

const verdict = (object: JsonObject, parameters?: JsonObject): string => {
  const checked = check(object, parameters);
  return checked.kind === 'constraint' ? checked.kind : `${checked.kind}: ${checked.message}`;
};

describe('a constraint of a suite', () => {
  it('takes the defaults of the schema where there are parameters', () => {
    expect(check(constraint({ parameters: { labels: ['a'] } }))).to.deep.equal({
      kind: 'constraint',
      constraint: { name: 'needs', action: 'deny', parametersJson: '{"labels":["a"],"strict":true}', isEnforced: true },
    });
    expect(check(constraint())).to.have.nested.property('constraint.parametersJson', '{}');
    expect(check(constraint({ parameters: {} }))).to.have.nested.property(
      'constraint.parametersJson',
      '{"strict":true}',
    );
  });

  it('breaks the schema with a wrong type, in the parameters or in its own fields', () => {
    expect(verdict(constraint({ parameters: { labels: 'a' } }))).to.equal(
      'schema: spec.parameters.labels must be of type array, not string',
    );
    expect(verdict(constraint({ parameters: { labels: [1] } }))).to.contain('schema: spec.parameters.labels[0]');
    expect(verdict(constraint({ match: { kinds: {} } }))).to.contain('schema: spec.match.kinds');
    expect(verdict(constraint({ match: { namespaces: ['Shop_1'] } }))).to.contain('must match the expression');
    expect(verdict(constraint({ match: { source: 'Elsewhere' } }))).to.contain(
      'schema: spec.match.source must be one of',
    );
    expect(verdict(constraint({ enforcementAction: 1 }))).to.contain('schema: spec.enforcementAction');
    const long = constraint({}, { metadata: { name: 'a'.repeat(64) } });
    expect(verdict(long)).to.contain('schema: metadata.name must have at most 63 characters');
  });

  it('cannot be used with fields that the schema does not know, which does not break the schema', () => {
    expect(verdict(constraint({ parameters: { labls: [] } }))).to.equal(
      'unusable: the schema knows no field spec.parameters.labls',
    );
    expect(verdict(constraint({ other: 1 }, { status: { any: 1 } }))).to.contain('no field spec.other');
    const withoutSchema = checkSuiteConstraint(
      constraint({ parameters: { a: 1 } }),
      { kind: 'Needs', parameters: undefined },
      () => true,
    );
    expect(withoutSchema).to.have.property('message', 'the schema knows no field spec.parameters');
  });

  it('cannot be used with another kind, version or name, or with selectors that select nothing', () => {
    expect(verdict(constraint({}, { kind: 'Wants' }))).to.contain('unusable: its kind is Wants');
    expect(verdict(constraint({}, { metadata: {} }))).to.contain('unusable: metadata.name is missing');
    expect(verdict(constraint({}, { metadata: { name: 'A_b' } }))).to.contain('unusable: metadata.name "A_b"');
    const version = constraint({}, { apiVersion: 'constraints.gatekeeper.sh/v1' });
    expect(verdict(version)).to.contain('unusable: version v1 is not served');
    const select = (expression: JsonObject): JsonObject =>
      constraint({ match: { labelSelector: { matchExpressions: [{ key: 'a', ...expression }] } } });
    expect(verdict(select({ operator: 'In' }))).to.contain('must have values');
    expect(verdict(select({ operator: 'Exists', values: ['a'] }))).to.contain('must have no values');
    expect(verdict(select({ operator: 'Is' }))).to.contain('an operator that is not In');
    expect(verdict(select({ operator: 'Exists' }))).to.equal('constraint');
  });

  it('is enforced by gator when its actions are not scoped, or scoped to it', () => {
    const isEnforced = (...points: readonly string[]): unknown =>
      check(
        constraint({
          enforcementAction: 'scoped',
          scopedEnforcementActions: [{ action: 'deny', enforcementPoints: points.map((name) => ({ name })) }],
        }),
      );
    expect(isEnforced('gator.gatekeeper.sh')).to.have.nested.property('constraint.isEnforced', true);
    expect(isEnforced('validation.gatekeeper.sh', '*')).to.have.nested.property('constraint.isEnforced', true);
    expect(isEnforced('validation.gatekeeper.sh')).to.have.nested.property('constraint.isEnforced', false);
    expect(verdict(constraint({ enforcementAction: 'scoped' }))).to.contain('scopedEnforcementActions is missing');
    expect(verdict(constraint({ enforcementAction: 'whatever' }))).to.equal('constraint');
  });
});
