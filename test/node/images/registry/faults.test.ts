import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ImageCode } from '../../../../src/core/images/image-code.ts';
import { parseReference, type Reference } from '../../../../src/core/images/reference.ts';
import { FakeRegistry, type Interception } from '../../../support/fake-registry.ts';
import { TestServer } from '../../../support/http-server.ts';
import { digestOf, manifestBytes } from '../../../support/oci-content.ts';
import { BUNDLE, faultOf, imageRegistry, valueOf } from './image-registry-rig.ts';

const referenceTo = (registry: FakeRegistry, rest = ':v1'): Reference =>
  parseReference(`${registry.host}/${registry.repository}${rest}`);

/** Answers every request in the same way. */
const always =
  (answer: (response: ServerResponse) => unknown): Interception =>
  (_, response) => {
    answer(response);
    return true;
  };

const redirect = (location: string): Interception => always((response) => response.writeHead(307, { location }).end());

const MANIFEST = manifestBytes({ layers: [] });

interface Misbehaviour {
  readonly what: string;
  readonly intercept: Interception;
  readonly code: ImageCode;
  readonly retryable: boolean;
  readonly says: RegExp;
}

const MISBEHAVIOURS: readonly Misbehaviour[] = [
  {
    what: 'does not have the image',
    intercept: () => false,
    code: 'IMG_NOT_FOUND',
    retryable: false,
    says: /has no sha256:\w+ in acme\/app; check the name/,
  },
  {
    what: 'breaks off in the middle',
    intercept: always((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{', () => response.destroy());
    }),
    code: 'IMG_REGISTRY_DOWN',
    retryable: true,
    says: /closed the connection|broke off|aborted/,
  },
  {
    what: 'is out of order',
    intercept: always((response) => response.writeHead(503).end()),
    code: 'IMG_REGISTRY_DOWN',
    retryable: true,
    says: /status 503.*try again/,
  },
  {
    what: 'answers with a page for people',
    intercept: always((response) => response.writeHead(400).end('<html>')),
    code: 'IMG_REGISTRY_DOWN',
    retryable: false,
    says: /status 400/,
  },
  {
    what: 'is asked too often',
    intercept: always((response) =>
      response.writeHead(429, { 'retry-after': '60' }).end('{"errors":[{"code":"TOOMANYREQUESTS"}]}'),
    ),
    code: 'IMG_REGISTRY_DOWN',
    retryable: true,
    says: /status 429 \(TOOMANYREQUESTS\)/,
  },
  {
    what: 'lets nobody in, and does not say how',
    intercept: always((response) => response.writeHead(403).end()),
    code: 'IMG_UNAUTHORIZED',
    retryable: false,
    says: /does not let us in at .*; tried: no credentials; name an imagePullSecret/,
  },
  {
    what: 'announces more than the limit',
    intercept: always((response) => response.writeHead(200, { 'content-length': 5 * 1024 * 1024 }).write('x')),
    code: 'IMG_TOO_LARGE',
    retryable: false,
    says: /more than 4194304 bytes/,
  },
  {
    what: 'never comes to an end',
    intercept: always((response) => {
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more));
      };
      more();
    }),
    code: 'IMG_TOO_LARGE',
    retryable: false,
    says: /more than 4194304 bytes/,
  },
  {
    what: 'says nothing',
    intercept: () => true,
    code: 'IMG_TIMEOUT',
    retryable: true,
    says: /did not answer in time: .*(?:silent for|no whole answer within) 60 ms/,
  },
  {
    what: 'sends to the metadata service of a cloud',
    intercept: redirect('http://169.254.169.254/latest/meta-data/'),
    code: 'IMG_ADDRESS_REFUSED',
    retryable: false,
    says: /169\.254\.169\.254, which only this machine can reach/,
  },
  {
    what: 'sends to a place without TLS',
    intercept: redirect('http://example.invalid/blob'),
    code: 'IMG_ADDRESS_REFUSED',
    retryable: false,
    says: /without TLS/,
  },
  {
    what: 'sends in circles',
    intercept: (request, response) => redirect(request.url)(request, response),
    code: 'IMG_REGISTRY_DOWN',
    retryable: false,
    says: /redirects more than 5 times/,
  },
];

