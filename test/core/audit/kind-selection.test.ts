import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isEphemeralKind, selectsKind } from '../../../src/core/audit/kind-selection.ts';
import type { Check, Plan } from '../../../src/core/evaluate/plan-checks.ts';
import type { Match } from '../../../src/core/model/match.ts';

const PODS = { group: '', version: 'v1', kind: 'Pod' };
const DEPLOYMENTS = { group: 'apps', version: 'v1', kind: 'Deployment' };

describe('which kinds an audit reads', () => {
  it('those that a policy of either form selects', () => {
    const ofPods = checkOf({ kinds: [{ apiGroups: [''], kinds: ['Pod'] }] });
    expect(
      selectsKind(planOf({ reviewGroups: [{ input: 'review', parametersJson: '{}', checks: [ofPods] }] }), PODS),
    ).to.equal(true);
    expect(selectsKind(planOf({ documentChecks: [ofPods] }), PODS)).to.equal(true);
    expect(selectsKind(planOf({ documentChecks: [ofPods] }), DEPLOYMENTS)).to.equal(false);
    expect(selectsKind(planOf({ documentChecks: [checkOf({})] }), DEPLOYMENTS)).to.equal(true);
    expect(selectsKind(planOf({}), PODS)).to.equal(false);
  });

  it('those that imply what a policy selects', () => {
    const plan = planOf({ expansions: new Map([['apps/v1/Deployment', []]]) });
    expect(selectsKind(plan, DEPLOYMENTS)).to.equal(true);
    expect(selectsKind(plan, PODS)).to.equal(false);
  });

  it('none that is gone before anybody could mend it, and no reports', () => {
    expect(isEphemeralKind({ group: '', kind: 'Event' })).to.equal(true);
    expect(isEphemeralKind({ group: 'coordination.k8s.io', kind: 'Lease' })).to.equal(true);
    expect(isEphemeralKind({ group: 'openreports.io', kind: 'Report' })).to.equal(true);
    expect(isEphemeralKind({ group: 'metrics.k8s.io', kind: 'PodMetrics' })).to.equal(true);
    expect(isEphemeralKind({ group: 'example.com', kind: 'Event' })).to.equal(false);
    expect(isEphemeralKind(PODS)).to.equal(false);
  });
});

const planOf = (plan: Partial<Plan>): Plan => ({
  point: 'admission',
  documentChecks: [],
  reviewGroups: [],
  waivers: [],
  listPasses: false,
  ...plan,
});

// Only the match of a check is looked at.
const checkOf = (match: Match): Check => ({ match, action: 'deny' }) as Check;
