import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Credentials, CredentialSource } from '../../../src/node/registry/docker-credentials.ts';
import { createHttpClient } from '../../../src/node/registry/http-client.ts';
import { MEDIA_TYPES } from '../../../src/node/registry/oci-manifest.ts';
import { parseReference, type Reference } from '../../../src/core/images/reference.ts';
import { createRegistryClient, type RegistryClient } from '../../../src/node/registry/registry-client.ts';
import { selfSignedCertificate } from '../../support/certificate.ts';
import { TestServer, type Answer } from '../../support/http-server.ts';
import { NO_REGISTRY, RealRegistry } from '../../support/registry.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PASSWORD: Credentials = { kind: 'password', username: 'me', password: 's3cret-pass' };
const MANIFEST = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [] }));

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const only = (credentials: Credentials | undefined): CredentialSource =>
  async function* source() {
    yield credentials;
  };

function clientFor(host: string, credentials?: Credentials): RegistryClient {
  return createRegistryClient({
    client: createHttpClient({ host, plainHttp: true }, { pause: async () => undefined }),
    registry: host,
    plainHttp: true,
    credentials: only(credentials),
  });
}

const referenceTo = (host: string, rest = 'acme/policies:v1'): Reference => parseReference(`${host}/${rest}`);

describe('a registry that lies', () => {
  it('about the content of a digest is not believed', async () => {
    await using server = await TestServer.start((_, response) => void response.end(MANIFEST));
    const reference = referenceTo(server.host, `acme/policies@${digestOf(Buffer.from('other'))}`);
    expect((await rejection(clientFor(server.host).findManifest(reference))).code).to.equal('SOURCE_CHANGED');
  });

  it('about the digest of a tag is not believed', async () => {
    await using server = await TestServer.start((_, response) => {
      response.writeHead(200, { 'docker-content-digest': digestOf(Buffer.from('other')) }).end(MANIFEST);
    });
    const error = await rejection(clientFor(server.host).findManifest(referenceTo(server.host)));
    expect(error.code).to.equal('SOURCE_CHANGED');
  });

  it('about a digest in an algorithm that nobody knows is not believed', async () => {
    await using server = await TestServer.start((_, response) => {
      response.writeHead(200, { 'docker-content-digest': 'md5:d41d8cd98f00b204e9800998ecf8427e' }).end(MANIFEST);
    });
    const error = await rejection(clientFor(server.host).findManifest(referenceTo(server.host)));
    expect(error.code).to.equal('SOURCE_CHANGED');
  });

  for (const sent of ['others', 'shorter', 'longer than it said that it would be']) {
    it(`about a blob is not believed: ${sent}`, async () => {
      await using server = await TestServer.start((_, response) => void response.end(sent));
      const bytes = Buffer.from('policy');
      const descriptor = { mediaType: 'text/plain', digest: digestOf(bytes), size: bytes.length };
      const error = await rejection(clientFor(server.host).readBlob(referenceTo(server.host), descriptor));
      expect(error.code).to.be.oneOf(['SOURCE_CHANGED', 'NETWORK_FAILED']);
    });
  }

  it('about the size of a blob is not asked for it', async () => {
    await using server = await TestServer.start((_, response) => void response.end());
    const descriptor = { mediaType: 'text/plain', digest: digestOf(Buffer.from('')), size: 10 ** 12 };
    const error = await rejection(clientFor(server.host).readBlob(referenceTo(server.host), descriptor));
    expect(error.message).to.match(/1000000000000 bytes/);
    expect(server.seen).to.deep.equal([]);
  });

  it('about where to upload to gets nothing', async () => {
    await using other = await TestServer.start((_, response) => void response.writeHead(201).end());
    await using server = await TestServer.start(({ method }, response) => {
      if (method === 'POST') response.writeHead(202, { location: other.url('/upload').href }).end();
      else response.writeHead(404).end();
    });
    const task = clientFor(server.host).writeBlob(referenceTo(server.host), 'text/plain', Buffer.from('policy'));
    expect((await rejection(task)).message).to.match(/no place on the same host/);
    expect(other.seen).to.deep.equal([]);
  });
});