describe('a registry that', () => {
  const digest = digestOf('no such manifest');
  for (const { what, intercept, code, retryable, says } of MISBEHAVIOURS) {
    it(`${what}: ${code}, whether the image or its signatures are asked for`, async () => {
      await using registry = await FakeRegistry.start();
      registry.intercept = intercept;
      const images = imageRegistry(code === 'IMG_TIMEOUT' ? { times: { requestMs: 60 } } : {});
      const fault = faultOf(await images.readImage(referenceTo(registry, `@${digest}`)));
      expect([fault.code, fault.retryable]).to.deep.equal([code, retryable]);
      expect(fault.message)
        .to.match(says)
        .and.match(/^registry 127\.0\.0\.1:\d+ /);
      const search = await images.findSignatures(referenceTo(registry), digest);
      if (code === 'IMG_NOT_FOUND') expect(valueOf(search).material).to.deep.equal([]);
      else expect(search.kind).to.equal('fault');
    });
  }

  it('sends other bytes than those of a digest is not believed: of the image, of a signature, of its content', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const referrer = registry.addReferrer(image, { artifactType: BUNDLE, content: '{"bundle":1}' });
    const images = imageRegistry();
    for (const lie of [`manifests/${image.digest}`, `manifests/${referrer.digest}`, '/blobs/']) {
      registry.intercept = (request, response) =>
        request.url.includes(lie) && always((one) => one.end(MANIFEST.subarray(0, 12)))(request, response);
      const answer = lie.includes(image.digest)
        ? await images.readImage(referenceTo(registry, `@${image.digest}`))
        : await images.findSignatures(referenceTo(registry), image.digest);
      const fault = faultOf(answer);
      expect([fault.code, fault.retryable], lie).to.deep.equal(['IMG_REGISTRY_DOWN', false]);
      expect(fault.message).to.match(/sent other bytes than those of sha256/);
    }
  });

  it('answers a tag with something that is no manifest is not believed', async () => {
    await using registry = await FakeRegistry.start();
    registry.intercept = always((response) => response.end('<html>log in</html>'));
    const fault = faultOf(await imageRegistry().readImage(referenceTo(registry)));
    expect([fault.code, fault.retryable]).to.deep.equal(['IMG_REGISTRY_DOWN', false]);
    expect(fault.message).to.match(/answers with nonsense: the manifest of .*acme\/app:v1 is none/);
  });

  it('lies about the digest of a tag is not believed', async () => {
    await using registry = await FakeRegistry.start();
    registry.intercept = always((response) =>
      response.writeHead(200, { 'docker-content-digest': digestOf('other') }).end(MANIFEST),
    );
    const fault = faultOf(await imageRegistry().readImage(referenceTo(registry)));
    expect([fault.code, fault.retryable]).to.deep.equal(['IMG_REGISTRY_DOWN', false]);
  });
});

