import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseReference, type Reference } from '../../../../src/core/images/reference.ts';
import { FakeRegistry } from '../../../support/fake-registry.ts';
import { BUNDLE, faultOf, imageRegistry, valueOf } from './image-registry-rig.ts';

const referenceTo = (registry: FakeRegistry, rest = ':v1'): Reference =>
  parseReference(`${registry.host}/${registry.repository}${rest}`);

/** Takes connections and says nothing, not even what TLS begins with. */
class BlackHole implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#sockets.push(socket));
  }

  static async open(): Promise<BlackHole> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new BlackHole(server);
  }

  get host(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

describe('a registry that takes connections and says nothing', () => {
  it('is given up within the time for connecting', async () => {
    await using hole = await BlackHole.open();
    const registries = [{ host: hole.host, plainHttp: false, mirrors: [] }];
    const images = imageRegistry({ registries, times: { connectMs: 30 } });
    const fault = faultOf(await images.readImage(parseReference(`${hole.host}/a/b:v1`)));
    expect([fault.code, fault.retryable]).to.deep.equal(['IMG_TIMEOUT', true]);
    expect(fault.message).to.match(/did not answer in time: https:.*: no connection within 30 ms; try again/);
  });

  it('is given up when the caller has no more time', async () => {
    await using hole = await BlackHole.open();
    const images = imageRegistry();
    const access = { deadline: Date.now() + 30 };
    const fault = faultOf(await images.readImage(parseReference(`${hole.host}/a/b:v1`), access));
    expect([fault.code, fault.retryable]).to.deep.equal(['IMG_TIMEOUT', true]);
    expect(fault.message).to.match(/no answer within \d+ ms/);
  });

  it('is given up when the image has taken long enough', async () => {
    await using hole = await BlackHole.open();
    const images = imageRegistry({ times: { imageMs: 30 } });
    const search = await images.findSignatures(parseReference(`${hole.host}/a/b:v1`), `sha256:${'0'.repeat(64)}`);
    expect(faultOf(search).code).to.equal('IMG_TIMEOUT');
  });

  it('is not tried for each of many images, and is found again when it is back', async () => {
    await using hole = await BlackHole.open();
    let now = 0;
    const images = imageRegistry({ times: { connectMs: 30, requestMs: 30 }, now: () => now });
    const ask = (count: number): Promise<readonly string[]> =>
      Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const fault = faultOf(await images.readImage(parseReference(`${hole.host}/a/b${index}:v1`)));
          return `${fault.code} ${/\(still, tried \d+ s ago\)/.exec(fault.message)?.[0] ?? ''}`.trim();
        }),
      );
    const tried = (answers: readonly string[]): number => answers.filter((one) => one === 'IMG_TIMEOUT').length;
    const first = await ask(50);
    expect(tried(first), 'eight at a time, until three have failed').to.be.within(3, 10);
    expect(first.filter((one) => one === 'IMG_TIMEOUT (still, tried 0 s ago)')).to.have.length(50 - tried(first));
    now += 5000;
    expect(await ask(3)).to.deep.equal(Array.from({ length: 3 }, () => 'IMG_TIMEOUT (still, tried 5 s ago)'));
    now += 5000;
    expect(tried(await ask(3)), 'one looks whether it is back').to.equal(1);
  });
});

describe('a registry that is back', () => {
  it('is used again without a restart, after the rest', async () => {
    const down = await FakeRegistry.start();
    const { host } = down;
    await down[Symbol.asyncDispose]();
    let now = 0;
    const images = imageRegistry({ now: () => now });
    const reference = parseReference(`${host}/acme/app:v1`);
    for (let left = 4; left > 0; left -= 1)
      expect(faultOf(await images.readImage(reference)).code).to.equal('IMG_REGISTRY_DOWN');
    expect(faultOf(await images.readImage(reference)).message).to.match(
      /nobody listens there \(still, tried 0 s ago\)/,
    );
    await using up = await FakeRegistry.start(Number(host.split(':')[1]));
    const { digest } = up.addImage();
    expect(faultOf(await images.readImage(reference)).code).to.equal('IMG_REGISTRY_DOWN');
    now += 10_000;
    expect(valueOf(await images.readImage(reference)).digest).to.equal(digest);
  });

  it('is asked once more when it closed a connection that was kept open', async () => {
    await using registry = await FakeRegistry.start();
    const { digest } = registry.addImage();
    const waited: number[] = [];
    const images = imageRegistry({ pause: async (ms) => void waited.push(ms) });
    valueOf(await images.readImage(referenceTo(registry)));
    let first = true;
    registry.intercept = (_, response) => {
      if (!first) return false;
      first = false;
      response.destroy();
      return true;
    };
    expect(valueOf(await images.readImage(referenceTo(registry))).digest).to.equal(digest);
    expect(waited).to.deep.equal([0]);
  });
});