describe('an answer that is none', () => {
  it('is no manifest, and not an empty one', async () => {
    await using server = await TestServer.start((_, response) => void response.writeHead(404).end());
    expect(await clientFor(server.host).findManifest(referenceTo(server.host))).to.equal(undefined);
  });

  it('is told with what the registry says about it', async () => {
    await using server = await TestServer.start((_, response) => {
      response.writeHead(400).end('{"errors":[{"code":"NAME_INVALID","message":"do not quote me"}]}');
    });
    const error = await rejection(clientFor(server.host).findManifest(referenceTo(server.host)));
    expect(error.message)
      .to.match(/status 400 \(NAME_INVALID\)/)
      .and.not.include('quote me');
  });
});

/** A registry that wants a token, and a server beside it that gives one. */
function tokenRegistry(realm: () => string, token: string): Answer {
  return ({ authorization }, response) => {
    if (authorization === `Bearer ${token}`) return void response.end(MANIFEST);
    const challenge = `Bearer realm="${realm()}",service="reg",scope="repository:acme/policies:pull,push,delete"`;
    return void response.writeHead(401, { 'www-authenticate': challenge }).end('{}');
  };
}

describe('tokens', () => {
  it('are asked for with our credentials, for this repository and for no more than is needed', async () => {
    await using tokens = await TestServer.start((_, response) => void response.end('{"token":"t0ken"}'));
    await using server = await TestServer.start(tokenRegistry(() => tokens.url('/token').href, 't0ken'));
    const client = clientFor(server.host, PASSWORD);
    expect((await client.findManifest(referenceTo(server.host)))?.bytes).to.deep.equal(MANIFEST);
    await client.findManifest(referenceTo(server.host));
    expect(tokens.seen.map(({ url }) => url)).to.deep.equal([
      '/token?service=reg&scope=repository%3Aacme%2Fpolicies%3Apull',
    ]);
    expect(tokens.seen[0]?.authorization).to.equal(`Basic ${Buffer.from('me:s3cret-pass').toString('base64')}`);
    expect(server.seen.map(({ authorization }) => authorization)).to.deep.equal([
      undefined,
      'Bearer t0ken',
      'Bearer t0ken',
    ]);
  });

  it('are given to strangers, too', async () => {
    await using tokens = await TestServer.start((_, response) => void response.end('{"access_token":"t0ken"}'));
    await using server = await TestServer.start(tokenRegistry(() => tokens.url('/token').href, 't0ken'));
    expect(await clientFor(server.host).findManifest(referenceTo(server.host))).not.to.equal(undefined);
    expect(tokens.seen[0]?.authorization).to.equal(undefined);
  });

  it('are traded for an identity token, which is not put into an address', async () => {
    await using tokens = await TestServer.start((_, response) => void response.end('{"access_token":"t0ken"}'));
    await using server = await TestServer.start(tokenRegistry(() => tokens.url('/token').href, 't0ken'));
    await clientFor(server.host, { kind: 'identity-token', token: 'long-lived' }).findManifest(
      referenceTo(server.host),
    );
    const [seen] = tokens.seen;
    expect([seen?.method, seen?.url]).to.deep.equal(['POST', '/token']);
    expect(new URLSearchParams(seen?.body).get('refresh_token')).to.equal('long-lived');
  });

  for (const realm of ['http://169.254.169.254/token', 'http://example.invalid/token', 'file:///etc/passwd']) {
    it(`are not asked for at ${realm}`, async () => {
      await using server = await TestServer.start(tokenRegistry(() => realm, 't0ken'));
      const error = await rejection(clientFor(server.host, PASSWORD).findManifest(referenceTo(server.host)));
      expect(error.code).to.equal('ADDRESS_REFUSED');
    });
  }

  it('that do not help end in a clear word, and not in a loop', async () => {
    await using tokens = await TestServer.start((_, response) => void response.end('{"token":"wrong"}'));
    await using server = await TestServer.start(tokenRegistry(() => tokens.url('/token').href, 't0ken'));
    const error = await rejection(clientFor(server.host, PASSWORD).findManifest(referenceTo(server.host)));
    expect(error.code).to.equal('ACCESS_DENIED');
    expect(error.message)
      .to.match(/does not accept the credentials/)
      .and.not.include('s3cret');
    expect(server.seen).to.have.length(2);
  });

  it('that would break a header are no tokens', async () => {
    await using tokens = await TestServer.start((_, response) => void response.end('{"token":"a\\r\\nx: y"}'));
    await using server = await TestServer.start(tokenRegistry(() => tokens.url('/token').href, 't0ken'));
    expect((await rejection(clientFor(server.host).findManifest(referenceTo(server.host)))).message).to.match(
      /gave no token/,
    );
  });
});

