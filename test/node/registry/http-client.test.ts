import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createHttpClient, type HttpClient } from '../../../src/node/registry/http-client.ts';
import type { HttpRequest } from '../../../src/node/registry/http-exchange.ts';
import { rejection } from '../../support/rejection.ts';
import { TestServer } from '../../support/http-server.ts';

const SECRET = 'Bearer do-not-send-me';

const get = (url: URL, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  maxBytes: 1000,
  ...more,
});

/** A client that does not wait, and keeps for how long it would have. */
function clientFor({ host }: TestServer, pauses: number[] = []): HttpClient {
  return createHttpClient({ host, plainHttp: true }, { pause: async (ms) => void pauses.push(ms) });
}

const redirectTo =
  (location: string): Parameters<typeof TestServer.start>[0] =>
  (_, response) =>
    void response.writeHead(302, { location }).end();

describe('a server that does not speak TLS', () => {
  it('is named as that, at the first try, with what to write if it is meant', async () => {
    await using server = await TestServer.start((_, response) => void response.end('plain'));
    const pauses: number[] = [];
    const client = createHttpClient(
      { host: server.host, plainHttp: false },
      { pause: async (ms) => void pauses.push(ms) },
    );
    const url = new URL(server.url('/'));
    url.protocol = 'https:';
    const error = await rejection(client.send(get(url)));
    expect(error.code).to.equal('NETWORK_FAILED');
    expect(error.message).to.match(/: it does not speak TLS; if that is meant, write plainHttp for its host/);
    expect(pauses).to.deep.equal([]);
  });
});

describe('redirects', () => {
  it('are followed, and credentials stay with the origin that they are for', async () => {
    await using storage = await TestServer.start((_, response) => void response.end('from storage'));
    await using server = await TestServer.start(({ url }, response) => {
      if (url === '/a') response.writeHead(307, { location: '/b' }).end();
      else response.writeHead(302, { location: storage.url('/blob?signature=s').href }).end();
    });
    const answer = await clientFor(server).send(get(server.url('/a'), { headers: { authorization: SECRET } }));
    expect(answer.body.toString()).to.equal('from storage');
    expect(server.seen.map(({ authorization }) => authorization)).to.deep.equal([SECRET, SECRET]);
    expect(storage.seen.map(({ authorization }) => authorization)).to.deep.equal([undefined]);
  });

  for (const target of [
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/',
    'https://metadata.google.internal/',
    'http://[::ffff:169.254.169.254]/',
    'http://metadata.google.internal/',
    'http://example.invalid/plain',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
  ]) {
    it(`do not lead to ${target}`, async () => {
      await using server = await TestServer.start(redirectTo(target));
      const error = await rejection(clientFor(server).send(get(server.url('/'))));
      expect(error.code).to.equal('ADDRESS_REFUSED');
    });
  }

  it('end', async () => {
    await using server = await TestServer.start(redirectTo('/again'));
    const error = await rejection(clientFor(server).send(get(server.url('/'))));
    expect(error.message).to.match(/redirects more than 5 times/);
  });

  it('do not carry along what changes something', async () => {
    await using server = await TestServer.start(redirectTo('/elsewhere'));
    const answer = await clientFor(server).send(get(server.url('/'), { method: 'POST', body: Buffer.from('x') }));
    expect([answer.status, server.seen.length]).to.deep.equal([302, 1]);
  });
});

describe('a server that the user did not name as one without TLS', () => {
  it('is not spoken to', async () => {
    await using server = await TestServer.start((_, response) => void response.end());
    const client = createHttpClient({ host: server.host, plainHttp: false });
    expect((await rejection(client.send(get(server.url('/'))))).code).to.equal('ADDRESS_REFUSED');
    expect(server.seen).to.deep.equal([]);
  });
});

describe('limits', () => {
  it('hold before anything is read, when the server says how much it has', async () => {
    await using server = await TestServer.start((_, response) => {
      response.writeHead(200, { 'content-length': '999999999' }).write('x');
    });
    expect((await rejection(clientFor(server).send(get(server.url('/'))))).message).to.match(/more than 1000 bytes/);
  });

  it('hold while it is read, when the server says nothing', async () => {
    await using server = await TestServer.start((_, response) => {
      const more = (): void =>
        void (response.write('x'.repeat(512)) ? setImmediate(more) : response.once('drain', more));
      more();
    });
    expect((await rejection(clientFor(server).send(get(server.url('/'))))).message).to.match(/more than 1000 bytes/);
  });

  it('leave room for what a server says in place of an answer', async () => {
    await using server = await TestServer.start((_, response) => void response.writeHead(404).end('x'.repeat(2000)));
    expect(await clientFor(server).send(get(server.url('/'), { maxBytes: 2 }))).to.have.property('status', 404);
  });

  it('end a server that falls silent', async () => {
    await using server = await TestServer.start(() => undefined);
    const options = { times: { silenceMs: 20, wholeMs: 1000 }, pause: async () => undefined };
    const client = createHttpClient({ host: server.host, plainHttp: true }, options);
    const error = await rejection(client.send(get(server.url('/secret?token=t'))));
    expect(error.code).to.equal('NETWORK_FAILED');
    expect(error.message)
      .to.match(/silent for 20 ms \(tried 4 times\)/)
      .and.not.include('token');
  });

  it('end a server that never comes to an end', async () => {
    await using server = await TestServer.start((_, response) => {
      const drip = (): void => void (response.destroyed || response.write('x', () => setImmediate(drip)));
      drip();
    });
    const options = { times: { silenceMs: 5000, wholeMs: 50 }, pause: async () => undefined };
    const client = createHttpClient({ host: server.host, plainHttp: true }, options);
    const error = await rejection(client.send(get(server.url('/'), { maxBytes: Number.MAX_SAFE_INTEGER })));
    expect(error.message).to.match(/no whole answer within 50 ms/);
  });
});

