import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import type { JsonValue } from '../../../../src/core/model/json.ts';
import { collectSops } from '../../../../src/core/secrets/fix/collect-sops.ts';
import { FIX_TOOLS, type Fix, type FixTool } from '../../../../src/core/secrets/fix/fix-plan.ts';
import { fixText } from '../../../../src/core/secrets/fix/fix-text.ts';
import { planFix } from '../../../../src/core/secrets/fix/plan-fix.ts';
import { toFixSubjects, type FoundFile } from '../../../../src/core/secrets/fix/to-fix-subjects.ts';
import { isReference } from '../../../../src/core/secrets/values/is-reference.ts';
import { manifest } from './found-file.ts';

const PLANTED = 'hunter2';
const identity = (kind: string, name: string, apiVersion = 'v1') =>
  ({ apiVersion, kind, namespace: 'shop', name }) as const;

const SECRET = manifest(
  'deploy/db.yaml',
  `apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop}
type: kubernetes.io/basic-auth
stringData: {username: ${PLANTED}, password: ${PLANTED}}
`,
  { rule: 'k8s-secret-plaintext', object: identity('Secret', 'db'), path: ['stringData', 'password'] },
);

const WORKLOAD = manifest(
  'deploy/web.yaml',
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: app, env: [{name: DB_PASSWORD, value: ${PLANTED}}]}]}}}
`,
  {
    rule: 'k8s-env-literal-secret',
    object: identity('Deployment', 'web', 'apps/v1'),
    path: ['spec', 'template', 'spec', 'containers', 0, 'env', 0, 'value'],
  },
);

const EVERYTHING: readonly FoundFile[] = [
  SECRET,
  WORKLOAD,
  manifest(
    'config.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata: {app.ini: ${PLANTED}}\n`,
    { rule: 'k8s-config-secret', object: identity('ConfigMap', 'c'), path: ['data', 'app.ini'] },
  ),
  manifest('kustomization.yaml', `secretGenerator: [{name: g, literals: [password=${PLANTED}]}]\n`, {
    rule: 'kustomize-secret-literal',
    object: { ...identity('Kustomization', '', 'kustomize.config.k8s.io/v1beta1') },
    path: ['secretGenerator', 0, 'literals', 0],
  }),
  manifest('chart/values.yaml', `auth: {password: ${PLANTED}}\n`, {
    rule: 'helm-values-secret',
    path: ['auth', 'password'],
  }),
  manifest('enc.yaml', `a: ${PLANTED}\n`, { rule: 'sops-partially-encrypted', path: ['a'] }),
  manifest('pod.yaml', `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\n`, {
    rule: 'k8s-field-secret',
    object: identity('Pod', 'p'),
    path: ['metadata', 'annotations', 'token'],
  }),
  manifest('.env', '', { rule: 'jwt' }),
  manifest('tls.key', '', { rule: 'private-key' }),
  manifest('a.tfstate', '', { rule: 'tfstate-in-git' }),
  manifest('main.go', '', { rule: 'aws-access-key' }),
];

const plan = (file: FoundFile, tool: FixTool): Fix => {
  const [fix] = toFixSubjects(file).map((subject) => planFix(subject, tool));
  if (fix === undefined) throw new Error('nothing was planned');
  return fix;
};

const commandsOf = (fix: Fix): readonly string[] => fix.steps.flatMap(({ commands = [] }) => commands);

function yamlOf(text: string | undefined): JsonValue {
  const { documents, faults } = parseDocuments(text ?? '');
  expect(faults).to.deep.equal([]);
  return documents[0]?.value ?? null;
}

