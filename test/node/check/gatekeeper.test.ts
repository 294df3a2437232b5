import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { decide } from '../../../src/core/model/decision.ts';
import type { Report } from '../../../src/core/model/report.ts';
import type { CheckRequest } from '../../../src/node/check/check-request.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { constraint, template } from '../../core/gatekeeper/sources.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const LABELS = `package k8slabels
import data.lib.labels
violation[{"msg": msg, "details": {"missing": missing}}] {
  missing := labels.missing(input.parameters.labels, input.review.object)
  count(missing) > 0
  msg := sprintf("%v needs %v", [input.review.object.metadata.name, missing])
}`;
const LABELS_LIB = `      libs:
        - |
          package lib.labels
          missing(wanted, object) = {l | l := wanted[_]; not object.metadata.labels[l]}
`;
const LABELS_SCHEMA = `      validation:
        openAPIV3Schema:
          type: object
          properties:
            labels:
              type: array
              items: {type: string}
            level: {type: string, default: high}
`;
const LABELS_TEMPLATE = template('K8sLabels', LABELS, LABELS_SCHEMA) + LABELS_LIB;
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n';

describe('a check by Gatekeeper templates', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('manifests/pod.yaml', POD);
  });
  afterEach(() => folder[Symbol.dispose]());

  const check = (overrides: Partial<CheckRequest> = {}): Promise<Report> =>
    runCheck({
      cwd: folder.path,
      config: DEFAULT_CONFIG,
      policies: ['gatekeeper'],
      data: [],
      namespaces: [],
      point: 'ci',
      paths: ['manifests'],
      ignore: [],
      jobs: 1,
      timeoutMs: 5_000,
      today: '2026-11-21',
      readStdin: () => Promise.reject(new Error('standard input is not to be read')),
      ...overrides,
    });
  const lines = ({ results }: Report): readonly string[] =>
    results.map(
      ({ status, policy, rule, constraint: by, location, message }) =>
        `${status} ${policy}/${by ?? rule} ${location.file}:${location.line}:${location.column} ${message}`,
    );

  it('finds what a constraint of the template looks for, with library and parameters', async () => {
    folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
    folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: [owner]}}'));
    folder.write(
      'gatekeeper/warn.yaml',
      constraint('K8sLabels', 'team', '{enforcementAction: warn, parameters: {labels: [team]}}'),
    );
    const report = await check();
    expect(lines(report)).to.deep.equal([
      'fail K8sLabels/owner manifests/pod.yaml:1:1 web needs {"owner"}',
      'warn K8sLabels/team manifests/pod.yaml:1:1 web needs {"team"}',
    ]);
    expect(report.results[0]?.details).to.deep.equal({ missing: ['owner'] });
    expect(decide(report, 'deny')).to.deep.equal({ kind: 'deny', violations: 1 });
  });

  it('asks beside conftest policies and policies of its own, from one folder', async () => {
    folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
    folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: [owner]}}'));
    folder.write('gatekeeper/main.rego', 'package main\ndeny contains "a Pod" if input.kind == "Pod"');
    expect(lines(await check())).to.deep.equal([
      'fail K8sLabels/owner manifests/pod.yaml:1:1 web needs {"owner"}',
      'fail main/deny manifests/pod.yaml:1:1 a Pod',
    ]);
  });

  it('shows the template the review as Gatekeeper makes it, with an empty object for no parameters', async () => {
    folder.write(
      'gatekeeper/a.yaml',
      template(
        'A',
        'package a\nviolation[{"msg": msg}] { msg := json.marshal([input.parameters, input.review.kind, input.review.name, input.review.namespace, input.review.oldObject]) }',
      ),
    );
    folder.write('gatekeeper/b.yaml', constraint('A', 'one'));
    const [only] = (await check()).results;
    expect(only?.message).to.equal('[{},{"group":"","kind":"Pod","version":"v1"},"web","shop",null]');
  });

  it('fills defaults only into parameters that are there, as the API server does', async () => {
    const rego = 'package a\nviolation[{"msg": msg}] { msg := sprintf("%v", [input.parameters]) }';
    folder.write('gatekeeper/a.yaml', template('A', rego, LABELS_SCHEMA));
    folder.write('gatekeeper/b.yaml', constraint('A', 'absent'));
    folder.write('gatekeeper/c.yaml', constraint('A', 'empty', '{parameters: {}}'));
    expect((await check()).results.map(({ message }) => message)).to.have.members(['{}', '{"level": "high"}']);
  });

  it("holds parameters to patterns in RE2's syntax, as the API server does", async () => {
    const schema = LABELS_SCHEMA.replace(
      '{type: string, default: high}',
      '{type: string, pattern: "(?i)^(high|low)$"}',
    );
    folder.write('gatekeeper/a.yaml', template('A', 'package a\nviolation[{"msg": "x"}] { true }', schema));
    folder.write('gatekeeper/b.yaml', constraint('A', 'good', '{parameters: {level: HIGH}}'));
    folder.write('gatekeeper/c.yaml', constraint('A', 'bad', '\n  parameters: {level: middle}'));
    expect(lines(await check())).to.deep.equal([
      'error sluice/CONFIG_INVALID gatekeeper/c.yaml:6:16 constraint "bad" of policy "A": parameters.level must match the expression "(?i)^(high|low)$"',
      'fail A/good manifests/pod.yaml:1:1 x',
    ]);
  });

  it('runs Rego v1 where code says so', async () => {
    const v1 = template('A', 'package a').replace(
      / {6}rego: \|[\s\S]*$/,
      '      code:\n        - engine: Rego\n          source:\n            version: v1\n            rego: |\n              package a\n              violation contains {"msg": "v1"} if input.review.object.kind == "Pod"\n',
    );
    folder.write('gatekeeper/a.yaml', v1);
    folder.write('gatekeeper/b.yaml', constraint('A', 'one'));
    expect((await check()).results.map(({ message }) => message)).to.deep.equal(['v1']);
  });

  describe('looks up objects in data.inventory', () => {
    const UNIQUE = `package unique
violation[{"msg": msg}] {
  other := data.inventory.namespace[ns]["v1"].Pod[name]
  name != input.review.object.metadata.name
  other.spec.host == input.review.object.spec.host
  msg := sprintf("%v/%v has it too", [ns, name])
}`;
    const pod = (name: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {host: a}\n`;
    beforeEach(() => {
      folder.write('gatekeeper/a.yaml', template('Unique', UNIQUE));
      folder.write('gatekeeper/b.yaml', constraint('Unique', 'host', '{match: {kinds: [{kinds: [Pod]}]}}'));
      folder.write('manifests/pod.yaml', pod('web'));
    });
    it('of the files that are judged', async () => {
      folder.write('manifests/other.yaml', pod('other'));
      expect((await check()).results.map(({ message }) => message)).to.deep.equal([
        'shop/web has it too',
        'shop/other has it too',
      ]);
    });
    it('of the rest of the repository, which is not judged', async () => {
      folder.write('elsewhere/other.yaml', pod('other'));
      expect((await check()).results).to.deep.equal([]);
      folder.write('.git/HEAD', 'ref: refs/heads/main\n');
      expect(lines(await check())).to.deep.equal(['fail Unique/host manifests/pod.yaml:1:1 shop/other has it too']);
    });
    it('of the paths that are named', async () => {
      folder.write('elsewhere/other.yaml', pod('other'));
      expect((await check({ inventory: ['elsewhere'] })).results.map(({ message }) => message)).to.deep.equal([
        'shop/other has it too',
      ]);
    });
    it('of the kinds alone that Config or SyncSet name', async () => {
      folder.write('manifests/other.yaml', pod('other'));
      folder.write(
        'gatekeeper/sync.yaml',
        'apiVersion: syncset.gatekeeper.sh/v1alpha1\nkind: SyncSet\nmetadata: {name: s}\nspec: {gvks: [{group: "", version: v1, kind: Service}]}\n',
      );
      expect((await check()).results).to.deep.equal([]);
    });
    it('and judges again what did not change when the inventory did', async () => {
      const cacheDir = folder.path + '/cache';
      const messages = async (): Promise<readonly string[]> =>
        (await check({ inventory: ['elsewhere'], cacheDir })).results.map(({ message }) => message);
      folder.write('elsewhere/other.yaml', pod('other'));
      expect(await messages()).to.deep.equal(['shop/other has it too']);
      folder.write('elsewhere/other.yaml', pod('third'));
      expect(await messages()).to.deep.equal(['shop/third has it too']);
    });
  });

  describe('judges what objects imply', () => {
    const IMAGE = `package image
violation[{"msg": msg}] {
  container := input.review.object.spec.containers[_]
  endswith(container.image, ":latest")
  msg := sprintf("%v of %v runs %v", [container.name, input.review.object.metadata.name, container.image])
}`;
    const POD_SPEC = '{containers: [{name: a, image: "x:latest"}]}';
    beforeEach(() => {
      folder.write('gatekeeper/a.yaml', template('Image', IMAGE));
      folder.write(
        'gatekeeper/b.yaml',
        constraint('Image', 'pods', '{match: {kinds: [{apiGroups: [""], kinds: [Pod]}]}}'),
      );
    });
    it('a workload as the Pods that it makes, without any ExpansionTemplate', async () => {
      folder.write(
        'manifests/pod.yaml',
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    spec: ${POD_SPEC}\n`,
      );
      expect(lines(await check())).to.deep.equal([
        'fail Image/pods manifests/pod.yaml:5:3 [Implied by builtin-deployment] a of web-pod runs x:latest',
      ]);
    });
    it('excused by a waiver that speaks of the workload', async () => {
      folder.write(
        'manifests/pod.yaml',
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    spec: ${POD_SPEC}\n`,
      );
      const waiver = {
        policy: 'Image',
        match: { kinds: [{ kinds: ['Deployment'] }] },
        reason: 'r',
        owner: 'o',
        expires: '2099-01-01',
      };
      const report = await check({ config: { ...DEFAULT_CONFIG, waivers: [waiver] } });
      expect(report.results.map(({ status }) => status)).to.deep.equal(['skip']);
    });
    it('a CronJob through its Job', async () => {
      folder.write(
        'manifests/pod.yaml',
        `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c, namespace: shop}\nspec: {jobTemplate: {spec: {template: {spec: ${POD_SPEC}}}}}\n`,
      );
      expect((await check()).results.map(({ message }) => message)).to.deep.equal([
        '[Implied by builtin-job] a of c-job-pod runs x:latest',
      ]);
    });
    it('by the ExpansionTemplates of the set alone, when it has any, with their action', async () => {
      folder.write(
        'gatekeeper/expansion.yaml',
        `apiVersion: expansion.gatekeeper.sh/v1beta1
kind: ExpansionTemplate
metadata: {name: stands}
spec:
  applyTo: [{groups: [shop], versions: [v1], kinds: [Stand]}]
  templateSource: spec
  generatedGVK: {group: "", version: v1, kind: Pod}
  enforcementAction: warn
`,
      );
      folder.write(
        'manifests/pod.yaml',
        `apiVersion: shop/v1\nkind: Stand\nmetadata: {name: s, namespace: shop}\nspec: {spec: ${POD_SPEC}}\n`,
      );
      expect(lines(await check())).to.deep.equal([
        'warn Image/pods manifests/pod.yaml:4:1 [Implied by stands] a of s-pod runs x:latest',
      ]);
      folder.write('manifests/pod.yaml', 'apiVersion: shop/v1\nkind: Stand\nmetadata: {name: s, namespace: shop}\n');
      const report = await check();
      expect(report.results[0]?.message).to.match(
        /^EXPANSION_FAILED: ExpansionTemplate stands cannot tell what this Stand implies/,
      );
      expect(decide(report, 'deny').kind).to.equal('unknown');
    });
  });

  it("asks no template about Namespaces that Gatekeeper's Config takes from its webhook, and says so", async () => {
    folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
    folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: [owner]}}'));
    folder.write(
      'gatekeeper/config.yaml',
      'apiVersion: config.gatekeeper.sh/v1alpha1\nkind: Config\nmetadata: {name: config}\nspec: {match: [{excludedNamespaces: ["sh*"], processes: ["*"]}]}\n',
    );
    folder.write('manifests/other.yaml', POD.replace('namespace: shop', 'namespace: other'));
    const report = await check();
    expect(lines(report)).to.deep.equal(['fail K8sLabels/owner manifests/other.yaml:1:1 web needs {"owner"}']);
    expect(report.notices).to.deep.equal([
      "Gatekeeper's Config takes the Namespaces sh* from its webhook: templates are not asked about them",
    ]);
  });

  describe('says what is wrong with one and goes on with the others', () => {
    const cases: Readonly<Record<string, readonly [file: string, line: RegExp]>> = {
      'a template that does not compile': [
        template('B', 'package b\nviolation[{"msg": "x"}] {\n  nope(1)\n}'),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:15:11 undefined function nope/,
      ],
      'a template that does not parse': [
        template('B', 'package b\nviolation[{'),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:15:9 unexpected eof token: expected rule head name/,
      ],
      'a template whose library does not compile': [
        `${template('B', 'package b\nviolation[{"msg": "x"}] { data.lib.x.y }')}      libs:\n        - |\n          package lib.x\n          y { z }\n`,
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:18:15 var z is unsafe/,
      ],
      'a template without violation': [
        template('B', 'package b\ndeny[x] { x := input.x }'),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:13:9 a template must have a rule called violation/,
      ],
      'a disallowed reference': [
        template('B', 'package b\nviolation[{"msg": "x"}] { data.kubernetes.x }'),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:14:35 disallowed ref data\.kubernetes\.x/,
      ],
      'a bad import': [
        template('B', 'package b\nimport rego.v1\nviolation contains {"msg": "x"} if true'),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:14:9 bad import rego\.v1/,
      ],
      'a template that holds CEL alone': [
        template('B', 'package b').replace(
          / {6}rego: \|[\s\S]*$/,
          '      code:\n        - {engine: K8sNativeValidation, source: {}}\n',
        ),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:11:7 ConstraintTemplate b: holds CEL/,
      ],
      'another template of the same kind': [
        template('K8sLabels', 'package b\nviolation[{"msg": "x"}] { false }'),
        // The first by path stays.
        /^error sluice\/POLICY_INVALID gatekeeper\/template\.yaml:9:9 ConstraintTemplate K8sLabels is declared at gatekeeper\/bad\.yaml:9 already/,
      ],
      'a constraint without its template': [
        constraint('Missing', 'one'),
        /^error sluice\/POLICY_NOT_FOUND gatekeeper\/bad\.yaml:2:1 constraint "one" of policy "Missing": there is no such policy in this set/,
      ],
      'a constraint with an unknown parameter': [
        constraint('K8sLabels', 'bad', '\n  parameters: {lables: []}'),
        /^error sluice\/CONFIG_INVALID gatekeeper\/bad\.yaml:6:16 constraint "bad" of policy "K8sLabels": parameters\.lables is a field that the template's schema does not know/,
      ],
      'a constraint with an action that nobody knows': [
        constraint('K8sLabels', 'bad', '\n  enforcementAction: ""'),
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:6:3 constraint K8sLabels\/bad: spec\.enforcementAction is ""/,
      ],
      'YAML that is broken': [
        'apiVersion: templates.gatekeeper.sh/v1\nkind: [',
        /^error sluice\/POLICY_INVALID gatekeeper\/bad\.yaml:3:1 a value is expected here/,
      ],
    };
    for (const [name, [text, line]] of Object.entries(cases)) {
      it(name, async () => {
        folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
        folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: [owner]}}'));
        folder.write('gatekeeper/bad.yaml', text);
        const report = await check();
        expect(
          lines(report).filter((one) => line.test(one)),
          lines(report).join('\n'),
        ).to.have.length(1);
        if (!name.startsWith('another template')) {
          expect(lines(report)).to.include('fail K8sLabels/owner manifests/pod.yaml:1:1 web needs {"owner"}');
        }
        expect(decide(report, 'deny').kind).to.equal('unknown');
      });
    }

    const answers: Readonly<Record<string, readonly [rego: string, message: RegExp]>> = {
      'a violation without msg': [
        'violation[{"message": "typo"}] { true }',
        /returned an object without "msg", which Gatekeeper drops/,
      ],
      'a msg that is no string': ['violation[{"msg": 1}] { true }', /returned a "msg" that is a number, not a string/],
      'a conflict': ['f(x) = 1 { true }\nf(x) = 2 { true }\nviolation[{"msg": "x"}] { f(1) }', /POLICY_FAILED/],
    };
    for (const [name, [rego, message]] of Object.entries(answers)) {
      it(name, async () => {
        folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
        folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: [owner]}}'));
        folder.write('gatekeeper/bad.yaml', `${template('B', `package b\n${rego}`)}---\n${constraint('B', 'one')}`);
        const report = await check();
        expect(report.results.map(({ status, policy }) => `${status} ${policy}`)).to.have.members([
          'fail K8sLabels',
          'error B',
        ]);
        expect(report.results.find(({ status }) => status === 'error')?.message).to.match(message);
      });
    }

    it('a template that no constraint applies, in a notice', async () => {
      folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
      folder.write('gatekeeper/main.rego', 'package main\ndeny contains "a Pod" if input.kind == "Pod"');
      expect((await check()).notices).to.deep.equal([
        'gatekeeper/template.yaml: no constraint applies ConstraintTemplate K8sLabels, so it is not asked',
      ]);
    });
  });

  it('finds what is wrong with a constraint also when the policies come from the cache', async () => {
    folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
    folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: []}}'));
    const cacheDir = `${folder.path}/cache`;
    expect(decide(await check({ cacheDir }), 'deny').kind).to.equal('allow');
    folder.write('gatekeeper/typo.yaml', constraint('K8sLabels', 'typo', '{enforcementAction: ""}'));
    const report = await check({ cacheDir });
    expect(report.results.map(({ status, location }) => `${status} ${location.file}`)).to.deep.equal([
      'error gatekeeper/typo.yaml',
    ]);
    expect(decide(report, 'deny').kind).to.equal('unknown');
  });

  it('gives the same results from the cache', async () => {
    folder.write('gatekeeper/template.yaml', LABELS_TEMPLATE);
    folder.write('gatekeeper/all.yaml', constraint('K8sLabels', 'owner', '{parameters: {labels: [owner]}}'));
    const cacheDir = `${folder.path}/cache`;
    expect(await check({ cacheDir })).to.deep.equal(await check({ cacheDir }));
  });
});