describe('an answer', () => {
  it('that comes in many parts is whole', async () => {
    const parts = Array.from({ length: 50 }, (_, index) => `part ${index} `);
    await using server = await TestServer.start((_, response) => {
      const waiting = parts.values();
      const more = (): void => {
        const { value, done } = waiting.next();
        if (done === true) response.end();
        else response.write(value, () => setImmediate(more));
      };
      more();
    });
    expect((await clientFor(server).send(get(server.url('/')))).body.toString()).to.equal(parts.join(''));
  });

  it('that breaks off is none, though nobody said how long it is', async () => {
    await using server = await TestServer.start((_, response) => {
      response.write('half', () => response.destroy());
    });
    const error = await rejection(clientFor(server).send(get(server.url('/'))));
    expect(error.message).to.match(/(?:broke off|aborted|closed the connection) \(tried 4 times\)/);
  });

  it('that nobody waits for any more is broken off in the middle, and not asked for again', async () => {
    const controller = new AbortController();
    const closed: boolean[] = [];
    await using server = await TestServer.start((_, response) => {
      response.once('close', () => closed.push(response.writableFinished));
      response.write('half', () => controller.abort());
    });
    const patience = { signal: controller.signal, until: () => Number.POSITIVE_INFINITY };
    const options = { retries: { tries: 4, after: ['broken' as const] }, pause: async () => undefined };
    const client = createHttpClient({ host: server.host, plainHttp: true }, options);
    const error = await rejection(client.send(get(server.url('/'), { patience })));
    expect(error.message).to.match(/nobody waits any more$/);
    while (closed.length === 0) await nextTurn();
    expect([closed, server.seen.length]).to.deep.equal([[false], 1]);
  });

  it('that nobody waits for from the beginning is not asked for', async () => {
    await using server = await TestServer.start((_, response) => void response.end());
    const patience = { signal: AbortSignal.abort(), until: () => Number.POSITIVE_INFINITY };
    const error = await rejection(clientFor(server).send(get(server.url('/'), { patience })));
    expect(error.message).to.match(/nobody waits any more/);
    expect(server.seen).to.deep.equal([]);
  });
});

describe('trying again', () => {
  it('helps when the server is overloaded, after longer and longer pauses', async () => {
    let left = 2;
    await using server = await TestServer.start(
      (_, response) => void response.writeHead(left-- > 0 ? 503 : 200).end('ok'),
    );
    const pauses: number[] = [];
    const answer = await clientFor(server, pauses).send(get(server.url('/')));
    expect([answer.status, pauses]).to.deep.equal([200, [250, 500]]);
  });

  it('waits as long as the server asks, but not for ever', async () => {
    const asked = ['3', '86400', 'Thu, 01 Jan 2099 00:00:00 GMT'];
    await using server = await TestServer.start((_, response) => {
      const after = asked.shift();
      response.writeHead(after === undefined ? 200 : 429, after === undefined ? {} : { 'retry-after': after }).end();
    });
    const pauses: number[] = [];
    await clientFor(server, pauses).send(get(server.url('/')));
    expect(pauses).to.deep.equal([3000, 10_000, 1000]);
  });

  it('helps when the connection breaks off in the middle', async () => {
    let first = true;
    await using server = await TestServer.start((_, response) => {
      if (!first) return void response.end('whole');
      first = false;
      response.writeHead(200, { 'content-length': '100' });
      return void response.write('half', () => response.destroy());
    });
    expect((await clientFor(server).send(get(server.url('/')))).body.toString()).to.equal('whole');
  });

  it('ends, and the last answer stands', async () => {
    await using server = await TestServer.start((_, response) => void response.writeHead(500).end());
    expect((await clientFor(server).send(get(server.url('/')))).status).to.equal(500);
    expect(server.seen).to.have.length(4);
  });

  it('does not repeat what may have been done', async () => {
    await using server = await TestServer.start((_, response) => void response.writeHead(500).end());
    await clientFor(server).send(get(server.url('/'), { method: 'PUT', body: Buffer.from('x') }));
    expect(server.seen).to.have.length(1);
  });

  it('does not help when nobody listens', async () => {
    const server = await TestServer.start((_, response) => void response.end());
    const url = server.url('/');
    const client = clientFor(server);
    await server[Symbol.asyncDispose]();
    const error = await rejection(client.send(get(url)));
    expect(error.message).to.match(/nobody listens there \(tried 4 times\)/);
  });
});
