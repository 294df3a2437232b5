import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { loadKubeConnection } from '../../../src/node/kubernetes/load-kube-connection.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe('a connection by a kubeconfig', function () {
  // The package that reads it brings a class for each kind of Kubernetes.
  this.timeout(60_000);

  it('takes the authority, a certificate and its key', async () => {
    using folder = temporaryFolder();
    folder.write('client.crt', 'CERT');
    const file = kubeconfig(folder, {
      user: { 'client-certificate': 'client.crt', 'client-key-data': base64('KEY') },
      cluster: { 'certificate-authority-data': base64('CA'), 'tls-server-name': 'api' },
    });
    const connection = loadKubeConnection({ file, env: {} });
    const { headers, tls, agent } = await connection.credentials();
    expect([connection.server.href, headers, agent]).to.deep.equal(['https://127.0.0.1:6443/', {}, undefined]);
    expect(tls).to.deep.equal({
      ca: Buffer.from('CA'),
      cert: Buffer.from('CERT'),
      key: Buffer.from('KEY'),
      servername: 'api',
    });
  });

  it('takes a token, and that of a plugin', async () => {
    using folder = temporaryFolder();
    const plain = loadKubeConnection({ file: kubeconfig(folder, { user: { token: 'sesame\n' } }), env: {} });
    expect((await plain.credentials()).headers).to.deep.equal({ authorization: 'Bearer sesame' });
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'plugged' },
    };
    const args = ['-e', `console.log(${JSON.stringify(JSON.stringify(credential))})`];
    const exec = { apiVersion: credential.apiVersion, command: process.execPath, args };
    const plugged = loadKubeConnection({ file: kubeconfig(folder, { user: { exec } }), env: {} });
    expect((await plugged.credentials()).headers).to.deep.equal({ authorization: 'Bearer plugged' });
  });

  it('does not repeat what a plugin says when it fails', async () => {
    using folder = temporaryFolder();
    const exec = {
      apiVersion: 'x',
      command: process.execPath,
      args: ['-e', 'console.error("pass=word"); process.exit(1)'],
    };
    const connection = loadKubeConnection({ file: kubeconfig(folder, { user: { exec } }), env: {} });
    const error = await rejection(connection.credentials());
    expect(error.code).to.equal('ACCESS_DENIED');
    expect(error.message).not.to.contain('pass=word');
  });

  it('goes through a proxy where one is named', async () => {
    using folder = temporaryFolder();
    const file = kubeconfig(folder, { user: { token: 'x' }, cluster: { 'proxy-url': 'http://127.0.0.1:3128' } });
    expect((await loadKubeConnection({ file, env: {} }).credentials()).agent).not.to.equal(undefined);
  });

  it('says what is wrong with a kubeconfig', async () => {
    using folder = temporaryFolder();
    const missing = await rejection(() => loadKubeConnection({ file: folder.at('none'), env: {} }));
    expect([missing.code, missing.message.includes('--kubeconfig')]).to.deep.equal(['CONFIG_INVALID', true]);
    const file = kubeconfig(folder, { user: {} });
    const context = await rejection(() => loadKubeConnection({ file, context: 'other', env: {} }));
    expect(context.message).to.contain('context "other"');
  });
});

interface Parts {
  readonly user: JsonObject;
  readonly cluster?: JsonObject;
}

function kubeconfig(folder: TemporaryFolder, { user, cluster = {} }: Parts): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server: 'https://127.0.0.1:6443', ...cluster } }],
    users: [{ name: 'test', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  };
  return folder.write('kubeconfig', JSON.stringify(config));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
