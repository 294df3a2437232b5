import { chmodSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseReference, type Reference } from '../../../../src/core/images/reference.ts';
import type { ImageAccess } from '../../../../src/node/images/image-registry.ts';
import { FakeRegistry } from '../../../support/fake-registry.ts';
import { TestServer, type Answer } from '../../../support/http-server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { faultOf, imageRegistry, valueOf } from './image-registry-rig.ts';

const SECRET = 'do-not-print-me';
const basic = (user: string): string => Buffer.from(`${user}:${SECRET}`).toString('base64');

const referenceTo = ({ host, repository }: FakeRegistry): Reference => parseReference(`${host}/${repository}:v1`);

/** A registry that lets in whoever has this `authorization`, and asks others for a password. */
async function guarded(authorization: string | undefined, challenge = 'Basic realm="r"'): Promise<FakeRegistry> {
  const registry = await FakeRegistry.start();
  registry.addImage();
  registry.intercept = (request, response) => {
    if (request.authorization === authorization) return false;
    response.writeHead(401, { 'www-authenticate': challenge }).end('{}');
    return true;
  };
  return registry;
}

const secretFor = (host: string, user: string, name = user): NonNullable<ImageAccess['pullSecrets']>[number] => ({
  name,
  config: JSON.stringify({ auths: { [host]: { auth: basic(user) } } }),
});