describe('a registry that is overloaded for a moment', () => {
  for (const status of [429, 500, 502, 503, 504]) {
    it(`answers the second time: ${status}`, async () => {
      await using registry = await FakeRegistry.start();
      const { digest } = registry.addImage();
      const waited: number[] = [];
      let left = 1;
      registry.intercept = (_, response) => {
        if (left-- <= 0) return false;
        response.writeHead(status, { 'retry-after': '2' }).end();
        return true;
      };
      const images = imageRegistry({ pause: async (ms) => void waited.push(ms) });
      expect(valueOf(await images.readImage(referenceTo(registry))).digest).to.equal(digest);
      expect(waited).to.deep.equal([2000]);
    });
  }

  it('is not waited for beyond the time that the caller has', async () => {
    await using registry = await FakeRegistry.start();
    registry.intercept = always((response) => response.writeHead(429, { 'retry-after': '2' }).end());
    const waited: number[] = [];
    const images = imageRegistry({ pause: async (ms) => void waited.push(ms), now: () => 1000 });
    const fault = faultOf(await images.readImage(referenceTo(registry), { deadline: 2500 }));
    expect([fault.code, waited, registry.asked.length]).to.deep.equal(['IMG_REGISTRY_DOWN', [], 1]);
  });

  it('is asked twice and no more', async () => {
    await using registry = await FakeRegistry.start();
    registry.intercept = always((response) => response.writeHead(503).end());
    await imageRegistry().readImage(referenceTo(registry));
    expect(registry.asked).to.have.length(2);
  });
});

describe('a redirect to another host', () => {
  it('is followed, and gets no credentials', async () => {
    await using storage = await TestServer.start((_, response) => void response.end(MANIFEST));
    await using registry = await FakeRegistry.start();
    registry.intercept = (request, response) => {
      if (request.authorization === undefined) response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end();
      else response.writeHead(307, { location: storage.url('/blob?signature=s').href }).end();
      return true;
    };
    const auth = Buffer.from('me:s3cret').toString('base64');
    const config = JSON.stringify({ auths: { [registry.host]: { auth } } });
    const image = await imageRegistry().readImage(referenceTo(registry, `@${digestOf(MANIFEST)}`), {
      pullSecrets: [{ name: 'regcred', config }],
    });
    expect(valueOf(image).digest).to.equal(digestOf(MANIFEST));
    expect(storage.seen.map(({ authorization }) => authorization)).to.deep.equal([undefined]);
  });
});

describe('a host that images name', () => {
  const ask = async (image: string, allowLoopback: boolean, named: readonly string[] = []): Promise<string> => {
    const registries = named.map((host) => ({ host, mirrors: [], plainHttp: true }));
    const images = imageRegistry({ allowLoopback, registries, times: { connectMs: 50, requestMs: 50 } });
    return faultOf(await images.readImage(parseReference(image))).code;
  };
  for (const host of [
    '169.254.169.254',
    '[fd00:ec2::254]',
    '100.100.100.200',
    'metadata.google.internal',
    '0xa9fea9fe:80',
  ])
    it(`is not asked, wherever we run: ${host}`, async () => {
      expect(await ask(`${host}/latest/meta-data:v1`, true)).to.equal('IMG_ADDRESS_REFUSED');
    });
  for (const host of ['127.0.0.1:99999', '1.2.3.999', '[::::]:5000'])
    it(`is not asked where no address can be made of it: ${host}`, async () => {
      expect(await ask(`${host}/a/b:v1`, true)).to.equal('IMG_REFERENCE_INVALID');
      const image = parseReference(`${host}/a/b:v1`);
      const search = await imageRegistry().findSignatures(image, digestOf(MANIFEST));
      expect(faultOf(search).code).to.equal('IMG_REFERENCE_INVALID');
    });
  for (const host of ['127.0.0.1:1', 'localhost:1', '[::1]:1', '127.1:1', '0.0.0.0:1'])
    it(`is not asked for a cluster: ${host}`, async () => {
      expect(await ask(`${host}/a/b:v1`, false)).to.equal('IMG_ADDRESS_REFUSED');
    });
  it('is asked on this machine for whoever is here, and where the config names it', async () => {
    expect(await ask('127.0.0.1:1/a/b:v1', true)).to.equal('IMG_REGISTRY_DOWN');
    expect(await ask('127.0.0.1:1/a/b:v1', false, ['127.0.0.1:1'])).to.equal('IMG_REGISTRY_DOWN');
    expect(await ask('127.0.0.1:1/a/b:v1', false, ['127.0.0.1:2'])).to.equal('IMG_ADDRESS_REFUSED');
  });
});
