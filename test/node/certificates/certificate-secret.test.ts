import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CERTIFICATE_TERMS } from '../../../src/core/certificates/certificate-terms.ts';
import { SluiceError } from '../../../src/core/errors.ts';
import { objectAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import {
  emptySecret,
  readCertificateSecret,
  storedFacts,
  writeCertificateSecret,
  type StoredCertificates,
} from '../../../src/node/certificates/certificate-secret.ts';
import { renewCertificates } from '../../../src/node/certificates/renew-certificates.ts';
import { selfSignedCertificate } from '../../support/certificate.ts';

const NAMES = ['sluice.sluice-system.svc'];
const NOW = Date.UTC(2026, 10, 21, 12);
const OPTIONS = { names: NAMES, now: NOW, terms: CERTIFICATE_TERMS };

const made: StoredCertificates = renewCertificates(
  undefined,
  { kind: 'store', authority: 'new', server: 'new', trusted: [] },
  OPTIONS,
);
const secret = writeCertificateSecret(emptySecret('sluice-system', 'webhook'), made);
const encoded = (text: string): string => Buffer.from(text).toString('base64');
const withData = (data: JsonObject): JsonObject => ({ ...secret, data: { ...objectAt(secret, ['data']), ...data } });

const read = (from: JsonObject): StoredCertificates => {
  const stored = readCertificateSecret(from);
  if (stored === undefined) throw new Error('the Secret holds nothing');
  return stored;
};

describe('the Secret of certificates', () => {
  it('gives back what was put in', () => {
    const facts = storedFacts(read(secret));
    expect(facts).to.deep.equal(storedFacts(made));
    expect(facts.canSign).to.equal(true);
    expect(facts.server?.issuer).to.equal(facts.authorities[0]?.fingerprint);
    expect(facts.server?.names).to.deep.equal(NAMES);
    expect(facts.server?.notAfter).to.equal(NOW + CERTIFICATE_TERMS.serverMs);
  });

  it('is of the type that the API server knows certificates by', () => {
    expect(secret['type']).to.equal('kubernetes.io/tls');
    expect(Object.keys(objectAt(secret, ['data']))).to.deep.equal(['ca.crt', 'ca.key', 'tls.crt', 'tls.key']);
  });

  it('keeps what else is in it, and the wish of a person only until it is granted', () => {
    const asking: JsonObject = {
      ...withData({ other: 'eA==' }),
      metadata: { name: 'webhook', resourceVersion: '7', annotations: { 'sluice.dev/renew': 'authority', team: 'a' } },
    };
    expect(read(asking).asked).to.equal('authority');
    const written = writeCertificateSecret(asking, made);
    expect(objectAt(written, ['metadata'])).to.deep.equal({
      name: 'webhook',
      resourceVersion: '7',
      annotations: { team: 'a' },
    });
    expect(objectAt(written, ['data'])['other']).to.equal('eA==');
  });

  it('may be made by somebody else, to be filled', () => {
    expect(readCertificateSecret(emptySecret('sluice-system', 'webhook'))).to.equal(undefined);
    expect(readCertificateSecret({ metadata: {}, data: {} })).to.equal(undefined);
  });

  it('is never written over when it is somebody else’s', () => {
    const { cert, key } = selfSignedCertificate();
    const foreign = {
      metadata: { namespace: 'sluice-system', name: 'of-cert-manager' },
      data: { 'tls.crt': encoded(cert), 'tls.key': encoded(key), 'ca.crt': encoded(cert) },
    };
    expect(() => readCertificateSecret(foreign))
      .to.throw(SluiceError, 'sluice-system/of-cert-manager is not one that sluice keeps its certificates in')
      .with.property('code', 'CONFIG_INVALID');
  });

  it('counts what is broken in it as missing', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const stranger = encoded(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    expect(storedFacts(read(withData({ 'ca.key': stranger }))).canSign, 'a key of another').to.equal(false);
    expect(storedFacts(read(withData({ 'ca.key': '' }))).canSign, 'no key').to.equal(false);
    expect(read(withData({ 'tls.key': stranger })).server, 'a server’s key of another').to.equal(undefined);
    expect(read(withData({ 'tls.crt': '%%' })).server, 'no base64').to.equal(undefined);
    expect(read(withData({ 'ca.crt': encoded('nonsense') })).authorities, 'no PEM').to.deep.equal([]);
    expect(read(withData({ 'ca.crt': 'A'.repeat(70_000) })).authorities, 'too much').to.deep.equal([]);
  });

  it('signs with no authority that is not ours: its certificates might not hold', () => {
    const { cert, key } = selfSignedCertificate();
    const facts = storedFacts(read(withData({ 'ca.crt': encoded(cert), 'ca.key': encoded(key) })));
    expect(facts.canSign).to.equal(false);
    expect(facts.server?.issuer).to.equal('');
  });
});

describe('renewed certificates', () => {
  it('are signed by the new authority only when the server’s is new, too', () => {
    const trusted = made.authorities.map(({ fingerprint256 }) => fingerprint256);
    const rotated = renewCertificates(made, { kind: 'store', authority: 'new', server: 'kept', trusted }, OPTIONS);
    expect(rotated.authorities.slice(1)).to.deep.equal(made.authorities);
    expect(rotated.server).to.equal(made.server);
    const kept = rotated.authorities.map(({ fingerprint256 }) => fingerprint256);
    const served = renewCertificates(
      rotated,
      { kind: 'store', authority: 'kept', server: 'new', trusted: kept },
      OPTIONS,
    );
    expect(storedFacts(served).server?.issuer).to.equal(kept[0]);
    expect(served.authorityKey).to.equal(rotated.authorityKey);
  });
});
