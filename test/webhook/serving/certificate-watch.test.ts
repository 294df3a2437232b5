import { once } from 'node:events';
import { renameSync, symlinkSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CertificateWatch, type CertificateRead } from '../../../webhook/serving/certificate-watch.ts';
import { HttpsServer } from '../../../webhook/serving/https-server.ts';
import { readTls } from '../../../webhook/serving/tls.ts';
import { selfSignedCertificate, type Certificate } from '../../support/certificate.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const FILES = { certFile: 'tls.crt', keyFile: 'tls.key' };
const DAY_MS = 86_400_000;

describe('CertificateWatch', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  let server: HttpsServer;
  let watch: CertificateWatch;
  let reads: CertificateRead[];
  let told: () => void;
  const first = selfSignedCertificate();

  beforeEach(async () => {
    folder = temporaryFolder();
    write(first);
    reads = [];
    told = (): void => undefined;
    const current = readTls(FILES, folder.path);
    server = await HttpsServer.listen((_, response) => void response.end('ok'), {
      ...current,
      port: 0,
      host: '127.0.0.1',
    });
    watch = new CertificateWatch({
      files: FILES,
      cwd: folder.path,
      current,
      renew: (material) => server.renew(material),
      onRead: (read) => {
        reads.push(read);
        told();
      },
      now: () => Date.now(),
      pollMs: 200,
    });
  });
  afterEach(async () => {
    watch[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  function write({ cert, key }: Certificate): void {
    folder.write('tls.crt', cert);
    folder.write('tls.key', key);
  }
  /** What becomes of the next look at files that changed. */
  const nextRead = (): Promise<CertificateRead | undefined> =>
    new Promise((resolve) => {
      told = (): void => resolve(reads.at(-1));
    });
  async function served(): Promise<string> {
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { raw } = socket.getPeerCertificate();
    socket.destroy();
    return raw.toString('base64');
  }
  const der = ({ cert }: Certificate): string => cert.replaceAll(/-----[^-]+-----|\s/g, '');

  it('puts a new certificate to use, and drops no connection and no request for it', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
    const get = async (): Promise<number> => {
      const call = request(server.url, { agent }).end();
      const [response] = await once(call, 'response');
      response.resume();
      await once(response, 'end');
      return response.statusCode;
    };
    const done = new AbortController();
    let answered = 0;
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!done.signal.aborted) {
          expect(await get()).to.equal(200);
          answered += 1;
        }
      }),
    );
    const certificates = Array.from({ length: 5 }, () => selfSignedCertificate());
    for (const certificate of certificates) {
      const renewed = nextRead();
      write(certificate);
      // Between the two files the pair may be seen broken; that is told, and nothing changes.
      let read = await renewed;
      while (read?.kind === 'refused') read = await nextRead();
      expect(await served()).to.equal(der(certificate));
    }
    done.abort();
    await load;
    agent.destroy();
    expect(answered).to.be.above(5);
  });
  it('goes on with the one before when the new pair does not fit, says so once, and takes the next that does', async () => {
    const refused = nextRead();
    folder.write('tls.key', selfSignedCertificate().key);
    expect(await refused)
      .to.have.property('reason')
      .that.matches(/cannot be used for TLS .*made for each other/);
    expect(await served()).to.equal(der(first));
    const again = nextRead();
    const second = selfSignedCertificate();
    write(second);
    let read = await again;
    while (read?.kind === 'refused') read = await nextRead();
    expect(await served()).to.equal(der(second));
    expect(new Set(reads.flatMap((one) => (one.kind === 'refused' ? [one.reason] : []))).size).to.equal(
      reads.filter(({ kind }) => kind === 'refused').length,
    );
  });
  it('does not take one that has ended', async () => {
    const ended = selfSignedCertificate(new Date(Date.now() - 3 * DAY_MS));
    let read = nextRead();
    write(ended);
    const isRefused = (one: CertificateRead | undefined): boolean =>
      one?.kind === 'refused' && /the new certificate ended on/.test(one.reason);
    while (!isRefused(await read)) read = nextRead();
    expect(await served()).to.equal(der(first));
  });
  it('sees the link that Kubernetes swaps', async () => {
    using mount = temporaryFolder();
    const second = selfSignedCertificate();
    for (const [version, { cert, key }] of [
      ['v1', first],
      ['v2', second],
    ] as const) {
      mount.write(`${version}/tls.crt`, cert);
      mount.write(`${version}/tls.key`, key);
    }
    symlinkSync('v1', mount.at('..data'));
    symlinkSync('..data/tls.crt', mount.at('tls.crt'));
    symlinkSync('..data/tls.key', mount.at('tls.key'));
    const renewed = new Promise<CertificateRead>((resolve) => {
      watch[Symbol.dispose]();
      watch = new CertificateWatch({
        files: FILES,
        cwd: mount.path,
        current: readTls(FILES, mount.path),
        renew: (material) => server.renew(material),
        onRead: resolve,
        now: () => Date.now(),
        pollMs: 60_000,
      });
    });
    symlinkSync('v2', mount.at('..data_tmp'));
    renameSync(mount.at('..data_tmp'), mount.at('..data'));
    expect(await renewed).to.have.property('kind', 'renewed');
    expect(await served()).to.equal(der(second));
  });
});
