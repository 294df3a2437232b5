import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { FixSubject } from '../../../../src/core/secrets/fix/fix-subject.ts';
import { toFixSubjects } from '../../../../src/core/secrets/fix/to-fix-subjects.ts';
import { manifest, type Found } from './found-file.ts';

const subjectsOf = (path: string, text: string, ...found: readonly Found[]): readonly FixSubject[] =>
  toFixSubjects(manifest(path, text, ...found));

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop}
type: kubernetes.io/basic-auth
data: {password: x}
stringData: {username: y}
`;
const OBJECT = { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'db' };

describe('what is to be mended', () => {
  it('is a Secret with all of its keys, however many of them were found', () => {
    const found = { rule: 'k8s-secret-plaintext', object: OBJECT, line: 5 };
    const [subject, ...others] = subjectsOf(
      'db.yaml',
      SECRET,
      { ...found, path: ['data', 'password'] },
      { ...found, path: ['stringData', 'username'], line: 6 },
    );
    expect(others).to.deep.equal([]);
    expect(subject).to.deep.equal({
      kind: 'secret',
      file: 'db.yaml',
      line: 5,
      rules: ['k8s-secret-plaintext'],
      titles: ['k8s-secret-plaintext'],
      sharesFile: false,
      object: OBJECT,
      keys: ['password', 'username'],
      type: 'kubernetes.io/basic-auth',
    });
  });

  it('shares its file with other documents, or with the other items of a List', () => {
    const found = { rule: 'k8s-secret-plaintext', object: OBJECT, path: ['data', 'password'] };
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${SECRET.trim().replaceAll('\n', '\n    ')}\n  - {apiVersion: v1, kind: Pod, metadata: {name: a}}\n`;
    for (const text of [`${SECRET}---\n{a: b}\n`, list]) {
      expect(subjectsOf('db.yaml', text, found)[0], text).to.include({ kind: 'secret', sharesFile: true });
    }
  });

  it('is the environment of a workload, by the names of containers and variables', () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: '', name: 'web' };
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: app, env: [{name: A, value: x}, {name: B, value: y}]}]}}}
`;
    const path = ['spec', 'template', 'spec', 'containers', 0, 'env', 1, 'value'];
    const [subject] = subjectsOf('web.yaml', text, { rule: 'k8s-env-literal-secret', object, path });
    expect(subject).to.deep.include({
      kind: 'environment',
      object,
      keys: ['B'],
      variables: [{ container: 'app', name: 'B' }],
    });
  });

  it('is a text of a ConfigMap, a generator of Kustomize, a field of another object', () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', namespace: '', name: 'c' };
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {app.ini: x}\n`;
    const path = ['data', 'app.ini'];
    expect(subjectsOf('c.yaml', config, { rule: 'k8s-config-secret', object: map, path })[0]).to.deep.include({
      kind: 'config-map',
      keys: ['app.ini'],
    });
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: '', name: 'p' };
    const found = { rule: 'k8s-field-secret', object: pod, path: ['metadata', 'annotations', 'a/b'] };
    expect(subjectsOf('p.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n', found)[0]).to.deep.include({
      kind: 'object',
      fields: ['metadata.annotations["a/b"]'],
    });
  });

  it('is a generator of Kustomize with the keys of its literals, and nothing of what stands behind them', () => {
    const object = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namespace: '', name: '' };
    const text = 'secretGenerator: [{name: db, namespace: shop, literals: [user=admin, "password=a=b", hunter2]}]\n';
    const path = ['secretGenerator', 0, 'literals', 1];
    const [subject] = subjectsOf('kustomization.yaml', text, { rule: 'kustomize-secret-literal', object, path });
    expect(subject).to.deep.include({ kind: 'generator', object: OBJECT, keys: ['user', 'password'] });
    expect(JSON.stringify(subject)).not.to.match(/hunter2|admin|a=b/);
  });

  it('is each generator of Kustomize by itself, with the keys of its files and the files of its variables', () => {
    const object = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namespace: '', name: '' };
    const text = `secretGenerator:
  - {name: a, literals: [one=1], envs: [a.env, more/b.env]}
  - {name: b, files: [tls/tls.key, ca=tls/ca.pem], env: c.env}
configMapGenerator: [{name: c, literals: [password=x]}]
`;
    const rule = 'kustomize-secret-literal';
    const subjects = subjectsOf(
      'kustomization.yaml',
      text,
      { rule, object, path: ['secretGenerator', 0, 'literals', 0] },
      { rule, object, path: ['secretGenerator', 1, 'files', 0], line: 3 },
      { rule, object, path: ['secretGenerator', 0, 'envs', 0] },
      { rule, object, path: ['configMapGenerator', 0, 'literals', 0], line: 4 },
    );
    expect(subjects.map(({ kind }) => kind)).to.deep.equal(['generator', 'generator', 'object']);
    expect(subjects[0]).to.deep.include({ keys: ['one'], envs: ['a.env', 'more/b.env'] });
    expect(subjects[1]).to.deep.include({ keys: ['tls.key', 'ca'], envs: ['c.env'] });
  });

  it('is the values of a chart, what SOPS should have encrypted, or a file', () => {
    expect(
      subjectsOf('values.yaml', 'a: {password: x}\n', { rule: 'helm-values-secret', path: ['a', 'password'] })[0],
    ).to.deep.include({ kind: 'helm-values', fields: ['a.password'] });
    for (const [rule, problem] of [
      ['sops-partially-encrypted', 'partial'],
      ['sops-unsealed', 'unsealed'],
      ['sops-rule-unencrypted', 'forgotten'],
    ] as const) {
      expect(subjectsOf('a.yaml', 'a: b\n', { rule, path: ['a'] })[0], rule).to.include({ kind: 'sops', problem });
    }
    for (const [file, use] of [
      ['.env', 'settings'],
      ['a/.env.local', 'settings'],
      ['settings.json', 'settings'],
      ['tls.key', 'key'],
      ['id_rsa', 'key'],
      ['terraform.tfstate', 'state'],
      ['main.go', 'text'],
    ] as const) {
      expect(subjectsOf(file, '', { rule: 'jwt' })[0], file).to.include({ kind: 'file', use });
    }
  });

  it('comes in the order of the file', () => {
    const found = { rule: 'k8s-secret-plaintext', object: OBJECT, path: ['data', 'password'], line: 9 };
    expect(subjectsOf('db.yaml', SECRET, found, { rule: 'jwt', line: 2 }).map(({ line }) => line)).to.deep.equal([
      2, 9,
    ]);
  });
});
