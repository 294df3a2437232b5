import { once } from 'node:events';
import { createServer as createSecureServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { SluiceError } from '../../../src/core/errors.ts';
import { createHttpClient, type HttpClientOptions } from '../../../src/node/registry/http-client.ts';
import type { HttpRequest, HttpResponse } from '../../../src/node/registry/http-exchange.ts';
import { proxiesOf } from '../../../src/node/registry/proxy-environment.ts';
import { certificateAuthority, selfSignedCertificate } from '../../support/certificate.ts';
import { HttpProxy, type HttpProxyOptions } from '../../support/http-proxy.ts';
import { TestServer } from '../../support/http-server.ts';
import { rejection } from '../../support/rejection.ts';

const SECRET = 'Bearer for-the-server';
const PASSWORD = 'pass-w0rd';

/** Server certificates are for `localhost`, which is no name that is asked by a proxy; those of the test go by this one. */
const NAME = 'registry.test';

/** Speaks TLS, and says who asked in what words. */
class SecureServer implements AsyncDisposable {
  readonly authority: string;
  readonly seen: { readonly url: string; readonly headers: Readonly<Record<string, unknown>> }[] = [];
  connections = 0;
  readonly #server: Server;

  constructor() {
    const authority = certificateAuthority();
    this.authority = authority.cert;
    this.#server = createSecureServer(authority.issue({ commonName: NAME }, [NAME]), (incoming, response) => {
      this.seen.push({ url: incoming.url ?? '', headers: incoming.headers });
      response.end('from the server');
    });
    this.#server.on('secureConnection', () => {
      this.connections += 1;
    });
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL(url),
  headers: { authorization: SECRET },
  maxBytes: 1000,
  ...more,
});

const PATIENT = { silenceMs: 60_000, wholeMs: 60_000 };
const ONCE = { tries: 1, after: [] } as const;