describe('credentials for an image', () => {
  it('are tried in their order, until one is accepted: pull secrets, docker config, none', async () => {
    using folder = temporaryFolder();
    await using registry = await guarded(`Basic ${basic('stored')}`);
    folder.write(
      'config.json',
      JSON.stringify({ credsStore: 'mine', auths: { [registry.host]: { auth: basic('stored') } } }),
    );
    const helper = folder.write(
      'docker-credential-mine',
      `#!/bin/sh\necho '{"Username":"helped","Secret":"${SECRET}"}'\n`,
    );
    chmodSync(helper, 0o755);
    const env = { DOCKER_CONFIG: folder.path, PATH: `${folder.path}:${process.env['PATH'] ?? ''}` };
    const pullSecrets = [
      secretFor('other.io', 'foreign'),
      { name: 'broken', config: '{"auths":' },
      secretFor(registry.host, 'first'),
      secretFor(`${registry.host}/acme`, 'second'),
    ];
    valueOf(await imageRegistry({ env }).readImage(referenceTo(registry), { pullSecrets }));
    expect(registry.server.seen.map(({ authorization }) => authorization)).to.deep.equal([
      undefined,
      `Basic ${basic('first')}`,
      `Basic ${basic('second')}`,
      `Basic ${basic('helped')}`,
      `Basic ${basic('stored')}`,
    ]);
  });

  it('are all named when none is accepted, and none is shown', async () => {
    using folder = temporaryFolder();
    folder.write('config.json', '{"credHelpers":{}}');
    await using registry = await guarded('Basic nobody-has-it');
    const pullSecrets = [
      secretFor('other.io', 'foreign'),
      secretFor(registry.host, 'regcred'),
      { name: 'broken', config: `{"auths":{"${registry.host}":{"auth":"${SECRET}"}}}` },
    ];
    const env = { DOCKER_CONFIG: folder.path };
    const fault = faultOf(await imageRegistry({ env }).readImage(referenceTo(registry), { pullSecrets }));
    expect([fault.code, fault.retryable]).to.deep.equal(['IMG_UNAUTHORIZED', false]);
    expect(fault.message)
      .to.include(
        `; tried: imagePullSecrets foreign (no entry for ${registry.host}), imagePullSecrets regcred (refused), imagePullSecrets broken (it cannot be read), docker config (none), no credentials (refused); name an imagePullSecret that may pull from it, or log in: docker login ${registry.host}`,
      )
      .and.not.include(SECRET)
      .and.not.include(basic('regcred'));
  });

  it('of a helper that fails are said to be missing, and the image is still asked for as a stranger', async () => {
    using folder = temporaryFolder();
    folder.write('config.json', '{"credsStore":"absent"}');
    await using tokens = await TestServer.start((_, response) => void response.end('{"token":"stranger"}'));
    await using registry = await guarded('Bearer stranger', `Bearer realm="${tokens.url('/token').href}",service="s"`);
    const env = { DOCKER_CONFIG: folder.path, PATH: folder.path };
    valueOf(await imageRegistry({ env }).readImage(referenceTo(registry)));
    await using closed = await guarded('Basic nobody-has-it');
    const fault = faultOf(await imageRegistry({ env }).readImage(referenceTo(closed)));
    expect(fault.message).to.match(/docker config \(docker-credential-absent gave no credentials/);
  });

  it('of one asker are of no use to another', async () => {
    await using registry = await guarded(`Basic ${basic('team-a')}`);
    const images = imageRegistry();
    valueOf(await images.readImage(referenceTo(registry), { pullSecrets: [secretFor(registry.host, 'team-a')] }));
    expect(faultOf(await images.readImage(referenceTo(registry))).code).to.equal('IMG_UNAUTHORIZED');
    const other = { pullSecrets: [secretFor(registry.host, 'team-b')] };
    expect(faultOf(await images.readImage(referenceTo(registry), other)).code).to.equal('IMG_UNAUTHORIZED');
    const asked = await Promise.all([
      images.readImage(referenceTo(registry), { pullSecrets: [secretFor(registry.host, 'team-a')] }),
      images.readImage(referenceTo(registry), other),
      images.readImage(referenceTo(registry)),
    ]);
    expect(asked.map(({ kind }) => kind)).to.deep.equal(['ok', 'fault', 'fault']);
  });
});

/** Hands out tokens that are numbered, and good for so many seconds. */
function tokenServer(seconds: number): { readonly answer: Answer; readonly given: () => number } {
  let given = 0;
  return {
    given: () => given,
    answer: ({ url, authorization, body }, response) => {
      given += 1;
      const scope = new URL(url, 'http://x').searchParams.get('scope') ?? new URLSearchParams(body).get('scope');
      const isKnown = authorization === `Basic ${basic('me')}` || body.includes('refresh_token=long-lived');
      if (scope !== 'repository:acme/app:pull' || !isKnown) response.writeHead(401).end();
      else response.end(JSON.stringify({ token: `t${given}`, expires_in: seconds }));
    },
  };
}

/** A registry that believes every token that begins with a `t`. */
async function tokenRegistry(realm: string): Promise<FakeRegistry> {
  const registry = await FakeRegistry.start();
  registry.addImage();
  registry.intercept = (request, response) => {
    if (request.authorization?.startsWith('Bearer t') === true) return false;
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="reg",scope="x:y:*"` }).end('{}');
    return true;
  };
  return registry;
}

describe('tokens for an image', () => {
  it('are asked for once for all requests, with the scope of pulling, until they are over', async () => {
    const { answer, given } = tokenServer(300);
    await using tokens = await TestServer.start(answer);
    await using registry = await tokenRegistry(tokens.url('/token').href);
    let now = 1_000_000;
    const images = imageRegistry({ now: () => now });
    const access = { pullSecrets: [secretFor(registry.host, 'me')] };
    const { digest } = valueOf(await images.readImage(referenceTo(registry), access));
    valueOf(await images.findSignatures(referenceTo(registry), digest, undefined, access));
    valueOf(await images.readImage(referenceTo(registry), access));
    expect(given()).to.equal(1);
    const unauthorised = registry.server.seen.filter(({ authorization }) => authorization === undefined);
    expect(unauthorised).to.have.length(1);
    now += 291_000;
    valueOf(await images.readImage(referenceTo(registry), access));
    expect(given()).to.equal(2);
    expect(registry.server.seen.filter(({ authorization }) => authorization === undefined)).to.have.length(1);
  });

  it('that the registry takes back are fetched again', async () => {
    const { answer, given } = tokenServer(300);
    await using tokens = await TestServer.start(answer);
    await using registry = await tokenRegistry(tokens.url('/token').href);
    const images = imageRegistry();
    const access = { pullSecrets: [secretFor(registry.host, 'me')] };
    valueOf(await images.readImage(referenceTo(registry), access));
    const isLetIn = registry.intercept;
    registry.intercept = (request, response) =>
      isLetIn(request.authorization === 'Bearer t1' ? { ...request, authorization: undefined } : request, response);
    valueOf(await images.readImage(referenceTo(registry), access));
    expect(given()).to.equal(2);
  });

  it('are traded for identity tokens of pull secrets', async () => {
    const { answer } = tokenServer(300);
    await using tokens = await TestServer.start(answer);
    await using registry = await tokenRegistry(tokens.url('/token').href);
    const config = JSON.stringify({ auths: { [registry.host]: { identitytoken: 'long-lived' } } });
    valueOf(await imageRegistry().readImage(referenceTo(registry), { pullSecrets: [{ name: 'id', config }] }));
    expect(tokens.seen.map(({ method, url }) => `${method} ${url}`)).to.deep.equal(['POST /token']);
  });

  it('are not asked for where storage says, to which the registry refers', async () => {
    await using tokens = await TestServer.start((_, response) => void response.end('{"token":"t1"}'));
    const challenge = `Bearer realm="${tokens.url('/token').href}",service="s"`;
    await using storage = await TestServer.start(
      (_, response) => void response.writeHead(401, { 'www-authenticate': challenge }).end(),
    );
    await using registry = await FakeRegistry.start();
    registry.intercept = (_, response) => {
      response.writeHead(307, { location: storage.url('/blob').href }).end();
      return true;
    };
    const access = { pullSecrets: [secretFor(registry.host, 'me')] };
    const fault = faultOf(await imageRegistry().readImage(referenceTo(registry), access));
    expect([fault.code, tokens.seen.length]).to.deep.equal(['IMG_REGISTRY_DOWN', 0]);
    expect(fault.message).to.include(`http://${storage.host}/blob answered with status 401`);
  });

  it('are asked for in another place when the registry has moved it', async () => {
    const { answer } = tokenServer(0);
    const tokens = await TestServer.start(answer);
    await using moved = await TestServer.start(answer);
    let realm = tokens.url('/token').href;
    await using registry = await FakeRegistry.start();
    registry.addImage();
    registry.intercept = (request, response) => {
      if (request.authorization?.startsWith('Bearer t') === true) return false;
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end('{}');
      return true;
    };
    const images = imageRegistry();
    const access = { pullSecrets: [secretFor(registry.host, 'me')] };
    valueOf(await images.readImage(referenceTo(registry), access));
    await tokens[Symbol.asyncDispose]();
    realm = moved.url('/token').href;
    expect(faultOf(await images.readImage(referenceTo(registry), access)).code).to.equal('IMG_REGISTRY_DOWN');
    valueOf(await images.readImage(referenceTo(registry), access));
    expect(moved.seen).to.have.length(1);
  });

  it('are not wanted for what the registry gives to anybody, whatever it wanted before', async () => {
    await using tokens = await TestServer.start(tokenServer(300).answer);
    await using registry = await tokenRegistry(tokens.url('/token').href);
    const images = imageRegistry();
    valueOf(await images.readImage(referenceTo(registry), { pullSecrets: [secretFor(registry.host, 'me')] }));
    registry.intercept = () => false;
    valueOf(await images.readImage(referenceTo(registry)));
    expect(registry.server.seen.at(-1)?.authorization).to.equal(undefined);
  });

  it('are not asked for where only this machine can reach', async () => {
    await using registry = await tokenRegistry('http://169.254.169.254/token');
    const access = { pullSecrets: [secretFor(registry.host, 'me')] };
    expect(faultOf(await imageRegistry().readImage(referenceTo(registry), access)).code).to.equal(
      'IMG_ADDRESS_REFUSED',
    );
  });
});
