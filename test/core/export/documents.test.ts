import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toConstraintDocument } from '../../../src/core/export/constraint-document.ts';
import { toExportUnits } from '../../../src/core/export/export-units.ts';
import { toKindName } from '../../../src/core/export/kind-name.ts';
import { toSuiteDocument } from '../../../src/core/export/suite-document.ts';
import { toTemplateDocument } from '../../../src/core/export/template-document.ts';
import type { Constraint } from '../../../src/core/model/constraint.ts';
import { ENFORCEMENT_POINTS } from '../../../src/core/model/enforcement.ts';
import type { Policy, PolicyRule } from '../../../src/core/model/policy.ts';

const rule = (name: string, action: 'deny' | 'warn'): PolicyRule => ({ name, action, entrypoint: `p/${name}` });

const POLICY: Policy = {
  input: 'review',
  name: 'required-labels',
  package: 'policies.required_labels',
  title: 'Required labels',
  description: 'Labels are there.',
  severity: 'medium',
  enforcementAction: 'deny',
  match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] },
  points: ENFORCEMENT_POINTS,
  sets: [],
  defaultParameters: { labels: ['app'] },
  rules: [rule('violation', 'deny')],
  file: 'policy/p.rego',
  needsAdmission: false,
  readsSecrets: false,
  readsImages: false,
};

const CONSTRAINT: Constraint = {
  name: 'labels',
  policy: 'required-labels',
  match: { namespaces: ['a-*'] },
  parameters: {},
  enforcementAction: 'deny',
  pointActions: {},
  points: ENFORCEMENT_POINTS,
};

describe('toKindName', () => {
  it('makes a kind of a policy', () => {
    expect(toKindName('required-labels')).to.equal('SluiceRequiredLabels');
    expect(toKindName('kubernetes.deny_root', 'Warn')).to.equal('SluiceKubernetesDenyRootWarn');
  });

  it('makes none of what Kubernetes would not accept', () => {
    expect(toKindName('…')).to.equal(undefined);
    expect(toKindName('a'.repeat(57))).to.have.length(63);
    expect(toKindName('a'.repeat(58))).to.equal(undefined);
  });
});

describe('toExportUnits', () => {
  it('applies a policy by its own defaults, or by the constraints of the config alone', () => {
    const [byDefault] = toExportUnits([POLICY], []).units;
    expect(byDefault?.constraints).to.deep.equal([
      { ...CONSTRAINT, name: 'required-labels', match: POLICY.match, parameters: { labels: ['app'] } },
    ]);
    const [applied] = toExportUnits([POLICY], [CONSTRAINT, { ...CONSTRAINT, policy: 'other' }]).units;
    expect(applied?.constraints).to.deep.equal([CONSTRAINT]);
  });

  it('leaves out, with the reason, what reads facts: Gatekeeper finds none, so it would allow everything', () => {
    for (const reads of [{ readsSecrets: true }, { readsImages: true }]) {
      const { units, leftOut } = toExportUnits([{ ...POLICY, ...reads }], []);
      expect(units).to.deep.equal([]);
      expect(leftOut.map(({ policy }) => policy)).to.deep.equal(['required-labels']);
      expect(leftOut[0]?.reason).to.match(/input\.facts.*Gatekeeper finds nothing/);
    }
  });

  it('gives rules that warn a template of their own, whose constraints never deny', () => {
    const policy = { ...POLICY, rules: [rule('deny', 'deny'), rule('warn', 'warn')] };
    const { units } = toExportUnits([policy], [{ ...CONSTRAINT, pointActions: { ci: 'deny', sync: 'dryrun' } }]);
    expect(units.map(({ kind, fileName, rules }) => [kind, fileName, rules.map(({ name }) => name)])).to.deep.equal([
      ['SluiceRequiredLabels', 'required-labels', ['deny']],
      ['SluiceRequiredLabelsWarn', 'required-labels-warn', ['warn']],
    ]);
    expect(units[0]?.constraints[0]?.enforcementAction).to.equal('deny');
    expect(units[1]?.constraints[0]).to.deep.include({
      enforcementAction: 'warn',
      pointActions: { ci: 'warn', sync: 'dryrun' },
    });
    const [only] = toExportUnits([{ ...POLICY, rules: [rule('warn', 'warn')] }], []).units;
    expect([only?.kind, only?.constraints[0]?.enforcementAction]).to.deep.equal(['SluiceRequiredLabels', 'warn']);
  });

  it('leaves out what cannot have a kind of its own, and what is a template already', () => {
    const { units, leftOut } = toExportUnits(
      [
        POLICY,
        { ...POLICY, name: 'required.labels' },
        { ...POLICY, name: '…' },
        { ...POLICY, name: 'K8sX', input: 'template' },
      ],
      [],
    );
    expect(units).to.have.length(1);
    expect(leftOut.map(({ policy, reason }) => `${policy}: ${reason}`)).to.deep.equal([
      'required.labels: its kind is that of "required-labels"; rename one of them',
      '…: its name gives no kind: it needs letters or digits, and not more than 57 of them',
      'K8sX: policy/p.rego is a ConstraintTemplate already',
    ]);
  });
});

