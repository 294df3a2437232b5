import { createHash, X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { NotationSigner } from '../../../../src/core/images/authority.ts';
import type { SignatureCheck } from '../../../../src/core/images/signature-check.ts';
import type { ImageManifest } from '../../../../src/core/images/signature-material.ts';
import { checkNotation } from '../../../../src/node/images/notation/check-notation.ts';
import {
  DAY_MS,
  ecKey,
  issue,
  NOW,
  rsaKey,
  signEnvelope,
  timestampToken,
  type CertificateOptions,
  type EnvelopeOptions,
  type Issued,
  type TimestampOptions,
} from '../../../support/notary-rig.ts';

const bytes = Buffer.from('{"schemaVersion":2}');
const IMAGE: ImageManifest = {
  digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  bytes,
};
const TARGET = { mediaType: IMAGE.mediaType, digest: IMAGE.digest, size: bytes.length, annotations: { build: '42' } };

const SUBJECT = [
  ['C', 'US'],
  ['ST', 'WA'],
  ['O', 'acme'],
  ['CN', 'release'],
] as const;

const root = issue({ isAuthority: true });
const otherRoot = issue({ isAuthority: true, subject: [['CN', 'Evil root']] });
const leafOf = (options: CertificateOptions = {}, issuer: Issued = root): Issued =>
  issue({ subject: SUBJECT, issuer, ...options });
const leaf = leafOf();
const tsaRoot = issue({ isAuthority: true, subject: [['CN', 'TSA root']] });
const tsa = issue({
  subject: [['CN', 'TSA']],
  issuer: tsaRoot,
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'],
  extendedCritical: true,
});

const signer = (changes: Partial<NotationSigner> = {}): NotationSigner => ({
  kind: 'notation',
  name: 'acme',
  annotations: {},
  ca: [root.pem],
  signingAuthority: [],
  tsa: [],
  trustedIdentities: ['x509.subject: C=US, ST=WA, O=acme'],
  level: 'strict',
  ...changes,
});

const check = (envelope: unknown, changes: Partial<NotationSigner> = {}, now: number = NOW): SignatureCheck =>
  checkNotation(
    {
      format: 'notation-jws',
      place: 'referrer',
      bytes: Buffer.from(typeof envelope === 'string' ? envelope : JSON.stringify(envelope)),
      annotations: {},
    },
    IMAGE,
    signer(changes),
    { now: () => new Date(now) },
  );

const signed = (options: Partial<EnvelopeOptions> = {}): Record<string, unknown> =>
  signEnvelope({ chain: [leaf, root], target: TARGET, ...options });

/** `valid`, or the code and the reason. */
const outcome = (result: SignatureCheck): string =>
  result.kind === 'valid' ? 'valid' : `${result.code} ${result.reason}`;

const AUTHORITY_HEADER = {
  crit: ['io.cncf.notary.signingScheme', 'io.cncf.notary.authenticSigningTime'],
  'io.cncf.notary.signingScheme': 'notary.x509.signingAuthority',
  'io.cncf.notary.signingTime': undefined,
  'io.cncf.notary.authenticSigningTime': new Date(NOW).toISOString(),
};
const expiring = (at: number): Readonly<Record<string, unknown>> => ({
  crit: ['io.cncf.notary.signingScheme', 'io.cncf.notary.expiry'],
  'io.cncf.notary.expiry': new Date(at).toISOString(),
});

describe('checkNotation', () => {
  it('finds a signature of the image by a trusted identity, and says who and what', () => {
    const result = check(signed(), { annotations: { build: '42' } });
    expect(result).to.deep.equal({
      kind: 'valid',
      signature: {
        by: { kind: 'certificate', subject: 'C=US, ST=WA, O=acme, CN=release', issuer: 'CN=Acme root' },
        timestamps: [],
        annotations: { build: '42' },
        notes: ['revocation was not checked: the certificates do not say where'],
      },
    });
  });

  it('takes the algorithm that each key has', function () {
    this.timeout(30_000);
    const keys = [rsaKey(2048), rsaKey(3072), rsaKey(4096), ecKey('P-256'), ecKey('P-384'), ecKey('P-521')];
    for (const one of keys) {
      expect(outcome(check(signed({ chain: [leafOf({ keys: one }), root] })))).to.equal('valid');
    }
  });

  it('takes no other algorithm, and no key that may not sign', () => {
    const rsa = leafOf({ keys: rsaKey(2048) });
    expect(outcome(check(signed({ chain: [rsa, root], algorithm: 'RS256' })))).to.match(
      /^IMG_SIG_INVALID it is signed by RS256, and its key signs by PS256/,
    );
    expect(outcome(check(signed({ chain: [rsa, root], algorithm: 'PS384' })))).to.match(/^IMG_SIG_INVALID/);
    expect(outcome(check(signed({ header: { alg: 'none' } })))).to.match(/^IMG_SIG_INVALID it is signed by none/);
    expect(outcome(check(signed({ header: { alg: 'HS256' } })))).to.match(/^IMG_SIG_INVALID it is signed by HS256/);
    expect(outcome(check(signed({ chain: [leafOf({ keys: rsaKey(1024) }), root], algorithm: 'PS256' })))).to.match(
      /^IMG_CERT_INVALID .*kind or size/,
    );
    const koblitz = leafOf({ keys: ecKey('secp256k1') });
    expect(outcome(check(signed({ chain: [koblitz, root] })))).to.match(/^IMG_CERT_INVALID .*kind or size/);
  });

  it('refuses the signature of another image, also one of the same size', () => {
    const other = `sha256:${'0'.repeat(64)}`;
    expect(outcome(check(signed({ target: { ...TARGET, digest: other } })))).to.equal(
      `IMG_DIGEST_MISMATCH it is for ${other}, and the image is ${IMAGE.digest}`,
    );
    expect(outcome(check(signed({ target: { ...TARGET, size: 1 } })))).to.match(/^IMG_DIGEST_MISMATCH/);
    expect(outcome(check(signed({ target: { ...TARGET, mediaType: 'text/plain' } })))).to.match(/^IMG_DIGEST_MISMATCH/);
    expect(outcome(check(signed({ target: { ...TARGET, digest: [IMAGE.digest] } })))).to.match(/^IMG_DIGEST_MISMATCH/);
  });

  it('refuses who is not trusted, and says who it is', () => {
    const stranger = check(signed({ chain: [leafOf({}, otherRoot), otherRoot] }));
    expect(outcome(stranger)).to.equal(
      'IMG_TRUST_ROOT it is signed under "CN=Evil root", which is not under "ca" of the authority',
    );
    const wrong = check(signed(), { trustedIdentities: ['x509.subject: C=US, ST=WA, O=acme, CN=nightly'] });
    expect(outcome(wrong)).to.equal(
      'IMG_WRONG_IDENTITY it is signed by "C=US, ST=WA, O=acme, CN=release"; wanted x509.subject: C=US, ST=WA, O=acme, CN=nightly',
    );
    expect(wrong).to.deep.include({
      found: { kind: 'certificate', subject: 'C=US, ST=WA, O=acme, CN=release', issuer: 'CN=Acme root' },
    });
  });

  it('takes anybody whom the roots vouch for where everybody is trusted', () => {
    expect(outcome(check(signed(), { trustedIdentities: ['*'] }))).to.equal('valid');
    expect(outcome(check(signed(), { trustedIdentities: ['*'], ca: [otherRoot.pem] }))).to.match(/^IMG_TRUST_ROOT/);
    expect(outcome(check(signed(), { ca: [] }))).to.match(/^IMG_TRUST_ROOT/);
    expect(outcome(check(signed(), { ca: [`${otherRoot.pem}${root.pem}`] }))).to.equal('valid');
  });

  it('does not take an identity that is none, or that would fit too many', () => {
    for (const identity of [
      'x509.subject: CN=release',
      'CN=release, C=US, ST=WA, O=acme',
      'x509.subject: C=US, ST=WA, O="acme"',
    ]) {
      expect(outcome(check(signed(), { trustedIdentities: [identity] })), identity).to.match(
        /^IMG_WRONG_IDENTITY .* is none: write/,
      );
    }
  });

  it('does not take a name that only looks like the trusted one', () => {
    const tricks: readonly CertificateOptions['subject'][] = [
      [
        ['C', 'US'],
        ['ST', 'WA'],
        ['O', 'acme, O=x'],
      ],
      [
        ['C', 'US'],
        ['ST', 'WA'],
        ['O', 'evil'],
        ['CN', 'C=US, ST=WA, O=acme'],
      ],
      [
        ['C', 'US'],
        ['ST', 'WA'],
        ['O', 'ACME'],
      ],
    ];
    for (const subject of tricks) {
      expect(outcome(check(signed({ chain: [leafOf({ subject: subject ?? [] }), root] })))).to.match(
        /^IMG_WRONG_IDENTITY/,
      );
    }
  });

  it('wants the annotations that the authority demands', () => {
    expect(outcome(check(signed(), { annotations: { build: '43' } }))).to.equal(
      'IMG_ANNOTATION its annotation build is "42"; wanted "43"',
    );
    expect(outcome(check(signed(), { annotations: { toString: '' } }))).to.match(
      /^IMG_ANNOTATION its annotation toString is not signed/,
    );
  });

  it('is not supported as COSE, or where a plugin should look', () => {
    const material = { format: 'notation-cose', place: 'p', bytes: Buffer.from('x'), annotations: {} } as const;
    const cose = checkNotation(material, IMAGE, signer(), { now: () => new Date(NOW) });
    expect(outcome(cose)).to.match(/^IMG_UNSUPPORTED it is a COSE envelope/);
    const plugin = {
      'io.cncf.notary.verificationPlugin': 'acme',
      crit: ['io.cncf.notary.signingScheme', 'io.cncf.notary.verificationPlugin'],
    };
    expect(outcome(check(signed({ header: plugin })))).to.match(/^IMG_UNSUPPORTED .*plugin/);
  });
});

describe('the header of an envelope', () => {
  const refused: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, RegExp]>> = {
    'without crit': [{ crit: undefined }, /^IMG_SIG_INVALID .*crit/],
    'with an empty crit': [{ crit: [] }, /^IMG_SIG_INVALID .*crit/],
    'that calls something critical which nobody understands': [
      { crit: ['io.cncf.notary.signingScheme', 'x'], x: 1 },
      /^IMG_UNSUPPORTED .*critical that is not understood: "x"/,
    ],
    'that calls something critical twice': [
      { crit: ['io.cncf.notary.signingScheme', 'io.cncf.notary.signingScheme'] },
      /^IMG_SIG_INVALID .*crit/,
    ],
    'with an expiry that is not critical': [
      { 'io.cncf.notary.expiry': '2027-01-01T00:00:00Z' },
      /^IMG_SIG_INVALID .*crit/,
    ],
    'of another content': [{ cty: 'text/plain' }, /^IMG_UNSUPPORTED .*cty/],
    'of another scheme': [{ 'io.cncf.notary.signingScheme': 'notary.x509.v2' }, /^IMG_UNSUPPORTED .*scheme/],
    'without a time of signing': [{ 'io.cncf.notary.signingTime': undefined }, /^IMG_SIG_INVALID .*time of signing/],
    'with a time of the other scheme': [
      { 'io.cncf.notary.authenticSigningTime': '2026-11-21T12:00:00Z' },
      /^IMG_SIG_INVALID .*does not belong/,
    ],
    'without an algorithm': [{ alg: undefined }, /^IMG_SIG_INVALID "alg"/],
  };
  for (const [what, [header, reason]] of Object.entries(refused)) {
    it(`${what} is refused`, () => {
      expect(outcome(check(signed({ header })))).to.match(reason);
    });
  }
});