const itReally = NO_REGISTRY === undefined ? it : it.skip;

describe(`a real registry${NO_REGISTRY === undefined ? '' : ` (${NO_REGISTRY})`}`, () => {
  itReally('gives back what it was given', async () => {
    await using registry = await RealRegistry.start();
    const client = clientFor(registry.host);
    const reference = referenceTo(registry.host);
    expect(await client.findManifest(reference)).to.equal(undefined);
    const blob = await client.writeBlob(reference, 'text/plain', Buffer.from('package main'));
    const again = await client.writeBlob(reference, 'text/plain', Buffer.from('package main'));
    expect(again).to.deep.equal(blob);
    const bytes = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: blob, layers: [blob] }),
    );
    const written = await client.writeManifest(reference, MEDIA_TYPES.manifest, bytes);
    const found = await client.findManifest(reference);
    expect(found?.descriptor).to.deep.equal(written);
    expect(await client.findManifest({ ...reference, digest: written.digest })).to.deep.equal(found);
    expect((await client.readBlob(reference, blob)).toString()).to.equal('package main');
  });

  itReally('is spoken to by TLS, with an authority of our own and with user and password', async () => {
    using folder = temporaryFolder();
    const { cert, key } = selfSignedCertificate();
    const tls = { cert: folder.write('cert.pem', cert), key: folder.write('key.pem', key) };
    // The bcrypt hash of PASSWORD.
    const users = 'me:$2b$05$abcdefghijklmnopqrstuuV7fpPozvyqJfnY19y0802WTlXUm6Rjy\n';
    await using registry = await RealRegistry.start({ tls, htpasswd: folder.write('users', users) });
    const reference = referenceTo(registry.host);
    const open = (ca: string | undefined, credentials: Credentials | undefined): RegistryClient =>
      createRegistryClient({
        client: createHttpClient({ host: registry.host, plainHttp: false, ...(ca === undefined ? {} : { ca }) }),
        registry: registry.host,
        plainHttp: false,
        credentials: only(credentials),
      });
    const bytes = Buffer.from('package main');
    const written = await open(cert, PASSWORD).writeBlob(reference, 'text/plain', bytes);
    expect(await open(cert, PASSWORD).readBlob(reference, written)).to.deep.equal(bytes);
    const stranger = await rejection(open(cert, undefined).readBlob(reference, written));
    expect([stranger.code, stranger.message]).to.deep.equal([
      'ACCESS_DENIED',
      `https://${registry.host}/v2/acme/policies/blobs/${written.digest} wants to know who asks, and there are no credentials for ${registry.host}; log in: docker login ${registry.host}`,
    ]);
    expect((await rejection(open(undefined, PASSWORD).readBlob(reference, written))).message).to.match(
      /name its authority as caFile/,
    );
  });
});
