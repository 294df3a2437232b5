import { once } from 'node:events';
import { request } from 'node:https';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { HttpsServer } from '../../../webhook/serving/https-server.ts';
import { endedCertificate, readTls } from '../../../webhook/serving/tls.ts';
import { selfSignedCertificate } from '../../support/certificate.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe('endedCertificate', () => {
  it('says what follows when a certificate has ended, and nothing before', () => {
    const day = 86_400_000;
    const { cert, key } = selfSignedCertificate(new Date('2026-01-02T00:00:00Z'));
    const material = { cert: Buffer.from(cert), key: Buffer.from(key) };
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect(endedCertificate(material, now)).to.equal(undefined);
    expect(endedCertificate(material, now + 3 * day)).to.match(/^it ended on 2026-01-0.*: renew it$/);
  });
});

describe('readTls', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    const { cert, key } = selfSignedCertificate();
    folder.write('tls.crt', cert);
    folder.write('tls.key', key);
  });
  afterEach(() => folder[Symbol.dispose]());

  const failure = (certFile: string, keyFile: string): string => {
    try {
      readTls({ certFile, keyFile }, folder.path);
    } catch (error) {
      expect(error).to.have.property('code', 'SERVER_FAILED');
      return error instanceof Error ? error.message : '';
    }
    return expect.fail('it was to fail and did not');
  };

  it('reads a certificate and its key', () => {
    const { cert, key } = readTls({ certFile: 'tls.crt', keyFile: folder.at('tls.key') }, folder.path);
    expect([cert.toString(), key.toString()].map((text) => text.split('\n')[0])).to.deep.equal([
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN PRIVATE KEY-----',
    ]);
  });
  it('says which file is not there', () => {
    expect(failure('tls.crt', 'nowhere.key')).to.match(
      /cannot read .*nowhere\.key: no such file or directory; see --tls-cert/,
    );
  });
  it('says that a key is not the one of the certificate', () => {
    folder.write('other.key', selfSignedCertificate().key);
    expect(failure('tls.crt', 'other.key')).to.match(
      /tls\.crt and other\.key cannot be used for TLS .*made for each other/,
    );
  });
  it('says that a file is no PEM, without quoting it', () => {
    folder.write('broken.key', 'hunter2-planted');
    expect(failure('tls.crt', 'broken.key'))
      .to.match(/both must be PEM/)
      .and.not.to.include('hunter2');
  });
});

describe('HttpsServer', () => {
  const { cert, key } = selfSignedCertificate();
  const material = { cert: Buffer.from(cert), key: Buffer.from(key) };
  const listen = (handler: Parameters<typeof HttpsServer.listen>[0], port = 0): Promise<HttpsServer> =>
    HttpsServer.listen(handler, { ...material, port, host: '127.0.0.1' });
  const get = async (url: string, options: object = {}): Promise<number | undefined> => {
    const call = request(url, { ca: cert, agent: false, ...options }).end();
    const [response] = await once(call, 'response');
    response.resume();
    return response.statusCode;
  };

  it('serves over TLS 1.3, with the certificate that it was given', async () => {
    await using server = await listen((_, response) => void response.end('ok'));
    expect(await get(server.url)).to.equal(200);
  });
  it('does not talk to whoever knows older versions only', async () => {
    await using server = await listen((_, response) => void response.end('ok'));
    const error: unknown = await get(server.url, { maxVersion: 'TLSv1.2' }).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error)
      .to.have.property('code')
      .that.matches(/ALERT|PROTO/);
  });
  it('says that a port is taken', async () => {
    await using server = await listen((_, response) => void response.end('ok'));
    const error: unknown = await listen(() => undefined, Number(new URL(server.url).port)).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error)
      .to.have.property('message')
      .that.matches(/cannot listen on 127\.0\.0\.1:\d+ \(listen EADDRINUSE.*choose another --port/);
  });
  it('gives every request that it has begun its answer before it closes', async () => {
    let finish: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const server = await listen((_, response) => {
      finish = (): void => void response.end('ok');
      begun();
    });
    const answer = get(server.url);
    await hasBegun;
    const closed = server[Symbol.asyncDispose]();
    finish();
    expect(await answer).to.equal(200);
    await closed;
    const error: unknown = await get(server.url).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error).to.have.property('code', 'ECONNREFUSED');
  });
});
