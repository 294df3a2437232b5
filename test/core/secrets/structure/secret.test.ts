import { expect } from 'chai';
import { describe, it } from 'mocha';
import { base64, findingsIn, object, PASSWORD, seenIn, TOKEN, valueOf } from './search-text.ts';

const secret = (body: string): string => object('v1', 'Secret', body);
const titlesIn = (yaml: string): readonly string[] => findingsIn(valueOf(yaml)).map(({ title }) => title);

describe('A Secret', () => {
  it('has one finding for each literal value, decoded or not', () => {
    expect(seenIn(secret(`data: {password: ${base64('hunter2')}}\nstringData: {api-key: abc}`))).to.deep.equal([
      'data.password k8s-secret-plaintext certain',
      'stringData.api-key k8s-secret-plaintext certain',
    ]);
  });
  it('counts a value whatever its key is called, and however weak it is', () => {
    expect(seenIn(secret('stringData: {key: minio123, a: test, password: password}'))).to.have.length(3);
  });
  it('has none for references, encoded or not, empty values and certificates', () => {
    const certificate = base64('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    const body = `data: {a: ${base64('op://vault/item/field')}, b: "", ca.crt: ${certificate}}\nstringData: {c: "\${PASSWORD}", d: '<path:a/b#c>'}`;
    expect(seenIn(secret(body))).to.deep.equal([]);
  });
  it('has none for an encoded placeholder that was encoded once more', () => {
    expect(seenIn(secret(`data: {a: ${base64(base64('<path:secret/data/a#b>'))}}`))).to.deep.equal([]);
  });
  it('is judged as it stands where a value is no base64', () => {
    expect(seenIn(secret(`data: {password: '${PASSWORD}'}`))).to.deep.equal([
      'data.password k8s-secret-plaintext certain',
    ]);
  });
  it('holds binary values', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x81, 0x12, 0x99]).toString('base64');
    expect(seenIn(secret(`data: {keystore.jks: ${bytes}}`))).to.deep.equal([
      'data["keystore.jks"] k8s-secret-plaintext certain',
    ]);
  });
  it('may hold settings: who somebody is said to be is only possible, and beside a credential; a host is nothing', () => {
    const settings = 'username: admin, host: db.example.com, port: "5432", url: https://example.com';
    expect(seenIn(secret(`stringData: {${settings}, password: a1}`))).to.deep.equal([
      'stringData.password k8s-secret-plaintext certain',
      'stringData.username k8s-secret-plaintext possible',
    ]);
    expect(seenIn(secret(`stringData: {${settings}, password: ""}`))).to.deep.equal([]);
  });
  it('does not hide a password in a setting', () => {
    expect(seenIn(secret(`stringData: {url: 'postgres://app:Xk7vQ2pLw9z@db/app'}`))).to.deep.equal([
      'stringData.url k8s-secret-plaintext certain',
    ]);
  });
  it('may hold nothing but a configuration: that is only possible, until there is a secret in it', () => {
    const config = (password: string): string =>
      secret(`stringData:\n  app.yaml: |\n    listen: 80\n    admin:\n      ${password}: ${PASSWORD}\n`);
    expect(seenIn(config('greeting'))).to.deep.equal(['stringData["app.yaml"] k8s-secret-plaintext possible']);
    expect(seenIn(config('password'))).to.deep.equal(['stringData["app.yaml"] k8s-secret-plaintext certain']);
    expect(findingsIn(valueOf(config('password')))[0]).to.include({ lineInValue: 2, title: 'a password' });
  });
  it('may hold a configuration of one line', () => {
    expect(seenIn(secret('stringData: {security: INSTALL_LOCK=true}'))).to.deep.equal([
      'stringData.security k8s-secret-plaintext possible',
    ]);
    expect(seenIn(secret(`stringData: {security: 'PASSWORD=letmein'}`))).to.deep.equal([
      'stringData.security k8s-secret-plaintext certain',
    ]);
  });
  it('names the registries that its credentials are for', () => {
    const config = JSON.stringify({ auths: { 'ghcr.io': { auth: base64('a:b') }, 'quay.io': {} } });
    const type = 'type: kubernetes.io/dockerconfigjson';
    expect(titlesIn(secret(`${type}\ndata: {.dockerconfigjson: ${base64(config)}}`))).to.deep.equal([
      'registry credentials for ghcr.io',
    ]);
    expect(titlesIn(secret(`${type}\nstringData: {.dockerconfigjson: '{"auths":{"ghcr.io":{}}}'}`))).to.deep.equal([]);
  });
  it('names what a value is by its type', () => {
    expect(titlesIn(secret('type: kubernetes.io/tls\ndata: {tls.key: AAAA, tls.crt: AAAA}'))).to.deep.equal([
      'a TLS private key',
    ]);
    expect(titlesIn(secret('type: kubernetes.io/basic-auth\nstringData: {password: a}'))).to.deep.equal(['a password']);
    expect(
      titlesIn(
        secret('type: bootstrap.kubernetes.io/token\nstringData: {token-id: abcdef, token-secret: 0123456789abcdef}'),
      ),
    ).to.deep.equal(['a token that joins nodes to the cluster']);
    expect(titlesIn(secret('type: helm.sh/release.v1\ndata: {release: SDRzSUFBQUE=}'))).to.deep.equal([
      'a Helm release with all its values',
    ]);
  });
  it('names a token by its vendor', () => {
    expect(titlesIn(secret(`data: {value: ${base64(TOKEN)}}`))[0]).to.include('GitLab');
  });
  it('may describe a repository to Argo CD, of which most is settings', () => {
    const labelled = (body: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a, labels: {argocd.argoproj.io/secret-type: repository}}\nstringData: ${body}`;
    expect(
      seenIn(labelled('{type: git, url: https://git.example.com/a.git, username: argocd, project: default}')),
    ).to.deep.equal([]);
    expect(seenIn(labelled(`{type: git, password: '${PASSWORD}'}`))).to.deep.equal([
      'stringData.password k8s-secret-plaintext certain',
    ]);
  });
  it('is one in a List, in a template of OpenShift and in an object of Crossplane', () => {
    const inner = `{apiVersion: v1, kind: Secret, stringData: {password: '${PASSWORD}'}}`;
    expect(seenIn(`apiVersion: v1\nkind: List\nitems: [${inner}]`)).to.deep.equal([
      'items[0].stringData.password k8s-secret-plaintext certain',
    ]);
    expect(seenIn(object('template.openshift.io/v1', 'Template', `objects: [${inner}]`))).to.have.length(1);
    expect(
      seenIn(object('kubernetes.crossplane.io/v1alpha2', 'Object', `spec: {forProvider: {manifest: ${inner}}}`)),
    ).to.have.length(1);
  });
  it('never tells the value', () => {
    const told = JSON.stringify(
      findingsIn(valueOf(secret(`stringData: {password: ${PASSWORD}, note: correct-horse-battery-staple}`))),
    );
    expect(told).to.not.include(PASSWORD).and.not.include('horse');
  });
});

describe('What was applied before', () => {
  const annotated = (applied: unknown, body: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '${JSON.stringify(applied)}'\n${body}`;
  const applied = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { password: PASSWORD } };

  it('is not found twice, also when the server has encoded it since', () => {
    expect(seenIn(annotated(applied, `data: {password: ${base64(PASSWORD)}}`))).to.deep.equal([
      'data.password k8s-secret-plaintext certain',
    ]);
  });
  it('is found where the object itself no longer holds it', () => {
    expect(seenIn(annotated(applied, `data: {}`))).to.deep.equal([
      'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"] k8s-secret-plaintext certain',
    ]);
  });
});
