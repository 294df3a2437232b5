import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rulesThatFind } from './support/search-with-own-rules.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ed25519 = generateKeyPairSync('ed25519');

const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const indented = (pem: string): string => `tls.key: |\n${pem.replaceAll(/^/gm, '  ')}\n`;

describe('private keys', () => {
  const pems: Readonly<Record<string, string>> = {
    'RSA in PKCS #8': pkcs8,
    'RSA in PKCS #1': rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    'an elliptic curve in SEC 1': curve.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    'an elliptic curve in PKCS #8': curve.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    Ed25519: ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  for (const [what, pem] of Object.entries(pems))
    it(`are found in PEM: ${what}, as it is, indented, in JSON and on one line`, () => {
      for (const text of [pem, indented(pem), JSON.stringify({ key: pem }), `KEY="${pem.replaceAll('\n', '\\n')}"`])
        expect(rulesThatFind(text)).to.deep.equal(['private-key:certain']);
    });

  it('are found without the lines around them', () => {
    for (const key of [rsa, curve, ed25519].map(({ privateKey }) => privateKey)) {
      const der = key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
      expect(rulesThatFind(`signing: ${der}\n`)).to.deep.equal(['private-key-der:certain']);
    }
  });

  it('are found as JSON Web Keys', () => {
    for (const key of [rsa, curve, ed25519].map(({ privateKey }) => privateKey))
      expect(rulesThatFind(JSON.stringify(key.export({ format: 'jwk' })))).to.deep.equal([
        'json-web-private-key:certain',
      ]);
    const symmetric = JSON.stringify({ kty: 'oct', k: rsa.privateKey.export({ format: 'jwk' }).dp?.slice(0, 43) });
    expect(rulesThatFind(symmetric)).to.deep.equal(['json-web-symmetric-key:certain']);
  });

  it('are found in a kubeconfig and in the file of a service account', () => {
    const encoded = Buffer.from(pkcs8).toString('base64');
    expect(rulesThatFind(`users:\n- user:\n    client-key-data: ${encoded}\n`)).to.deep.equal([
      'kubeconfig-client-key:certain',
    ]);
    const account = { type: 'service_account', private_key_id: '5f3c'.repeat(10), private_key: pkcs8 };
    expect(rulesThatFind(JSON.stringify(account, null, 2))).to.have.length(1);
  });

  it('are possible leaks when a passphrase protects them', () => {
    const cipher = { cipher: 'aes-256-cbc', passphrase: 'of this test' };
    for (const type of ['pkcs1', 'pkcs8'] as const) {
      const pem = rsa.privateKey.export({ type, format: 'pem', ...cipher }).toString();
      expect(rulesThatFind(pem)).to.deep.equal(['encrypted-private-key:possible']);
    }
  });

  it('are not found in public keys, nor where somebody left them out', () => {
    const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const leftOut = ['-----BEGIN PRIVATE KEY-----', '...', '-----END PRIVATE KEY-----'].join('\n');
    for (const text of [publicKey, JSON.stringify(rsa.publicKey.export({ format: 'jwk' })), leftOut, indented(leftOut)])
      expect(rulesThatFind(text)).to.deep.equal([]);
  });
});