describe('many questions to one registry', () => {
  it('are eight at a time, and equal ones are one', async () => {
    await using registry = await FakeRegistry.start();
    registry.addImage();
    let [open, most] = [0, 0];
    registry.intercept = (_, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.writeHead(404).end();
      });
      return true;
    };
    const images = imageRegistry();
    const references = Array.from({ length: 60 }, (_, index) => referenceTo(registry, `:v${index % 30}`));
    await Promise.all(references.map((one) => images.readImage(one)));
    expect(registry.asked).to.have.length(30);
    expect(most).to.be.at.most(8).and.at.least(2);
  });

  it('use connections again', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    registry.addReferrer(image, { artifactType: BUNDLE, content: '{}' });
    const images = imageRegistry();
    for (let left = 5; left > 0; left -= 1) {
      valueOf(await images.readImage(referenceTo(registry)));
      valueOf(await images.findSignatures(referenceTo(registry), image.digest));
    }
    expect(registry.server.connections).to.be.at.most(4);
  });
});

describe('mirrors', () => {
  const withMirrors = (host: string, mirrors: readonly string[]): ReturnType<typeof imageRegistry> =>
    imageRegistry({ registries: [{ host, plainHttp: true, mirrors }], allowLoopback: false });

  it('are asked first, under their prefix, and the registry itself when they have nothing', async () => {
    await using registry = await FakeRegistry.start();
    await using mirror = await FakeRegistry.start();
    const { digest } = registry.addImage();
    const images = withMirrors(registry.host, [`${mirror.host}/hub/cache`]);
    expect(valueOf(await images.readImage(referenceTo(registry))).digest).to.equal(digest);
    expect(mirror.asked).to.deep.equal(['GET /v2/hub/cache/acme/app/manifests/v1']);
    mirror.addImage();
    valueOf(await images.readImage(referenceTo(registry)));
    expect(registry.asked).to.have.length(1);
  });

  it('are held to the digest', async () => {
    await using registry = await FakeRegistry.start();
    await using mirror = await FakeRegistry.start();
    const { digest } = registry.addImage();
    mirror.intercept = (_, response) => {
      response.end('{"schemaVersion":2,"layers":[]}');
      return true;
    };
    const images = withMirrors(registry.host, [mirror.host]);
    expect(valueOf(await images.readImage(referenceTo(registry, `@${digest}`))).digest).to.equal(digest);
    expect([mirror.asked.length, registry.asked.length]).to.deep.equal([1, 1]);
  });

  it('that have signatures suffice, and those that have none do not', async () => {
    await using registry = await FakeRegistry.start();
    await using mirror = await FakeRegistry.start();
    const image = registry.addImage();
    registry.addReferrer(image, { artifactType: BUNDLE, content: 'of the registry' });
    const images = withMirrors(registry.host, [mirror.host]);
    const behind = valueOf(await images.findSignatures(referenceTo(registry), image.digest));
    expect([behind.material.length, behind.lookedIn.length]).to.deep.equal([1, 6]);
    expect(behind.lookedIn[0]).to.equal(`OCI referrers (none) in ${mirror.host}/acme/app`);
    mirror.addReferrer(image, { artifactType: BUNDLE, content: 'of the mirror' });
    registry.server.seen.length = 0;
    const before = valueOf(await images.findSignatures(referenceTo(registry), image.digest));
    expect([before.material.length, registry.asked.length]).to.deep.equal([1, 0]);
  });

  it('that have none say nothing of a registry that cannot be asked', async () => {
    await using mirror = await FakeRegistry.start();
    const { digest } = mirror.addImage();
    const images = withMirrors('127.0.0.1:1', [mirror.host]);
    const reference = parseReference('127.0.0.1:1/acme/app:v1');
    expect(valueOf(await images.readImage(reference)).digest).to.equal(digest);
    expect(faultOf(await images.findSignatures(reference, digest)).code).to.equal('IMG_REGISTRY_DOWN');
  });

  it('that fail are named beside the registry that does, too', async () => {
    const images = withMirrors('127.0.0.1:1', ['127.0.0.1:2']);
    const fault = faultOf(await images.readImage(parseReference('127.0.0.1:1/acme/app:v1')));
    expect(fault.message).to.match(
      /^registry 127\.0\.0\.1:1 .*\(asked before: IMG_REGISTRY_DOWN: registry 127\.0\.0\.1:2 /,
    );
  });
});
