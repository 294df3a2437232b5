import { expect } from 'chai';
import { describe, it } from 'mocha';
import { base64, findingsIn, object, PASSWORD, seenIn, valueOf } from './search-text.ts';

describe('A ConfigMap', () => {
  const configMap = (data: Readonly<Record<string, string>>): string =>
    object('v1', 'ConfigMap', `data: ${JSON.stringify(data)}`);

  it('has a secret in a setting that is called like one', () => {
    expect(seenIn(configMap({ HOST: 'db', DB_PASSWORD: PASSWORD, PASSWORD_FILE: '/run/a' }))).to.deep.equal([
      'data.DB_PASSWORD k8s-config-secret likely',
    ]);
  });
  it('is read into: YAML and JSON by fields, other texts by rules, with the line in the value', () => {
    const files = {
      'a.yaml': `listen: 80\nadmin:\n  password: ${PASSWORD}\n`,
      'b.json': `{\n  "password": "${PASSWORD}"\n}`,
      'c.properties': `spring.datasource.url=jdbc:x\nspring.datasource.password=Xk7vQ2pLw9zAb3dE\n`,
    };
    expect(
      findingsIn(valueOf(configMap(files))).map(({ path, lineInValue }) => `${path[1]} ${lineInValue}`),
    ).to.deep.equal(['a.yaml 2', 'b.json 1', 'c.properties 1']);
  });
  it('has nothing in files that refer', () => {
    const yaml =
      'basic_auth: {password_file: /etc/password}\nbearer_token_file: /etc/token\nclientSecret: $dex.github.clientSecret\n';
    expect(seenIn(configMap({ 'prometheus.yml': yaml }))).to.deep.equal([]);
  });
  it('has a secret in what it encodes', () => {
    const properties = base64('a=1\ndb.password=Xk7vQ2pLw9zAb3dE\n');
    expect(seenIn(object('v1', 'ConfigMap', `binaryData: {a.properties: ${properties}}`))).to.have.length(1);
  });
});

describe('A kubeconfig', () => {
  it('has credentials of users, and none in what names a program or a file', () => {
    const users = `[{name: a, user: {token: ${PASSWORD}, client-key-data: ${base64('-----BEGIN PRIVATE KEY-----')}, client-certificate-data: QUJD}}, {name: b, user: {tokenFile: /a, exec: {command: aws, args: [get-token]}}}]`;
    expect(seenIn(`apiVersion: v1\nkind: Config\nusers: ${users}`)).to.deep.equal([
      'users[0].user.client-key-data kubeconfig-credential certain',
      'users[0].user.token kubeconfig-credential certain',
    ]);
  });
});

describe('Other documents', () => {
  it('a state of Terraform is one, whatever is in it; and what its provider calls sensitive is a secret', () => {
    const instance =
      '{attributes: {name: a, content: abcdefgh}, sensitive_attributes: [[{type: get_attr, value: content}]]}';
    expect(
      seenIn(`{version: 4, terraform_version: 1.9.0, lineage: x, resources: [{instances: [${instance}]}]}`),
    ).to.deep.equal([
      ' tfstate-in-git certain',
      'resources[0].instances[0].attributes.content terraform-secret certain',
    ]);
  });
  it('a JSON web key is private when it has a private part', () => {
    expect(
      seenIn('{keys: [{kty: EC, x: abc, y: def, d: ghi}, {kty: oct, k: jkl}, {kty: RSA, n: mno, e: AQAB}]}'),
    ).to.deep.equal(['keys[0].d private-jwk certain', 'keys[1].k private-jwk certain']);
  });
  it('a key of a service account and credentials of registries are known by their form', () => {
    expect(
      seenIn('{type: service_account, private_key: "-----BEGIN PRIVATE KEY-----", client_email: a@b.c}'),
    ).to.have.length(1);
    expect(seenIn(`{auths: {ghcr.io: {auth: ${base64('a:b')}}, quay.io: {}}}`)).to.deep.equal([
      'auths["ghcr.io"].auth registry-credentials certain',
    ]);
  });
  it('parameters have their names above their values', () => {
    expect(seenIn(`parameters: {location: {value: eu}, adminPassword: {value: ${PASSWORD}}}`)).to.deep.equal([
      'parameters.adminPassword.value document-secret likely',
    ]);
    expect(
      seenIn(`Parameters: {DBPassword: {Type: String, Default: ${PASSWORD}, Description: the password}}`),
    ).to.have.length(1);
    expect(
      seenIn(`values: [{key: apiKey, value: a8Fk2LsQ9xVb3nTz7RwY}, {key: baseUrl, value: https://a.b}]`),
    ).to.have.length(1);
  });
  it('a pipeline has variables', () => {
    const workflow = `on: push\njobs: {a: {env: {NPM_PASSWORD: ${PASSWORD}, TOKEN: "\${{ secrets.TOKEN }}"}, permissions: {id-token: write}}}`;
    expect(seenIn(workflow, { path: '.github/workflows/a.yml' })).to.deep.equal([
      'jobs.a.env.NPM_PASSWORD workflow-secret likely',
    ]);
  });
  it('a translation has words', () => {
    expect(seenIn('{login: {password: Password, token: Access token, secret: Keep it secret}}')).to.deep.equal([]);
  });
});