describe('the way out', () => {
  for (const tool of FIX_TOOLS) {
    it(`with ${tool} is known for everything that is found, begins with what makes it worthless, and shows nothing of it`, () => {
      for (const file of EVERYTHING) {
        const fix = plan(file, tool);
        expect(fix.steps.length, file.path).to.be.greaterThan(1);
        expect(fix.steps[0]?.text, file.path).to.match(/^Rotate what leaked/);
        const shown = JSON.stringify([fix, collectSops([fix]), [...fixText([fix])]]);
        expect(shown, file.path).not.to.contain(PLANTED);
      }
    });

    it(`with ${tool} brings files that are YAML, and that hold nothing but references`, () => {
      const files = EVERYTHING.flatMap((file) => plan(file, tool).files);
      for (const { path, text } of files) {
        const value = JSON.parse(JSON.stringify(yamlOf(text)));
        expect(value, path).to.include.keys('apiVersion', 'kind', 'metadata');
        for (const written of Object.values(value.stringData ?? {}))
          expect(isReference(String(written))).to.equal(true);
      }
      expect(new Set(files.map(({ path }) => path)).size).to.equal(files.length);
    });
  }

  it('of a generator of Kustomize names the files whose variables are keys, too', () => {
    const kustomization = manifest('kustomization.yaml', 'secretGenerator: [{name: g, envs: [g.env]}]\n', {
      rule: 'kustomize-secret-env',
      object: { ...identity('Kustomization', '', 'kustomize.config.k8s.io/v1beta1'), namespace: '' },
      path: ['secretGenerator', 0, 'envs', 0],
    });
    const texts = plan(kustomization, 'sops').steps.map(({ text }) => text);
    expect(texts.some((text) => text.includes('a key for each variable of g.env'))).to.equal(true);
  });

  it("names the vendor's own way to end a token", () => {
    const [first] = plan(manifest('main.go', '', { rule: 'aws-access-key' }), 'sops').steps;
    expect(first?.text).to.contain('aws iam delete-access-key');
    const [other] = plan(manifest('main.go', '', { rule: 'awsome-service' }), 'sops').steps;
    expect(other?.text).to.contain('change it where it is used');
  });
});

describe('the way out by SOPS', () => {
  it('encrypts a Secret where it is, by a rule that fits its file and nothing else', () => {
    const fix = plan(SECRET, 'sops');
    expect(commandsOf(fix)).to.deep.equal(['sops --encrypt --in-place deploy/db.yaml']);
    const config = JSON.parse(JSON.stringify(yamlOf(collectSops([fix])?.text)));
    const [rule] = config.creation_rules;
    expect(rule.encrypted_regex).to.equal('^(data|stringData)$');
    expect('deploy/db.yaml').to.match(new RegExp(rule.path_regex));
    expect('deploy/dbXyaml').not.to.match(new RegExp(rule.path_regex));
    expect('other/deploy/db.yaml').not.to.match(new RegExp(rule.path_regex));
  });

  it('says for each file what of it is encrypted', () => {
    const fixes = EVERYTHING.map((file) => plan(file, 'sops'));
    const config = JSON.parse(JSON.stringify(yamlOf(collectSops(fixes)?.text)));
    const ruleFor = (file: string): string | undefined =>
      config.creation_rules.find((rule: { path_regex: string }) => new RegExp(rule.path_regex).test(file))
        ?.encrypted_regex;
    expect(ruleFor('deploy/web-env.secret.yaml')).to.equal('^(data|stringData)$');
    expect(ruleFor('chart/values.yaml')).to.equal('^(password)$');
    expect(config.creation_rules.at(-1).path_regex).to.equal('^(\\.env|tls\\.key)$');
    expect(config.creation_rules.at(-1)).not.to.have.property('encrypted_regex');
  });

  it('moves a Secret out of a file that it shares, and leaves that file alone', () => {
    const shared = manifest(
      'deploy/all.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\nstringData: {a: b}\n---\n{}\n`,
      {
        rule: 'k8s-secret-plaintext',
        object: identity('Secret', 'db'),
        path: ['stringData', 'a'],
      },
    );
    expect(commandsOf(plan(shared, 'sops'))).to.deep.equal(['sops --encrypt --in-place deploy/db.secret.yaml']);
    expect(commandsOf(plan(shared, 'sealed-secrets')).join('\n')).not.to.contain('all.yaml');
    expect(commandsOf(plan(shared, 'external-secrets'))).to.deep.equal([]);
    const own = { ...shared, path: 'deploy/db.secret.yaml' };
    expect(commandsOf(plan(own, 'sops'))).to.deep.equal(['sops --encrypt --in-place deploy/db.own.secret.yaml']);
  });

  it('goes by the last key of a value, however it is written', () => {
    const found = ['auth', 'a.b', 0].map((_, at, path) => ({
      rule: 'helm-values-secret',
      path: path.slice(0, at + 1),
    }));
    const fix = plan(manifest('values.yaml', '', ...found, { rule: 'helm-values-secret', path: ['x', 'y.z'] }), 'sops');
    expect(fix.sops).to.deep.include({ keys: ['auth', 'a.b', 'y.z'] });
  });

  it('needs no .sops.yaml for what it does not encrypt', () => {
    expect(collectSops([plan(manifest('main.go', '', { rule: 'jwt' }), 'sops')])).to.equal(undefined);
  });
});