describe('the certificates of an envelope', () => {
  const intermediate = issue({ subject: [['CN', 'Acme CA']], issuer: root, isAuthority: true });

  it('may be a whole chain, or one that signs for itself and is trusted itself', () => {
    expect(outcome(check(signed({ chain: [leafOf({}, intermediate), intermediate, root] })))).to.equal('valid');
    const own = issue({ subject: SUBJECT });
    expect(outcome(check(signed({ chain: [own] }), { ca: [own.pem] }))).to.equal('valid');
  });

  const chains: Readonly<Record<string, readonly [readonly Issued[], RegExp]>> = {
    'without its root': [[leaf], /is no root: the chain must be whole/],
    'without one between': [[leafOf({}, intermediate), root], /is not issued by the next/],
    'in another order': [[leafOf({}, intermediate), root, intermediate], /is not issued by the next|has issued itself/],
    'with one too many': [[leaf, root, otherRoot], /has issued itself, and others follow/],
    'whose root was swapped': [[leaf, issue({ isAuthority: true })], /is not issued by the next/],
    'issued by one that is no authority': [
      [leafOf({}, leaf), leaf, root],
      /issues others and is no certificate authority/,
    ],
    'issued by an authority that does not say so critically': ((): readonly [readonly Issued[], RegExp] => {
      const weak = issue({ isAuthority: true, constraintsCritical: false });
      return [[leafOf({}, weak), weak], /is no certificate authority/];
    })(),
    'longer than its root allows': ((): readonly [readonly Issued[], RegExp] => {
      const short = issue({ isAuthority: true, longestPath: 0 });
      const between = issue({ subject: [['CN', 'b']], issuer: short, isAuthority: true });
      return [[leafOf({}, between), between, short], /may not issue a chain this long/];
    })(),
    'issued by a key that may not sign certificates': ((): readonly [readonly Issued[], RegExp] => {
      const wrong = issue({ isAuthority: true, keyUsage: [0] });
      return [[leafOf({}, wrong), wrong], /may not sign certificates/];
    })(),
    'of a signer that is an authority': [
      [leafOf({ isAuthority: true, keyUsage: [0] }), root],
      /signs and is a certificate authority/,
    ],
    'of a signer without key usage': [[leafOf({ keyUsage: 'none' }), root], /does not say what its key is for/],
    'of a signer whose key usage is not critical': [
      [leafOf({ keyUsageCritical: false }), root],
      /does not say what its key is for/,
    ],
    'of a signer whose key is for something else': [
      [leafOf({ keyUsage: [2] }), root],
      /other things than digital signatures/,
    ],
    'of a signer whose key is for something else, too': [
      [leafOf({ keyUsage: [0, 5] }), root],
      /other things than digital signatures/,
    ],
    'of a server': [
      [leafOf({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.3', '1.3.6.1.5.5.7.3.1'] }), root],
      /not for code signing/,
    ],
    'for any use': [[leafOf({ extendedKeyUsage: ['2.5.29.37.0'] }), root], /not for code signing/],
    'signed by SHA-1': [[leafOf({ hash: 'sha1' }), root], /weak algorithm/],
  };
  for (const [what, [chain, reason]] of Object.entries(chains)) {
    it(`${what} are refused`, () => {
      const result = outcome(check(signed({ chain }), { ca: chain.map((one) => one.pem), trustedIdentities: ['*'] }));
      expect(result).to.match(/^IMG_CERT_INVALID the certificate of "/);
      expect(result).to.match(reason);
    });
  }

  it('may be for code signing, or say nothing of it', () => {
    expect(outcome(check(signed({ chain: [leafOf({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.3'] }), root] })))).to.equal(
      'valid',
    );
  });

  it('must be there, and be certificates', () => {
    for (const x5c of [
      undefined,
      [],
      'x',
      [7],
      ['?'],
      [root.der.subarray(1).toString('base64')],
      [leaf.der.toString('base64'), 'AAAA'],
    ]) {
      expect(outcome(check(signed({ unprotected: { x5c } }))), JSON.stringify(x5c)).to.match(
        /^IMG_(?:SIG|CERT)_INVALID/,
      );
    }
    const many = Array.from({ length: 11 }, () => leaf.der.toString('base64'));
    expect(outcome(check(signed({ unprotected: { x5c: many } })))).to.match(/^IMG_TOO_LARGE/);
  });

  it('must not be followed by other bytes', () => {
    const x5c = [Buffer.concat([leaf.der, Buffer.from([0])]), root.der].map((der) => der.toString('base64'));
    expect(outcome(check(signed({ unprotected: { x5c } })))).to.match(/^IMG_CERT_INVALID/);
  });
  it('is refused when the key in it is none, which OpenSSL notices when it is asked for the key', () => {
    const key = new X509Certificate(leaf.der).publicKey.export({ type: 'spki', format: 'der' });
    const changed = Buffer.from(leaf.der);
    // The end of the name of the algorithm, and of its parameters.
    changed.fill(0xff, leaf.der.indexOf(key) + 6, leaf.der.indexOf(key) + 12);
    const x5c = [changed, root.der].map((der) => der.toString('base64'));
    expect(outcome(check(signed({ unprotected: { x5c } })))).to.match(/^IMG_CERT_INVALID/);
  });
});

describe('the time of signing', () => {
  const old = leafOf({ notBefore: NOW - 10 * DAY_MS, notAfter: NOW - 5 * DAY_MS });

  it('is now where nobody vouches for another', () => {
    expect(outcome(check(signed({ chain: [old, root] })))).to.match(
      /^IMG_CERT_EXPIRED .*valid from 2026-11-11T.* to 2026-11-16T/,
    );
    expect(outcome(check(signed(), {}, NOW + 2 * DAY_MS))).to.match(/^IMG_CERT_EXPIRED/);
    expect(outcome(check(signed(), {}, NOW - 2 * DAY_MS))).to.match(/^IMG_CERT_EXPIRED/);
  });

  it('is what the signing authority says, whose roots are others', () => {
    const stores = { ca: [], signingAuthority: [root.pem] };
    const result = check(signed({ header: AUTHORITY_HEADER }), stores, NOW + 9 * DAY_MS);
    expect(result.kind === 'valid' && result.signature.timestamps).to.deep.equal(['2026-11-21T12:00:00.000Z']);
    expect(outcome(check(signed({ header: AUTHORITY_HEADER })))).to.match(/^IMG_TRUST_ROOT .*"signingAuthority"/);
    expect(outcome(check(signed(), stores))).to.match(/^IMG_TRUST_ROOT .*"ca"/);
    for (const level of ['strict', 'permissive', 'audit'] as const) {
      const late = {
        ...AUTHORITY_HEADER,
        'io.cncf.notary.authenticSigningTime': new Date(NOW + 9 * DAY_MS).toISOString(),
      };
      expect(outcome(check(signed({ header: late }), { ...stores, level }))).to.match(/^IMG_CERT_EXPIRED/);
    }
  });

  describe('by a timestamp', () => {
    const stamped = (
      options: Partial<TimestampOptions> = {},
      chain: readonly Issued[] = [leaf, root],
    ): Record<string, unknown> =>
      signed({ chain, timestamp: (signature) => timestampToken({ tsa, ...options }, signature) });
    const trusting = { tsa: [tsaRoot.pem] };

    it('is taken for certificates that have expired since', () => {
      const long = issue({ isAuthority: true, notBefore: NOW - 99 * DAY_MS });
      const longTsa = { ...trusting, ca: [long.pem] };
      const before = leafOf({ notBefore: NOW - 10 * DAY_MS, notAfter: NOW - DAY_MS / 2 }, long);
      const at = NOW - DAY_MS / 2 - 1000;
      const result = check(stamped({ at }, [before, long]), longTsa);
      expect(result.kind === 'valid' && result.signature.timestamps).to.deep.equal([new Date(at).toISOString()]);
      expect(outcome(check(stamped({}, [before, long]), longTsa))).to.match(/^IMG_CERT_EXPIRED it was timestamped at/);
    });

    it('counts with the error of its clock', () => {
      const soon = leafOf({ notAfter: NOW + 60_000 });
      expect(outcome(check(stamped({ accuracySeconds: 59 }, [soon, root]), trusting))).to.equal('valid');
      expect(outcome(check(stamped({ accuracySeconds: 61 }, [soon, root]), trusting))).to.match(/^IMG_CERT_EXPIRED/);
    });

    it('may be by an RSA key, and through an authority between', () => {
      const between = issue({ subject: [['CN', 'TSA CA']], issuer: tsaRoot, isAuthority: true });
      const use = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'], extendedCritical: true };
      const rsa = issue({ subject: [['CN', 'RSA TSA']], issuer: between, keys: rsaKey(2048), ...use });
      expect(outcome(check(stamped({ tsa: rsa, certificates: [between, rsa] }), trusting))).to.equal('valid');
      expect(outcome(check(stamped({ tsa: rsa, certificates: [rsa] }), trusting))).to.match(/^IMG_TIMESTAMP .*"tsa"/);
    });

    it('must be there when somebody is trusted for it, and only then', () => {
      expect(outcome(check(signed(), trusting))).to.match(/^IMG_TIMESTAMP it has no timestamp/);
      expect(outcome(check(stamped()))).to.equal('valid');
    });

    const use = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'], extendedCritical: true };
    const wrong: Readonly<Record<string, readonly [Partial<TimestampOptions>, RegExp]>> = {
      'of another signature': [{ over: Buffer.from('other') }, /for another signature/],
      'whose content was swapped': [{ digested: Buffer.from('other') }, /altered or damaged/],
      'without the certificate that signs it': [{ certificates: [] }, /comes without the certificate/],
      'that names another certificate': [{ named: leaf }, /names another certificate/],
      'that names no certificate': [{ named: 'none' }, /cannot be read/],
      'by an authority that nobody trusts': [
        { tsa: issue({ subject: [['CN', 'x']], issuer: otherRoot, ...use }) },
        /no certificate under "tsa" vouches/,
      ],
      'by a certificate for something else': [
        {
          tsa: issue({
            subject: [['CN', 'x']],
            issuer: tsaRoot,
            extendedKeyUsage: ['1.3.6.1.5.5.7.3.3'],
            extendedCritical: true,
          }),
        },
        /not for timestamping/,
      ],
      'by a certificate for timestamps among others': [
        {
          tsa: issue({
            subject: [['CN', 'x']],
            issuer: tsaRoot,
            extendedKeyUsage: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.3'],
            extendedCritical: true,
          }),
        },
        /not for timestamping/,
      ],
      'by a certificate whose use is not critical': [
        { tsa: issue({ subject: [['CN', 'x']], issuer: tsaRoot, extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] }) },
        /not for timestamping/,
      ],
      'by a certificate that was not valid then': [
        { tsa: issue({ subject: [['CN', 'x']], issuer: tsaRoot, ...use, notAfter: NOW - 1000 }) },
        /no certificate under "tsa" vouches/,
      ],
    };
    for (const [what, [options, reason]] of Object.entries(wrong)) {
      it(`${what} is none`, () => {
        const result = outcome(check(stamped(options), trusting));
        expect(result).to.match(/^IMG_TIMESTAMP /);
        expect(result).to.match(reason);
      });
    }

    it('never says another time, whichever byte of it is another', () => {
      const envelope = signed();
      const token = timestampToken({ tsa }, Buffer.from(String(envelope['signature']), 'base64url'));
      const times = new Set<string>();
      for (const at of token.keys()) {
        const broken = Buffer.from(token);
        broken[at] = (broken[at] ?? 0) ^ 0x01;
        const header = {
          ...Object(envelope['header']),
          'io.cncf.notary.timestampSignature': broken.toString('base64'),
        };
        const result = check({ ...envelope, header }, trusting);
        times.add(result.kind === 'valid' ? result.signature.timestamps.join() : result.code);
      }
      // Versions and parameters that nobody reads are not signed.
      expect([...times].toSorted()).to.deep.equal(['2026-11-21T12:00:00.000Z', 'IMG_TIMESTAMP']);
    });
  });
});

describe('levels', () => {
  const strange = { chain: [leafOf({}, otherRoot), otherRoot] };

  it('audit enforces integrity alone, and notes the rest', () => {
    const result = check(signed(strange), { level: 'audit' });
    expect(result.kind === 'valid' && result.signature.notes[0]).to.match(
      /^not enforced at level audit: it is signed under "CN=Evil root"/,
    );
    expect(outcome(check(signed({ target: { ...TARGET, size: 1 } }), { level: 'audit' }))).to.match(
      /^IMG_DIGEST_MISMATCH/,
    );
    const envelope = signed();
    expect(outcome(check({ ...envelope, signature: 'AAAA' }, { level: 'audit' }))).to.match(/^IMG_SIG_INVALID/);
  });

  it('permissive enforces authenticity, too', () => {
    expect(outcome(check(signed(strange), { level: 'permissive' }))).to.match(/^IMG_TRUST_ROOT/);
    const late = check(signed({ header: expiring(NOW - 1) }), { level: 'permissive' }, NOW + 5 * DAY_MS);
    expect(late.kind === 'valid' && late.signature.notes.slice(0, 2)).to.have.length(2);
    expect(late.kind === 'valid' && late.signature.notes[0]).to.match(
      /^not enforced at level permissive: it was not proved/,
    );
    expect(late.kind === 'valid' && late.signature.notes[1]).to.match(
      /^not enforced at level permissive: its signer wanted it/,
    );
  });

  it('strict enforces the day until which the signer wants it to be used', () => {
    expect(outcome(check(signed({ header: expiring(NOW + 1) })))).to.equal('valid');
    expect(outcome(check(signed({ header: expiring(NOW) })))).to.equal(
      'IMG_SIG_EXPIRED its signer wanted it to be used until 2026-11-21T12:00:00.000Z',
    );
  });
});

describe('an envelope that was tampered with', () => {
  const good = signed({ timestamp: (signature) => timestampToken({ tsa }, signature) });
  const text = JSON.stringify(good);

  it('never verifies with one character of its signed parts changed', () => {
    for (const part of ['payload', 'protected', 'signature']) {
      const value = String(good[part]);
      fc.assert(
        fc.property(fc.nat(value.length - 1), fc.constantFrom(...'ABCxyz019-_'), (at, character) => {
          fc.pre(value[at] !== character);
          const changed = { ...good, [part]: `${value.slice(0, at)}${character}${value.slice(at + 1)}` };
          expect(check(changed).kind, `${part} ${at}`).to.equal('refused');
        }),
        { numRuns: 300 },
      );
    }
  });

  it('never throws, whatever is pushed', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string(), (at, length, inserted) => {
        check(text.slice(0, at) + inserted + text.slice(at + length));
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.json(), (json) => check(json).kind === 'refused'));
  });

  it('is refused in every other form of JWS', () => {
    const { payload, protected: header, signature } = good;
    const others: readonly unknown[] = [
      { payload, signatures: [{ protected: header, header: good['header'], signature }] },
      { ...good, signatures: [] },
      `${String(header)}.${String(payload)}.${String(signature)}`,
      [good],
      { ...good, payload: `${String(payload)}=` },
    ];
    for (const other of others) expect(outcome(check(other))).to.match(/^IMG_SIG_INVALID/);
  });

  it('is not read when it is large or deep', () => {
    expect(outcome(check({ ...good, payload: 'A'.repeat(1_100_000) }))).to.match(/^IMG_TOO_LARGE/);
    expect(outcome(check(`${'['.repeat(500)}${']'.repeat(500)}`))).to.match(/^IMG_TOO_LARGE/);
  });
});
