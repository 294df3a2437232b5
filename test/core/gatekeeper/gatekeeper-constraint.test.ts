import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toGatekeeperConstraint, type ReadConstraint } from '../../../src/core/gatekeeper/gatekeeper-constraint.ts';
import { constraint, sourcesOf } from './sources.ts';

function read(text: string): ReadConstraint {
  const [first] = sourcesOf(text);
  return first === undefined ? expect.fail('no constraint') : toGatekeeperConstraint(first.source);
}

const complaints = (text: string): readonly string[] =>
  read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('toGatekeeperConstraint', () => {
  it('reads match, parameters and action; what is absent selects everything and denies', () => {
    const { constraint: full } = read(
      constraint('A', 'one', '{enforcementAction: warn, match: {namespaces: [x]}, parameters: {labels: [a]}}'),
    );
    expect(full.hasParameters).to.equal(true);
    expect(full.constraint).to.deep.include({
      name: 'one',
      policy: 'A',
      match: { namespaces: ['x'] },
      parameters: { labels: ['a'] },
      enforcementAction: 'warn',
    });
    const { constraint: empty, problems } = read(
      'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: A\nmetadata: {name: one}\n',
    );
    expect(problems).to.deep.equal([]);
    expect(empty.hasParameters).to.equal(false);
    expect(empty.constraint).to.deep.include({ match: {}, parameters: {}, enforcementAction: 'deny' });
  });

  it('maps scoped actions to the points that Gatekeeper means; the one that blocks wins', () => {
    const scoped = (...entries: readonly string[]): ReadConstraint =>
      read(constraint('A', 'one', `{enforcementAction: scoped, scopedEnforcementActions: [${entries.join(', ')}]}`));
    const one = (name: string, action: string): string => `{action: ${action}, enforcementPoints: [{name: ${name}}]}`;
    const points = (result: ReadConstraint): unknown => result.constraint.constraint.pointActions;
    expect(points(scoped(one('validation.gatekeeper.sh', 'warn')))).to.deep.equal({ admission: 'warn', sync: 'warn' });
    expect(points(scoped(one('gator.gatekeeper.sh', 'deny')))).to.deep.equal({ commit: 'deny', ci: 'deny' });
    expect(points(scoped(one('"*"', 'dryrun'), one('ci.sluice.dev', 'deny')))).to.deep.equal({
      commit: 'dryrun',
      ci: 'deny',
      admission: 'dryrun',
      sync: 'dryrun',
    });
    expect(scoped(one('audit.gatekeeper.sh', 'deny')).constraint.constraint.points).to.deep.equal([]);
  });

  it('ignores scoped actions unless the action is scoped, as Gatekeeper does', () => {
    const { constraint: plain } = read(
      constraint('A', 'one', '{scopedEnforcementActions: [{action: warn, enforcementPoints: [{name: "*"}]}]}'),
    );
    expect(plain.constraint).to.deep.include({ enforcementAction: 'deny', pointActions: {} });
  });

  describe('says what is wrong, and where: peers fail open on these', () => {
    const cases: Readonly<Record<string, readonly [spec: string, problem: string]>> = {
      'an empty action': [
        '\n  enforcementAction: ""',
        '6:3 constraint A/one: spec.enforcementAction is ""; it must be one of deny, warn, dryrun, scoped',
      ],
      'an unknown action': [
        '\n  enforcementAction: bogus',
        '6:3 constraint A/one: spec.enforcementAction is "bogus"; it must be one of deny, warn, dryrun, scoped',
      ],
      'an unknown scoped action': [
        '\n  enforcementAction: scoped\n  scopedEnforcementActions:\n    - action: block\n      enforcementPoints: [{name: "*"}]',
        '8:7 constraint A/one: spec.scopedEnforcementActions.0.action is "block"; it must be one of deny, warn, dryrun',
      ],
      'scoped, and nothing said': [
        '\n  enforcementAction: scoped',
        '6:3 constraint A/one: spec.enforcementAction is scoped, and spec.scopedEnforcementActions is empty',
      ],
      'an unknown field': [
        '\n  params: {}',
        '6:3 constraint A/one: unknown field spec.params; there are match, parameters, enforcementAction, scopedEnforcementActions',
      ],
      'an unknown match field': [
        '\n  match: {kind: [Pod]}',
        '6:11 constraint A/one: spec.match.kind is not a match field',
      ],
      'parameters that are no object': [
        '\n  parameters: [1]',
        '6:3 constraint A/one: spec.parameters must be an object',
      ],
    };
    for (const [name, [spec, problem]] of Object.entries(cases)) {
      it(name, () => {
        const [first, ...others] = complaints(constraint('A', 'one', spec));
        expect(others).to.deep.equal([]);
        expect(first?.startsWith(problem), first).to.equal(true);
      });
    }
  });
});
