import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CERTIFICATE_TERMS } from '../../../src/core/certificates/certificate-terms.ts';
import { pemOf } from '../../../src/node/certificates/certificate-secret.ts';
import {
  isAuthorityName,
  issueAuthority,
  issueServer,
  type KeyPair,
} from '../../../src/node/certificates/issue-certificate.ts';

const DAY = 86_400_000;
const NAMES = ['sluice.sluice-system.svc', 'sluice.sluice-system.svc.cluster.local'];
const NOW = Date.UTC(2026, 10, 21, 12);

const endOf = ({ certificate }: KeyPair): number => Date.parse(certificate.validTo);

describe('certificates of our own', () => {
  it('are those of an authority for ten years that vouches for servers alone', () => {
    const { certificate } = issueAuthority(NOW, CERTIFICATE_TERMS);
    expect(certificate.ca).to.equal(true);
    expect(certificate.verify(certificate.publicKey)).to.equal(true);
    expect(certificate.checkIssued(certificate)).to.equal(true);
    expect(Date.parse(certificate.validFrom)).to.equal(NOW - DAY);
    expect(Date.parse(certificate.validTo)).to.equal(NOW + 3650 * DAY);
    expect(isAuthorityName(certificate.subject)).to.equal(true);
    expect(certificate.publicKey.asymmetricKeyDetails).to.deep.equal({ namedCurve: 'prime256v1' });
  });

  it('are those of servers for a year, under the names that they are called by', () => {
    const authority = issueAuthority(NOW, CERTIFICATE_TERMS);
    const { certificate, key } = issueServer(authority, NAMES, NOW, CERTIFICATE_TERMS);
    expect(certificate.ca).to.equal(false);
    expect(certificate.checkIssued(authority.certificate)).to.equal(true);
    expect(certificate.verify(authority.certificate.publicKey)).to.equal(true);
    expect(certificate.checkPrivateKey(key)).to.equal(true);
    expect(certificate.subjectAltName).to.equal(NAMES.map((name) => `DNS:${name}`).join(', '));
    expect(certificate.keyUsage).to.deep.equal(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.checkHost('sluice.sluice-system.svc')).to.equal('sluice.sluice-system.svc');
    expect(certificate.checkHost('Sluice webhook')).to.equal(undefined);
    expect(Date.parse(certificate.validTo)).to.equal(NOW + 365 * DAY);
  });

  it('of servers end with their authority', () => {
    const authority = issueAuthority(NOW, { ...CERTIFICATE_TERMS, authorityMs: 100 * DAY });
    expect(endOf(issueServer(authority, NAMES, NOW, CERTIFICATE_TERMS))).to.equal(NOW + 100 * DAY);
  });

  it('hold beyond 2050, where dates are written otherwise', () => {
    const late = Date.UTC(2049, 5, 1);
    expect(endOf(issueServer(issueAuthority(late, CERTIFICATE_TERMS), NAMES, late, CERTIFICATE_TERMS))).to.equal(
      late + 365 * DAY,
    );
  });

  it('are never twice the same', () => {
    const [one, other] = [issueAuthority(NOW, CERTIFICATE_TERMS), issueAuthority(NOW, CERTIFICATE_TERMS)];
    expect(one.certificate.subject).to.not.equal(other.certificate.subject);
    const serials = Array.from(
      { length: 50 },
      () => issueServer(one, NAMES, NOW, CERTIFICATE_TERMS).certificate.serialNumber,
    );
    expect(new Set(serials).size).to.equal(50);
    expect(serials.every((serial) => /^[4-7][0-9A-F]{31}$/.test(serial))).to.equal(true);
  });

  it('print no key, however they are printed', () => {
    const authority = issueAuthority(NOW, CERTIFICATE_TERMS);
    const secret = pemOf(authority.key).split('\n')[1] ?? '';
    expect(secret).to.have.length(64);
    const raw: unknown = authority.key.export({ format: 'jwk' })['d'];
    for (const printed of [
      JSON.stringify(authority),
      inspect(authority, { depth: 9, showHidden: true }),
      String(authority.key),
    ]) {
      expect(printed).to.not.include(secret).and.not.include(String(raw));
    }
  });

  it('convince a TLS client that trusts their authority, also beside others, and no other client', async () => {
    const now = Date.now();
    const [old, authority] = [issueAuthority(now, CERTIFICATE_TERMS), issueAuthority(now, CERTIFICATE_TERMS)];
    const { certificate, key } = issueServer(authority, NAMES, now, CERTIFICATE_TERMS);
    const server = createServer({ cert: certificate.toString(), key: pemOf(key), minVersion: 'TLSv1.3' });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const dial = (ca: readonly KeyPair[], servername: string): Promise<string> =>
      outcomeOf(
        server.address(),
        ca.map((one) => one.certificate),
        servername,
      );
    expect(await dial([authority], NAMES[0] ?? '')).to.equal('');
    expect(await dial([old, authority], NAMES[1] ?? '')).to.equal('');
    expect(await dial([old], NAMES[0] ?? '')).to.equal('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(await dial([authority], 'other.sluice-system.svc')).to.equal('ERR_TLS_CERT_ALTNAME_INVALID');
    server.close();
  });
});

/** What is wrong with the server to a client; empty when nothing is. */
async function outcomeOf(
  address: AddressInfo | string | null,
  trusted: readonly X509Certificate[],
  servername: string,
): Promise<string> {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const socket: TLSSocket = connect({ host: '127.0.0.1', port: address.port, ca: trusted.map(String), servername });
  try {
    await once(socket, 'secureConnect');
    return '';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
  }
}
