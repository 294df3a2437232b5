import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const GATOR = 'gator';
const hasGator = spawnSync(GATOR, ['version']).status === 0;
const title = hasGator ? 'gator on what sluice exports' : 'gator on what sluice exports (needs gator on PATH)';

/** The suite says what Sluice decides, to the letter: when gator passes it, both have the same verdicts and messages. */
(hasGator ? describe : describe.skip)(title, function () {
  this.timeout(240_000);
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  async function exported(line: string): Promise<string> {
    const io = fakeIo({ cwd: folder.path });
    const code = await run(['export', '-o', 'gk', ...line.split(' ').filter((word) => word !== '')], io);
    expect(code, io.stderr.text() + io.stdout.text()).to.equal(0);
    return io.stdout.text();
  }

  function gator(): { readonly status: number | null; readonly text: string } {
    const args = ['verify', '--enable-k8s-native-validation=false', 'gk'];
    const { status, stdout, stderr } = spawnSync(GATOR, args, { cwd: folder.path, encoding: 'utf8' });
    return { status, text: stdout + stderr };
  }

  const suite = (): string => readFileSync(folder.at('gk/suite.yaml'), 'utf8');
  const count = (pattern: RegExp): number => suite().match(pattern)?.length ?? 0;

  it('agrees about every shipped policy that Gatekeeper can ask, on its cases and on the examples', async () => {
    const stdout = await exported(`--samples ${path.join(packageRoot(), 'examples')}`);
    // It judges what was found beforehand, and Gatekeeper finds nothing.
    expect(stdout.match(/(?<=^left out +)\S+(?=:)/gm)).to.deep.equal(['no-secrets-in-git']);
    const [, whole, all] = /^(\d+) of (\d+) policies/m.exec(stdout) ?? [];
    expect(Number(whole)).to.equal(Number(all) - 1);
    const { status, text } = gator();
    expect(text).to.contain('PASS');
    expect(status).to.equal(0);
    const cases = count(/^ +object:/gm);
    const messages = count(/^ +message:/gm);
    expect(cases).to.be.greaterThan(200);
    expect(messages).to.be.greaterThan(100);
    console.log(`gator agrees: ${whole} policies, ${cases} cases, ${messages} messages`);
  });

  it('would not agree about another message or count', async () => {
    await exported('-p sluice:no-host-ports');
    const sound = suite();
    folder.write('gk/suite.yaml', sound.replace('binds port', 'takes port'));
    expect(gator().status).to.equal(1);
    folder.write('gk/suite.yaml', sound.replace('violations: 0', 'violations: 1'));
    expect(gator().status).to.equal(1);
  });

  it('agrees about conftest policies, with rules that deny and rules that warn', async () => {
    folder.write(
      'policy/main.rego',
      `package main
import data.lib.text
import input as doc

deny contains msg if {
  input.kind == "Pod"
  not input.metadata.labels.app
  msg := text.quote(doc.metadata.name)
}
deny_name contains {"msg": "'web'", "code": 7} if { input.kind == "Pod"; input.metadata.name == "web" }
warn contains "a warning" if { some key, _ in input; key == "spec" }
exception contains ["name", ""] if input.metadata.labels.exempt
`,
    );
    folder.write('policy/text.rego', 'package lib.text\nquote(s) := sprintf("\'%s\'", [s])\n');
    folder.write('deploy/pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {}\n');
    folder.write('deploy/config.json', '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}');
    folder.write(
      'deploy/exempt.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {exempt: "yes"}}\nspec: {}\n',
    );
    await exported('-p policy --samples deploy');
    expect(suite()).to.match(/object: samples\/manifests\/2-pod-web\.yaml\n +assertions:\n +- violations: 0\n/);
    expect(suite()).to.contain('violations: 2\n            message: "^\'web\'$"').and.to.contain('"^a warning$"');
    expect(gator().text).to.match(/^PASS$/m);
  });

  it('agrees about constraints of sluice.yaml, and takes a schema with all that Kubernetes has no word for', async () => {
    folder.write(
      'policy/limits/policy.rego',
      `# METADATA
# title: Limits
# description: Few of each.
# custom:
#   policy: limits
#   severity: low
package policies.limits

violation contains {"msg": sprintf("%v of %v", [value, input.parameters.most]), "path": ["spec", key]} if {
  some key, value in input.review.object.spec
  value > input.parameters.most
  not key in input.parameters.except
}
`,
    );
    folder.write('policy/limits/schema.json', JSON.stringify(EXOTIC_SCHEMA));
    folder.write('policy/limits/cases/deny/many.yaml', THINGS);
    folder.write(
      'policy/limits/cases/deny/digits.yaml',
      THINGS.replace('a: 6', 'a: 9007199254740993').split('---')[0] ?? '',
    );
    folder.write('sluice.yaml', CONFIG);
    const stdout = await exported('');
    expect(stdout).to.contain('note      limits: parameters: "if" has no counterpart in Kubernetes');
    expect(stdout).to.contain(
      'note      limits: deny/digits.yaml is not in the suite, because Gatekeeper rounds a number in it',
    );
    expect(stdout).to.contain('1 of 1 policies: 1 templates, 2 constraints');
    expect(suite()).to.contain('"^9 of 5$"').and.to.contain('"^5 of 1$"');
    expect(gator().text).to.match(/^PASS$/m);
  });
});

const EXOTIC_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  if: { required: ['most'] },
  properties: {
    most: { type: 'integer', exclusiveMinimum: 0, default: 5 },
    except: { type: 'array', uniqueItems: true, items: { type: 'string', const: 'c' }, default: [] },
    port: { $ref: '#/$defs/port' },
    any: {},
    choice: { oneOf: [{ type: 'string' }, { type: 'object' }] },
    text: { type: ['string', 'null'], anyOf: [{ pattern: '^a' }, { maxLength: 3 }] },
    map: { type: 'object', patternProperties: { '^x': { type: 'string' } } },
    tuple: { type: 'array', prefixItems: [{ type: 'string' }] },
    tree: { $ref: '#/$defs/tree' },
  },
  $defs: {
    port: { type: ['integer', 'string'] },
    tree: { type: 'object', properties: { child: { $ref: '#/$defs/tree' } } },
  },
};

const THINGS = `apiVersion: example.com/v1
kind: Thing
metadata: {name: a, namespace: shop}
spec: {a: 6, b: 5, c: 9}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {env: prod}}
`;

const CONFIG = `apiVersion: sluice.dev/v1alpha1
kind: Config
policies: [policy]
constraints:
  - name: strict
    policy: limits
    match:
      namespaceSelector: {matchLabels: {env: prod}}
      kinds: [{apiGroups: [example.com], kinds: [Thing]}]
    parameters: {most: 1, except: [c]}
    enforcementAction: warn
    pointActions: {admission: dryrun}
  - name: loose
    policy: limits
    match: {scope: Namespaced}
`;
