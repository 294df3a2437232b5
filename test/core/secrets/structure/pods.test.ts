import { expect } from 'chai';
import { describe, it } from 'mocha';
import { base64, object, PASSWORD, seenIn, TOKEN } from './search-text.ts';

const pod = (container: string): string =>
  object('v1', 'Pod', `spec: {containers: [{name: a, image: a:1, ${container}}]}`);
const AT = 'spec.containers[0]';

describe('A container', () => {
  it('has a secret in a variable that is called like one', () => {
    expect(seenIn(pod(`env: [{name: LOG, value: info}, {name: DB_PASSWORD, value: mysql}]`))).to.deep.equal([
      `${AT}.env[1].value k8s-env-literal-secret likely`,
    ]);
  });
  it('has a secret in a variable of any name that holds a known token', () => {
    expect(seenIn(pod(`env: [{name: A, value: ${TOKEN}}]`))).to.deep.equal([
      `${AT}.env[0].value k8s-env-literal-secret certain`,
    ]);
  });
  it('has none in references, files, names and settings', () => {
    const values = [
      '$(DB_PASSWORD)',
      '${DB_PASSWORD}',
      'op://a/b/c',
      'vault:secret/a#b',
      '',
      '/run/secrets/password',
      'true',
    ];
    const env = values.map((value) => `{name: DB_PASSWORD, value: '${value}'}`).join(', ');
    expect(
      seenIn(pod(`env: [${env}, {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: password, key: token}}}]`)),
    ).to.deep.equal([]);
    expect(
      seenIn(
        pod('env: [{name: PASSWORD_FILE, value: a}, {name: TOKEN_URL, value: b}, {name: PULL_SECRET, value: regcred}]'),
      ),
    ).to.deep.equal([]);
  });
  it('has a secret in an argument, joined to its flag or behind it', () => {
    expect(seenIn(pod(`args: [--listen=:80, '--password=${PASSWORD}', --token, a8Fk2LsQ9xVb3nTz7RwY]`))).to.deep.equal([
      `${AT}.args[1] k8s-env-literal-secret likely`,
      `${AT}.args[3] k8s-env-literal-secret likely`,
    ]);
    expect(
      seenIn(pod('args: [--mysql-native-password=ON, --token-ttl=24h, --password-file=/a/b, --password=$(PASSWORD)]')),
    ).to.deep.equal([]);
  });
  it('has a password behind the name of a user, as curl takes it', () => {
    expect(seenIn(pod(`args: [-u, 'ci:${PASSWORD}', https://a.example.org]`))).to.deep.equal([
      `${AT}.args[1] k8s-env-literal-secret likely`,
    ]);
    expect(seenIn(pod(`args: [-u, '1000:1000', --user, ci, -u, 'ci:$(PASSWORD)']`))).to.deep.equal([]);
  });
  it('has a secret in a header of a probe and in a hook', () => {
    const header = `{name: Authorization, value: Basic ${base64('admin:Xk7vQ2pLw9')}}`;
    expect(seenIn(pod(`livenessProbe: {httpGet: {port: 80, httpHeaders: [${header}]}}`))).to.have.length(1);
    expect(seenIn(pod(`lifecycle: {preStop: {exec: {command: [stop, '--password=${PASSWORD}']}}}`))).to.have.length(1);
    expect(seenIn(pod('livenessProbe: {httpGet: {httpHeaders: [{name: Cookie, value: id=probe}]}}'))).to.deep.equal([]);
  });
  it('is one in every workload, and in objects that embed a pod', () => {
    const template = `template: {spec: {containers: [{name: a, env: [{name: API_KEY, value: a8Fk2LsQ9xVb3nTz7RwY}]}]}}`;
    for (const [apiVersion, kind, spec] of [
      ['apps/v1', 'Deployment', template],
      ['batch/v1', 'CronJob', `jobTemplate: {spec: {${template}}}`],
      ['argoproj.io/v1alpha1', 'Rollout', template],
      ['serving.knative.dev/v1', 'Service', template],
      ['example.com/v1', 'Thing', `nested: {deep: {${template}}}`],
    ] as const) {
      expect(seenIn(object(apiVersion, kind, `spec: {${spec}}`)), kind).to.have.length(1);
    }
    expect(
      seenIn(
        object('v1', 'Pod', `spec: {initContainers: [{name: a, env: [{name: API_KEY, value: a8Fk2LsQ9xVb3nTz7RwY}]}]}`),
      ),
    ).to.have.length(1);
  });
  it('may stand in a patch that does not say what it is for', () => {
    expect(
      seenIn(`spec: {template: {spec: {containers: [{name: a, env: [{name: DB_PASSWORD, value: '${PASSWORD}'}]}]}}}`),
    ).to.deep.equal(['spec.template.spec.containers[0].env[0].value k8s-env-literal-secret likely']);
    const operation = `{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: DB_PASSWORD, value: '${PASSWORD}'}}`;
    expect(seenIn(`[${operation}]`)).to.deep.equal(['[0].value.value k8s-env-literal-secret likely']);
  });
});
