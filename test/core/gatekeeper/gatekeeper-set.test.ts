import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toGatekeeperSet } from '../../../src/core/gatekeeper/gatekeeper-set.ts';
import { constraint, sourcesOf, template } from './sources.ts';

const REGO = 'package a\nviolation[{"msg": "x"}] { input.review }';
const setOf = (...texts: readonly string[]): ReturnType<typeof toGatekeeperSet> =>
  toGatekeeperSet(sourcesOf(texts.join('---\n')));

describe('toGatekeeperSet', () => {
  it('reads templates and constraints, also those in a List, and nothing else', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: constraints.gatekeeper.sh/v1beta1, kind: A, metadata: {name: two}}\n`;
    const set = setOf(
      template('A', REGO),
      constraint('A', 'one'),
      list,
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n',
    );
    expect(set.templates.map(({ kind }) => kind)).to.deep.equal(['A']);
    expect(set.constraints.map(({ constraint: one }) => one.name)).to.deep.equal(['one', 'two']);
    expect(set.problems).to.deep.equal([]);
  });

  it('keeps the first of two templates with one kind, and says where both are', () => {
    const { templates, problems } = setOf(
      template('A', REGO),
      template('A', `${REGO}\nviolation[{"msg": "y"}] { false }`),
    );
    expect(templates).to.have.length(1);
    expect(problems).to.deep.equal([
      {
        file: 'gatekeeper.yaml',
        line: 24,
        column: 9,
        message: 'ConstraintTemplate A is declared at gatekeeper.yaml:9 already, with another source; keep one',
      },
    ]);
  });

  it('takes a template that is there twice, word for word, as one', () => {
    const { templates, problems } = setOf(template('A', REGO), template('A', REGO));
    expect([templates.length, problems.length]).to.deep.equal([1, 0]);
  });

  it('enforces both of two constraints with one name, and says so', () => {
    const { constraints, notices } = setOf(
      constraint('A', 'one'),
      constraint('A', 'one', '{enforcementAction: warn}'),
      constraint('A', 'one'),
    );
    expect(constraints).to.have.length(2);
    expect(notices).to.deep.equal([
      'constraint A/one is declared at gatekeeper.yaml:1 and at gatekeeper.yaml:7; both are enforced, a cluster would keep one',
    ]);
  });

  it('compiles equal libraries once', () => {
    const withLib = (kind: string, lib: string): string =>
      `${template(kind, REGO)}      libs:\n        - |\n          ${lib}\n`;
    const { templates } = setOf(
      withLib('A', 'package lib.x'),
      withLib('B', 'package lib.x'),
      withLib('C', 'package lib.y'),
    );
    expect(
      templates.map(({ modules }) =>
        modules.map(({ template: part }) => `${part?.name} ${part?.libraries} ${part?.isLibrary}`),
      ),
    ).to.deep.equal([['A A false', 'A A true'], ['B A false'], ['C C false', 'C C true']]);
  });

  it('knows what Config and SyncSet put into the inventory, and whom Config excludes', () => {
    const config = `apiVersion: config.gatekeeper.sh/v1alpha1
kind: Config
metadata: {name: config}
spec:
  sync: {syncOnly: [{group: "", version: v1, kind: Pod}]}
  match:
    - {excludedNamespaces: ["kube-*"], processes: ["*"]}
    - {excludedNamespaces: [quiet], processes: [audit]}
    - {excludedNamespaces: [deaf], processes: [webhook]}
`;
    const syncSet = `apiVersion: syncset.gatekeeper.sh/v1alpha1
kind: SyncSet
metadata: {name: s}
spec: {gvks: [{group: apps, version: v1, kind: Deployment}]}
`;
    const set = setOf(config, syncSet);
    expect(set.syncedKinds).to.deep.equal([
      { group: '', version: 'v1', kind: 'Pod' },
      { group: 'apps', version: 'v1', kind: 'Deployment' },
    ]);
    expect(set.excludedNamespaces).to.deep.equal(['kube-*', 'deaf']);
    expect(setOf(constraint('A', 'one')).syncedKinds).to.equal(undefined);
  });

  it('says that mutations are not applied', () => {
    const { notices } = setOf('apiVersion: mutations.gatekeeper.sh/v1\nkind: Assign\nmetadata: {name: m}\n');
    expect(notices).to.deep.equal([
      'gatekeeper.yaml:1: Assign m is not applied: objects are judged as they are written',
    ]);
  });
});
