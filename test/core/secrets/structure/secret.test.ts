import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findingsIn, seenIn, valueOf } from './search-text.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = (body: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${body}`;

describe('A Secret', () => {
  it('has one finding for each literal value, decoded or not', () => {
    expect(seenIn(secret(`data: {password: ${base64('hunter2')}}\nstringData: {api-key: abc}`))).to.deep.equal([
      'data.password k8s-secret-plaintext certain',
      'stringData.api-key k8s-secret-plaintext certain',
    ]);
  });
  it('has none for references, encoded or not, empty values and certificates', () => {
    const certificate = base64('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    const body = `data: {a: ${base64('op://vault/item/field')}, b: "", ca.crt: ${certificate}}\nstringData: {c: "\${PASSWORD}", d: '<path:a/b#c>'}`;
    expect(seenIn(secret(body))).to.deep.equal([]);
  });
  it('names the registries that its credentials are for', () => {
    const config = JSON.stringify({ auths: { 'ghcr.io': { auth: base64('a:b') }, 'quay.io': {} } });
    const type = 'type: kubernetes.io/dockerconfigjson';
    const [finding] = findingsIn(valueOf(secret(`${type}\ndata: {.dockerconfigjson: ${base64(config)}}`)));
    expect(finding?.title).to.equal('registry credentials for ghcr.io');
  });
  it('never tells the value', () => {
    const [finding] = findingsIn(valueOf(secret('stringData: {password: correct-horse-battery}')));
    expect(JSON.stringify(finding)).to.not.include('horse');
  });
});
