import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { loadJudges, type LoadedJudges } from '../../../webhook/judging/load-judges.ts';
import { isCompiled } from '../../support/program.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe('what judges without a cluster', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;

  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder?.[Symbol.dispose]());

  const load = (): Promise<LoadedJudges> =>
    loadJudges({
      cwd: folder.path,
      config: DEFAULT_CONFIG,
      policies: ['policy'],
      data: [],
      namespaces: [],
      timeoutMs: 1000,
      today: '2026-11-21',
      watchesCluster: false,
    });

  it('is no template that looks something up: only these are named, with the place', async () => {
    folder.write('policy/a.yaml', template('K8sA', RULE));
    folder.write('policy/b.yaml', template('K8sB', `# data.inventory is for others\n${RULE}`));
    folder.write('policy/c.yaml', template('K8sC', RULE, 'package lib.c\nheld { data.inventory.cluster }\n'));
    folder.write(
      'policy/d.yaml',
      template('K8sD', 'violation[{"msg": "x"}] {\n  data["\\u0069nventory"].cluster\n}\n'),
    );
    const { code, message } = await rejection(load());
    expect([code, message]).to.deep.equal([
      'CONFIG_INVALID',
      'the templates K8sC (policy/c.yaml:14:18), K8sD (policy/d.yaml:11:11) read data.inventory, and the cluster is not watched; ' +
        'watch it with --cluster, or give the objects as data with -d (inventory.json), or leave them out',
    ]);
  });

  it('may be templates that only mention the inventory', async () => {
    folder.write('policy/b.yaml', template('K8sB', `# data.inventory is for others\n${RULE}`));
    folder.write(
      'policy/one.yaml',
      'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sB\nmetadata: {name: one}\n',
    );
    expect(await load()).to.include({ policies: 1, readsInventory: false });
  });
});

const RULE = 'violation[{"msg": "x"}] { input.review.inventory }\n';

const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** The rules begin in line 10, behind eight blanks. */
const template = (kind: string, rules: string, library?: string): string => `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: {name: ${kind.toLowerCase()}}
spec:
  crd: {spec: {names: {kind: ${kind}}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
${indented(`package a\n${rules}`, 8)}${library === undefined ? '' : `      libs:\n        - |\n${indented(library, 10)}`}`;
