import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { fakeIo } from './fake-io.ts';

const template = (kind: string, code: string): string => `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: ${kind.toLowerCase()}
spec:
  crd:
    spec:
      names:
        kind: ${kind}
  targets:
    - target: admission.k8s.gatekeeper.sh
${code}
`;
const REGO = `      rego: |
        package labels
        violation[{"msg": "no labels"}] { not input.review.object.metadata.labels }`;
const CEL = `      code:
        - engine: K8sNativeValidation
          source:
            validations:
              - expression: "true"`;
const constraint = (kind: string, spec: string): string =>
  `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: ${kind}\nmetadata: {name: one}\nspec: ${spec}\n`;
const SUITE = `apiVersion: test.gatekeeper.sh/v1alpha1
kind: Suite
tests:
  - name: t
    template: template.yaml
    constraint: constraint.yaml
    cases:
      - name: c
        object: samples/bad.yaml
        inventory: [samples/namespace.yaml]
`;
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
const namespace = (name: string, labels: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: ${labels}}\n`;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice import', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  async function runIn(line: string): Promise<Ended> {
    const io = fakeIo({ cwd: folder.path });
    const code = await run(line.split(' '), io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  const writeAll = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
  };
  const config = (): string => readFileSync(folder.at('sluice.yaml'), 'utf8');

  const GATEKEEPER = {
    'gk/labels/template.yaml': template('K8sLabels', REGO),
    'gk/labels/constraint.yaml': constraint('K8sLabels', '{match: {kinds: [{kinds: [Pod]}]}}'),
    'gk/labels/suite.yaml': SUITE,
    'gk/labels/samples/bad.yaml': POD,
    'gk/labels/samples/namespace.yaml': namespace('of-a-test', '{}'),
    'cluster/namespaces.yaml': `${namespace('shop', '{env: prod}')}---\n${namespace('bare', '{}')}---\n${namespace('"{{ .name }}"', '{}')}`,
    'deploy/pod.yaml': POD,
  };

  it('points a config to the policies of Gatekeeper, with which check judges', async () => {
    writeAll(GATEKEEPER);
    const { code, stdout } = await runIn('import .');
    expect(code).to.equal(0);
    expect(stdout).to.equal(
      [
        'found      1 ConstraintTemplates',
        'found      1 constraints',
        'found      1 suites',
        'found      2 Namespaces',
        'wrote      sluice.yaml; next: sluice check',
        '',
      ].join('\n'),
    );
    expect(config()).to.contain('policies:\n  - gk/labels\n').and.to.contain('ignore:\n  - gk/labels\n');
    expect(config()).to.contain('namespaces:\n  - name: bare\n  - name: shop\n    labels:\n      env: prod\n');
    expect(config()).not.to.contain('of-a-test');
    const judged = await runIn('check');
    expect(judged.code).to.equal(1);
    expect(judged.stdout).to.contain('deploy/pod.yaml').and.not.to.contain('bad.yaml');
  });

  it('makes authorities of policies about signatures, which check then asks', async () => {
    const key = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const policy = (name: string, authority: string): string =>
      `apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: ${name}}\nspec:\n  images: [{glob: ghcr.io/acme/**}]\n  authorities:\n  - ${authority}\n`;
    writeAll({
      'cip/a.yaml': policy('acme', `key: {data: ${JSON.stringify(key)}}`),
      'cip/b.yaml': policy('acme', 'key: {kms: "awskms://x"}'),
    });
    const { code, stdout } = await runIn('import .');
    expect(code).to.equal(0);
    expect(stdout).to.equal(
      [
        'found      2 policies about signatures of images',
        'different  cip/b.yaml:7:5: ClusterImagePolicy acme: its key is in a KMS; write the public key into a file; its images are refused until an authority says it in another way',
        'wrote      sluice.yaml; next: sluice check',
        '',
      ].join('\n'),
    );
    expect(config()).to.contain('shipped:\n  - signed-images\n');
    const { images } = await loadConfig({ cwd: folder.path });
    expect(images.authorities.map(({ name, signers }) => [name, signers.map(({ kind }) => kind)])).to.deep.equal([
      ['acme', ['key']],
      ['acme-2', ['static']],
    ]);
    expect(images.authorities[0]?.signers[0]).to.deep.include({ pem: key, tlog: 'ignored' });
  });

  it('leaves out only the objects of suites where other manifests lie beside them', async () => {
    writeAll({ ...GATEKEEPER, 'gk/labels/deploy.yaml': POD, 'gk/labels/samples/real.yaml': POD });
    await runIn('import gk');
    expect(config()).to.contain('ignore:\n  - gk/labels/samples/bad.yaml\n  - gk/labels/samples/namespace.yaml\n');
  });

  it('writes paths relative to the config', async () => {
    writeAll(GATEKEEPER);
    await runIn('import gk -o policy/sluice.yaml');
    const text = readFileSync(folder.at('policy/sluice.yaml'), 'utf8');
    expect(text).to.contain('policies:\n  - "../gk/labels"\n').and.not.to.contain('ignore');
    expect((await runIn('check -c policy/sluice.yaml deploy')).code).to.equal(1);
  });

  it('points to conftest packages, and says which of them conftest would not ask', async () => {
    writeAll({
      'policy/main.rego': 'package main\ndeny contains "no" if input.kind == "Pod"\n',
      'policy/more.rego': 'package kubernetes\nwarn contains "hm" if input.kind == "Pod"\n',
      'policy/main_test.rego': 'package main_test\n',
    });
    const { code, stdout } = await runIn('import policy');
    expect(code).to.equal(0);
    expect(stdout).to.contain('found      2 conftest packages');
    expect(stdout).to.contain('conftest asks main alone unless it is told to; sluice asks kubernetes, too');
    expect(config()).to.contain('policies:\n  - policy\n');
  });

  it('carries a conftest.toml over, and says what has no key', async () => {
    writeAll({
      'conftest.toml':
        'policy = ["rules", "more"]\ndata = "values"\nfail-on-warn = true\ncombine = true\nnamespace = ["main"]\nignore = "^vendor/"\ntrace = true\n',
      'rules/main.rego': 'package main\nwarn contains "hm" if input.kind in data.kinds\n',
      'more/other.rego': 'package other\ndeny contains "no" if input.kind == "Secret"\n',
      'unrelated/main.rego': 'package main\ndeny contains "never" if input\n',
      'values/kinds.json': '{"kinds": ["Pod"]}',
      'deploy/pod.yaml': POD,
    });
    const { code, stdout } = await runIn('import .');
    expect(code).to.equal(0);
    expect(config()).to.contain('policies:\n  - rules\n  - more\ndata:\n  - values\nfailOn: warn\n');
    for (const text of [
      'has no key in sluice.yaml: say it as --namespace main',
      'has no key in sluice.yaml: say it as --combine',
      'ignore is an expression (^vendor/)',
      '"trace" does nothing here',
    ]) {
      expect(stdout).to.contain('different  conftest.toml: ').and.to.contain(text);
    }
    expect(stdout).not.to.contain('conftest asks main alone');
    const judged = await runIn('check deploy');
    expect([judged.code, judged.stdout.includes('hm'), judged.stdout.includes('never')]).to.deep.equal([
      1,
      true,
      false,
    ]);
  });

  it('lists what will not run the same, with its place and the reason', async () => {
    writeAll({
      ...GATEKEEPER,
      'gk/cel.yaml': template('K8sCel', CEL),
      'gk/both.yaml': template(
        'K8sBoth',
        `${CEL}\n        - engine: Rego\n          source:\n            rego: |\n              package x\n              violation[{"msg": "m"}] { true }`,
      ),
      'gk/http.yaml': template(
        'K8sHttp',
        '      rego: |\n        package x\n        violation[{"msg": "m"}] { http.send({}) }',
      ),
      'gk/empty-action.yaml': constraint('K8sBoth', '{enforcementAction: ""}'),
      'gk/mutator.yaml': 'apiVersion: mutations.gatekeeper.sh/v1\nkind: Assign\nmetadata: {name: m}\n',
      'gk/provider.yaml': 'apiVersion: externaldata.gatekeeper.sh/v1beta1\nkind: Provider\nmetadata: {name: p}\n',
      'gk/config.yaml':
        'apiVersion: config.gatekeeper.sh/v1alpha1\nkind: Config\nmetadata: {name: config}\nspec:\n  match:\n    - {excludedNamespaces: [kube-*], processes: ["*"]}\n',
      'kyverno/policy.yaml': 'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: k}\n',
      'kyverno/cel.yaml': 'apiVersion: policies.kyverno.io/v1\nkind: ValidatingPolicy\nmetadata: {name: v}\n',
      'vap/policy.yaml':
        'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: a}\n',
      'kyverno/broken.yaml': 'apiVersion: kyverno.io/v1\nkind: [\n',
    });
    const { code, stdout } = await runIn('import .');
    expect(code).to.equal(0);
    for (const line of [
      /gk\/cel\.yaml:\d+:\d+: will not run: ConstraintTemplate k8scel: holds CEL/,
      /gk\/both\.yaml:1: ConstraintTemplate k8sboth holds CEL and Rego/,
      /gk\/http\.yaml:\d+:\d+: will not run: http\.send is refused/,
      /gk\/empty-action\.yaml:\d+:\d+: will not run: .*spec\.enforcementAction is ""/,
      /gk\/mutator\.yaml:1: Assign m is not applied/,
      /gk\/provider\.yaml:1: Provider p is not called/,
      /Gatekeeper's Config takes the Namespaces kube-\* from its webhook/,
      /kyverno\/policy\.yaml:1: ClusterPolicy k is not imported: policies of Kyverno/,
      /kyverno\/cel\.yaml:1: ValidatingPolicy v is not imported: policies of Kyverno/,
      /vap\/policy\.yaml:1: ValidatingAdmissionPolicy a is not imported: it is CEL/,
      /kyverno\/broken\.yaml:\d+:\d+: /,
    ]) {
      expect(stdout).to.match(new RegExp(`^different  ${line.source}`, 'm'));
    }
  });

  it('never writes over a config, under either of its names, unless it is told to', async () => {
    writeAll({ ...GATEKEEPER, '.sluice.yaml': 'mine\n' });
    const { code, stderr } = await runIn('import gk');
    expect(code).to.equal(2);
    expect(stderr).to.contain('.sluice.yaml is there already');
    expect(existsSync(folder.at('sluice.yaml'))).to.equal(false);
    expect((await runIn('import --force gk -o .sluice.yaml')).code).to.equal(0);
    expect(readFileSync(folder.at('.sluice.yaml'), 'utf8')).to.contain('kind: Config');
  });

  it('writes nothing where there is nothing to ask, and says what it did find', async () => {
    writeAll({
      'kyverno/policy.yaml': 'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: k}\n',
      'lib/a.rego': 'package lib.a\nx := 1\n',
    });
    const { code, stdout } = await runIn('import .');
    expect(code).to.equal(2);
    expect(stdout).to.contain('ClusterPolicy k is not imported').and.to.contain('wrote nothing: . holds no policy');
    expect(existsSync(folder.at('sluice.yaml'))).to.equal(false);
    expect((await runIn('import nowhere')).stderr).to.contain('nowhere');
  });

  it('changes no policy', async () => {
    writeAll(GATEKEEPER);
    await runIn('import .');
    for (const [name, text] of Object.entries(GATEKEEPER)) {
      expect(readFileSync(path.join(folder.path, name), 'utf8'), name).to.equal(text);
    }
  });
});