describe('a server that speaks TLS, behind a proxy', () => {
  let server: SecureServer;
  beforeEach(async () => {
    server = await new SecureServer().listen();
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const proxyTo = (options: HttpProxyOptions = {}): Promise<HttpProxy> =>
    HttpProxy.start({ leads: { [`${NAME}:443`]: server.port }, ...options });

  const clientBy = (HTTPS_PROXY: string, options: HttpClientOptions = {}): ReturnType<typeof createHttpClient> =>
    createHttpClient(
      { host: NAME, plainHttp: false, ca: server.authority },
      { times: PATIENT, retries: ONCE, proxies: proxiesOf({ HTTPS_PROXY }), ...options },
    );

  const refusalBy = async (address: string, options: HttpClientOptions = {}): Promise<SluiceError> => {
    const error = await rejection(clientBy(address, options).send(get(`https://${NAME}/v2/`)));
    expect(error.code).to.equal('NETWORK_FAILED');
    expect(error.message).not.to.contain(PASSWORD);
    expect(server.seen).to.deep.equal([]);
    return error;
  };

  it('is asked through it, over one connection, and the proxy learns no more than its name', async () => {
    await using proxy = await proxyTo();
    const client = clientBy(`http://${proxy.host}`);
    const answers = [];
    for (const path of ['a', 'b?c=d']) answers.push(await client.send(get(`https://${NAME}/${path}`)));
    expect(answers.map(({ body }) => body.toString())).to.deep.equal(['from the server', 'from the server']);
    expect(server.seen.map(({ url }) => url)).to.deep.equal(['/a', '/b?c=d']);
    expect(proxy.asked).to.deep.equal([{ method: 'CONNECT', target: `${NAME}:443`, authorization: undefined }]);
    expect(server.connections).to.equal(1);
  });

  it('is not told what the proxy is told', async () => {
    await using proxy = await proxyTo({ credentials: `me:${PASSWORD}` });
    const { status } = await clientBy(`http://me:${PASSWORD}@${proxy.host}`).send(get(`https://${NAME}/v2/`));
    expect(status).to.equal(200);
    const [seen] = server.seen;
    expect([seen?.headers['authorization'], seen?.headers['host']]).to.deep.equal([SECRET, NAME]);
    expect(Object.keys(seen?.headers ?? {})).not.to.include('proxy-authorization');
  });

  it('must have a certificate that is trusted, whatever the proxy connects us to', async () => {
    await using proxy = await proxyTo();
    const options = { times: PATIENT, retries: ONCE, proxies: proxiesOf({ HTTPS_PROXY: proxy.host }) };
    const client = createHttpClient({ host: NAME, plainHttp: false }, options);
    const error = await rejection(client.send(get(`https://${NAME}/v2/`)));
    expect(error.message).to.match(
      /^https:\/\/registry\.test\/v2\/: its certificate is not trusted \(\w+\); name its authority as caFile .* \(through the proxy http:\/\/127.*\(HTTPS_PROXY\)\)$/,
    );
    expect(server.seen).to.deep.equal([]);
  });

  it('is reached where the connection before was closed by the proxy', async () => {
    await using proxy = await proxyTo();
    const client = clientBy(`http://${proxy.host}`, { retries: { tries: 2, after: ['broken'] } });
    await client.send(get(`https://${NAME}/a`));
    proxy.cut();
    await proxy.isForgotten();
    expect((await client.send(get(`https://${NAME}/b`))).status).to.equal(200);
    expect(proxy.asked).to.have.length(2);
  });

  it('is not asked when the proxy does not know us, and the way out is named', async () => {
    await using proxy = await proxyTo({ credentials: `me:${PASSWORD}` });
    const shown = `the proxy http://${proxy.host} (HTTPS_PROXY)`;
    expect((await refusalBy(proxy.host)).message).to.equal(
      `${shown} wants to know who we are (407); write them into HTTPS_PROXY: http://USER:PASSWORD@${proxy.host}`,
    );
    expect((await refusalBy(`http://you:${PASSWORD}@${proxy.host}`)).message).to.contain(
      'does not accept the user and password (407)',
    );
  });

  for (const [status, words] of [
    [403, /status 403; whoever runs it must allow this host/],
    [404, /status 404; whoever runs it/],
    [302, /status 302; whoever runs it/],
    [401, /status 401; whoever runs it/],
    [100, /status 100; whoever runs it/],
    [502, /status 502$/],
    [504, /status 504$/],
  ] as const) {
    it(`has not answered when the proxy answers with ${status}`, async () => {
      const answer = `HTTP/1.1 ${status} Page\r\nLocation: https://${NAME}/\r\nContent-Length: 2\r\n\r\n{}`;
      await using proxy = await proxyTo({ onConnect: (socket) => void socket.end(answer) });
      expect((await refusalBy(`http://${proxy.host}`)).message).to.match(words);
      expect(proxy.asked, 'nothing is followed').to.have.length(1);
    });
  }

  for (const [what, hostile, words] of [
    ['talks nonsense', (socket) => void socket.end('220 smtp.example ready\r\n'), /Parse Error/],
    ['has no end', (socket) => pour(socket), /Header overflow/],
    ['hangs up', (socket) => void socket.destroy(), /closed the connection|hang up/],
    ['speaks before TLS', (socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\nhello'), /what nobody asked for/],
    ['connects us to nobody', (socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n'), /disconnected|closed/],
  ] satisfies readonly (readonly [string, (socket: Duplex) => void, RegExp])[]) {
    it(`is not asked through a proxy that ${what}`, async () => {
      await using proxy = await proxyTo({ onConnect: hostile });
      const { message } = await refusalBy(`http://${proxy.host}`);
      expect(message).to.match(words).and.to.contain(`the proxy http://${proxy.host} (HTTPS_PROXY)`);
    });
  }

  it('is given up when the proxy never answers, within the time for connecting', async () => {
    await using proxy = await proxyTo({ onConnect: (socket) => void socket.resume().once('end', () => socket.end()) });
    const { message } = await refusalBy(`http://${proxy.host}`, { times: { ...PATIENT, connectMs: 30 } });
    expect(message).to.match(/no connection within 30 ms|not connected us to registry\.test:443 within 30 ms/);
    expect(message).to.contain(`the proxy http://${proxy.host} (HTTPS_PROXY)`);
    await proxy.isForgotten();
  });

  it('is not asked past a proxy that nobody runs', async () => {
    const gone = await proxyTo();
    const { host } = gone;
    await gone[Symbol.asyncDispose]();
    expect((await refusalBy(`http://${host}`)).message).to.equal(
      `https://${NAME}/v2/: the proxy http://${host} (HTTPS_PROXY): nobody listens there`,
    );
  });

  it('is asked through a proxy that speaks TLS itself, if its certificate is trusted', async () => {
    await using proxy = await proxyTo({ tls: selfSignedCertificate() });
    expect((await refusalBy(`https://${proxy.host}`)).message).to.match(
      /: its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\); name a file with the authority of the proxy in NODE_EXTRA_CA_CERTS$/,
    );
    expect(proxy.asked).to.deep.equal([]);
  });
});

describe('a server without TLS, behind a proxy', () => {
  const ask = async (proxy: HttpProxy, credentials: string, more: Partial<HttpRequest> = {}): Promise<HttpResponse> => {
    const HTTP_PROXY = `http://${credentials}${proxy.host}`;
    const options = { times: PATIENT, retries: ONCE, proxies: proxiesOf({ HTTP_PROXY, HTTPS_PROXY: 'http://no' }) };
    return createHttpClient({ host: `${NAME}:5000`, plainHttp: true }, options).send(
      get(`http://${NAME}:5000/v2/a?b=c#d`, more),
    );
  };

  it('is asked by its whole address, and is not told what the proxy is told', async () => {
    await using server = await TestServer.start((_, response) => void response.end('from the server'));
    const leads = { [`${NAME}:5000`]: server.port };
    await using proxy = await HttpProxy.start({ leads, credentials: `me:${PASSWORD}` });
    const { body, url } = await ask(proxy, `me:${PASSWORD}@`, { method: 'POST', body: Buffer.from('said') });
    expect([body.toString(), url.host]).to.deep.equal(['from the server', `${NAME}:5000`]);
    expect(proxy.asked.map(({ method, target }) => `${method} ${target}`)).to.deep.equal([
      `POST http://${NAME}:5000/v2/a?b=c`,
    ]);
    const [seen] = server.seen;
    expect([seen?.url, seen?.host, seen?.authorization, seen?.body]).to.deep.equal([
      '/v2/a?b=c',
      `${NAME}:5000`,
      SECRET,
      'said',
    ]);
  });

  it('has not refused us when the proxy has', async () => {
    await using proxy = await HttpProxy.start({ credentials: `me:${PASSWORD}` });
    const error = await rejection(ask(proxy, `you:${PASSWORD}@`));
    expect(error.message).to.contain('(HTTP_PROXY) does not accept the user and password (407)');
    expect(error.message).not.to.contain(PASSWORD);
  });
});

describe('with a proxy, too,', () => {
  for (const address of [
    'http://169.254.169.254/latest',
    'https://169.254.169.254/',
    'https://metadata.google.internal/',
  ]) {
    it(`a server may not lead to ${address}`, async () => {
      await using server = await TestServer.start(
        (_, response) => void response.writeHead(302, { location: address }).end(),
      );
      await using proxy = await HttpProxy.start();
      const proxies = proxiesOf({ HTTP_PROXY: proxy.host, HTTPS_PROXY: proxy.host });
      const client = createHttpClient({ host: server.host, plainHttp: true }, { proxies });
      expect((await rejection(client.send(get(server.url('/').href)))).code).to.equal('ADDRESS_REFUSED');
      expect(proxy.asked).to.deep.equal([]);
    });
  }

  it('nobody is spoken to without TLS of whom nobody said so', async () => {
    await using proxy = await HttpProxy.start();
    const client = createHttpClient(
      { host: NAME, plainHttp: false },
      { proxies: proxiesOf({ HTTP_PROXY: proxy.host, HTTPS_PROXY: proxy.host }) },
    );
    expect((await rejection(client.send(get(`http://${NAME}/`)))).code).to.equal('ADDRESS_REFUSED');
    expect(proxy.asked).to.deep.equal([]);
  });

  it('what a server refers to is asked by it as well, without credentials', async () => {
    await using server = await TestServer.start(
      (_, response) => void response.writeHead(302, { location: 'https://storage.test/blob?signature=s' }).end(),
    );
    await using proxy = await HttpProxy.start({ onConnect: (socket) => void socket.end('HTTP/1.1 403 No\r\n\r\n') });
    const client = createHttpClient(
      { host: server.host, plainHttp: true },
      { proxies: proxiesOf({ HTTPS_PROXY: proxy.host, NO_PROXY: 'elsewhere.test' }) },
    );
    const error = await rejection(client.send(get(server.url('/').href)));
    expect(error.message).to.contain('does not connect us to storage.test:443');
    expect(proxy.asked.map(({ target }) => target)).to.deep.equal(['storage.test:443']);
  });
});

/** Headers until the other side has had enough. */
function pour(socket: Duplex): void {
  const line = `X-More: ${'x'.repeat(4000)}\r\n`;
  socket.write('HTTP/1.1 200 OK\r\n');
  const more = (): void => {
    while (socket.writable && socket.write(line));
  };
  socket.on('drain', more);
  more();
}