describe('toTemplateDocument', () => {
  it('has the name of its kind in lower case, and takes any parameter where the policy does', () => {
    const { document } = toTemplateDocument('SluiceX', POLICY, { rego: 'package x\n', libs: [] });
    expect(document['metadata']).to.deep.include({ name: 'sluicex' });
    expect(document['spec']).to.deep.equal({
      crd: {
        spec: {
          names: { kind: 'SluiceX' },
          validation: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      },
      targets: [
        {
          target: 'admission.k8s.gatekeeper.sh',
          code: [{ engine: 'Rego', source: { version: 'v1', rego: 'package x\n' } }],
        },
      ],
    });
  });
});

describe('toConstraintDocument', () => {
  const specOf = (constraint: Partial<Constraint>): unknown => {
    const outcome = toConstraintDocument('SluiceX', { ...CONSTRAINT, ...constraint });
    return outcome.kind === 'document' ? outcome.document['spec'] : outcome.message;
  };
  const notesOf = (constraint: Partial<Constraint>): readonly string[] => {
    const outcome = toConstraintDocument('SluiceX', { ...CONSTRAINT, ...constraint });
    return outcome.kind === 'document' ? outcome.notes : [];
  };

  it('has one action where admission and CI have one', () => {
    expect(specOf({ parameters: { a: 1 } })).to.deep.equal({
      enforcementAction: 'deny',
      match: { namespaces: ['a-*'], source: 'Original' },
      parameters: { a: 1 },
    });
    expect(specOf({ match: {}, pointActions: { admission: 'dryrun', ci: 'dryrun' } })).to.deep.equal({
      enforcementAction: 'dryrun',
      match: { source: 'Original' },
    });
  });

  it('names the points where they differ', () => {
    const validation = [{ name: 'validation.gatekeeper.sh' }, { name: 'audit.gatekeeper.sh' }];
    const gator = [{ name: 'gator.gatekeeper.sh' }];
    expect(specOf({ match: {}, pointActions: { admission: 'warn' } })).to.deep.equal({
      enforcementAction: 'scoped',
      scopedEnforcementActions: [
        { action: 'warn', enforcementPoints: validation },
        { action: 'deny', enforcementPoints: gator },
      ],
      match: { source: 'Original' },
    });
    expect(specOf({ match: {}, points: ['commit', 'ci'] })).to.deep.equal({
      enforcementAction: 'scoped',
      scopedEnforcementActions: [{ action: 'deny', enforcementPoints: gator }],
      match: { source: 'Original' },
    });
  });

  it('says what is lost at a commit and at a sync', () => {
    expect(notesOf({})).to.deep.equal([]);
    expect(notesOf({ points: ['commit', 'ci'] })).to.deep.equal([]);
    expect(notesOf({ pointActions: { commit: 'warn' } })).to.deep.equal([
      'what it does at commit (warn) is not exported: Gatekeeper has no such point',
    ]);
    expect(notesOf({ points: ['ci', 'admission', 'commit'] })).to.deep.equal([
      'what it does at sync (nothing) is not exported: Gatekeeper has no such point',
    ]);
  });

  it('is none where Gatekeeper would enforce nothing, or would not take the name', () => {
    expect(specOf({ points: ['sync'] })).to.equal('applies at sync only, which Gatekeeper does not know');
    expect(specOf({ name: 'With Blanks' })).to.contain('is no name for a constraint');
    expect(specOf({ name: 'a'.repeat(64) })).to.contain('is no name for a constraint');
  });
});

describe('toSuiteDocument', () => {
  it('counts violations, and each message to the letter', () => {
    const one = {
      name: 'deny/a.yaml',
      object: 'samples/a.yaml',
      inventory: ['samples/ns.yaml'],
      messages: ['a.b (c)', 'a.b (c)', '$x'],
    };
    const suite = toSuiteDocument([
      { name: 't', template: 'templates/t.yaml', constraint: 'constraints/t.yaml', cases: [one] },
    ]);
    expect(suite['tests']).to.deep.equal([
      {
        name: 't',
        template: 'templates/t.yaml',
        constraint: 'constraints/t.yaml',
        cases: [
          {
            name: 'deny/a.yaml',
            object: 'samples/a.yaml',
            inventory: ['samples/ns.yaml'],
            assertions: [
              { violations: 3 },
              { violations: 1, message: '^\\$x$' },
              { violations: 2, message: '^a\\.b \\(c\\)$' },
            ],
          },
        ],
      },
    ]);
  });
});
