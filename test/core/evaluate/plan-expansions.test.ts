import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planChecks } from '../../../src/core/evaluate/plan-checks.ts';
import { chooseExpansions, withExpansions } from '../../../src/core/evaluate/plan-expansions.ts';
import { BUILT_IN_EXPANSIONS } from '../../../src/core/expansion/built-in-expansions.ts';
import type { ExpansionTemplate } from '../../../src/core/expansion/expansion-template.ts';
import type { Constraint } from '../../../src/core/model/constraint.ts';
import { ENFORCEMENT_POINTS } from '../../../src/core/model/enforcement.ts';
import type { Match } from '../../../src/core/model/match.ts';
import type { Policy } from '../../../src/core/model/policy.ts';
import { anyPolicy } from './support/any-policy.ts';

const policy = (input: Policy['input']): Policy =>
  anyPolicy({ input, name: 'A', package: 'gatekeeper.template.A', rules: [], file: 'a.yaml' });
const constraint = (match: Match): Constraint => ({
  name: 'one',
  policy: 'A',
  match,
  parameters: {},
  enforcementAction: 'deny',
  pointActions: {},
  points: ENFORCEMENT_POINTS,
});

function kindsExpanded(
  match: Match,
  own: readonly ExpansionTemplate[] = BUILT_IN_EXPANSIONS,
  input: Policy['input'] = 'template',
): readonly string[] {
  const plan = withExpansions(planChecks([policy(input)], [constraint(match)], [], 'ci'), own);
  return [...(plan.expansions?.keys() ?? [])];
}

describe('withExpansions', () => {
  it('lets templates that select Pods see what workloads imply, those of Jobs of CronJobs included', () => {
    const kinds = kindsExpanded({ kinds: [{ apiGroups: [''], kinds: ['Pod'] }] });
    expect(kinds).to.include.members([
      'apps/v1/Deployment',
      'batch/v1/Job',
      'batch/v1/CronJob',
      'argoproj.io/v1alpha1/Rollout',
    ]);
  });
  it('makes nothing that no constraint would select', () => {
    expect(kindsExpanded({ kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }] })).to.deep.equal([]);
    expect(kindsExpanded({ kinds: [{ kinds: ['Pod'] }], source: 'Original' })).to.deep.equal([]);
    expect(kindsExpanded({ kinds: [{ kinds: ['Job'] }] })).to.deep.equal(['batch/v1/CronJob', 'batch/v1beta1/CronJob']);
  });
  it("expands for templates alone: Sluice's own policies look into workloads themselves", () => {
    expect(kindsExpanded({}, BUILT_IN_EXPANSIONS, 'review')).to.deep.equal([]);
  });
  it("takes the set's own templates in place of those that are built in", () => {
    const own: ExpansionTemplate = {
      name: 'own',
      appliesTo: [{ group: 'shop', version: 'v1', kind: 'Stand' }],
      source: ['spec'],
      generates: { group: '', version: 'v1', kind: 'Pod' },
      isBuiltIn: false,
    };
    expect(kindsExpanded({}, [own])).to.deep.equal(['shop/v1/Stand']);
    expect(chooseExpansions('auto', [own])).to.deep.equal([own]);
    expect(chooseExpansions('auto', [])).to.deep.equal(BUILT_IN_EXPANSIONS);
    expect(chooseExpansions('templates', [])).to.deep.equal([]);
    expect(chooseExpansions('off', [own])).to.deep.equal([]);
  });
});