describe('the way out by Sealed Secrets', () => {
  it('seals the Secret beside its file, and takes the plain one away', () => {
    expect(commandsOf(plan(SECRET, 'sealed-secrets'))).to.deep.equal([
      'kubeseal --format yaml < deploy/db.yaml > deploy/db.sealed-secret.yaml',
      'git rm --force --quiet -- deploy/db.yaml',
    ]);
  });

  it('fills in a Secret that was none, and forgets it once it is sealed', () => {
    expect(commandsOf(plan(WORKLOAD, 'sealed-secrets'))).to.deep.equal([
      'kubeseal --format yaml < deploy/web-env.secret.yaml > deploy/web-env.sealed-secret.yaml',
      'rm -- deploy/web-env.secret.yaml',
    ]);
  });
});

describe('the way out by External Secrets', () => {
  it('has an ExternalSecret with every key of the Secret, and its type', () => {
    const [file] = plan(SECRET, 'external-secrets').files;
    expect(file?.path).to.equal('deploy/db.external-secret.yaml');
    expect(yamlOf(file?.text)).to.deep.equal({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'db', namespace: 'shop' },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: '<name of the store>' },
        target: { name: 'db', creationPolicy: 'Owner', template: { type: 'kubernetes.io/basic-auth' } },
        data: [
          { secretKey: 'username', remoteRef: { key: 'shop/db', property: 'username' } },
          { secretKey: 'password', remoteRef: { key: 'shop/db', property: 'password' } },
        ],
      },
    });
  });

  it('refers to the Secret from the environment that held the literal', () => {
    const snippets = plan(WORKLOAD, 'external-secrets').steps.flatMap(({ snippets: some = [] }) => some);
    expect(yamlOf(snippets.at(-1))).to.deep.equal({
      name: 'app',
      env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'web-env', key: 'DB_PASSWORD' } } }],
    });
  });
});

describe('a command', () => {
  it('takes a file for a file, whatever it is called', () => {
    for (const [path, word] of [
      ["a b'c.env", `'a b'\\''c.env'`],
      ['$(reboot).env', `'$(reboot).env'`],
      ['-rf.env', './-rf.env'],
      [';x.env', `';x.env'`],
    ] as const) {
      const [command] = commandsOf(plan(manifest(path, '', { rule: 'jwt' }), 'sops'));
      expect(command).to.equal(`sops --encrypt --in-place ${word}`);
    }
  });

  it('is shown without what a terminal would obey', () => {
    const fix = plan(manifest('a\u001b[2J.env', '', { rule: 'jwt' }), 'sops');
    expect([...fixText([fix])].join('')).not.to.contain('\u001b');
  });
});
