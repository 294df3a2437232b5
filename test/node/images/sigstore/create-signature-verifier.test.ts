import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Signer } from '../../../../src/core/images/authority.ts';
import type { SignatureCheck } from '../../../../src/core/images/signature-check.ts';
import type { SignatureMaterial } from '../../../../src/core/images/signature-material.ts';
import { createSignatureVerifier } from '../../../../src/node/images/sigstore/create-signature-verifier.ts';
import type { SignatureVerifier } from '../../../../src/node/images/signature-verifier.ts';
import { identity, imageOf, keylessSigner, keySigner, RIG_ROOT } from '../../../support/image-signers.ts';
import { newRigKey, RIG_ISSUER, RIG_SUBJECT, SigstoreRig, type RigSigning } from '../../../support/sigstore-rig.ts';

const image = imageOf('shop');
const SLSA = 'https://slsa.dev/provenance/v1';

let rig: SigstoreRig;
let verifier: SignatureVerifier;

before(async () => {
  rig = await SigstoreRig.start();
  verifier = createSignatureVerifier({ trustRoots: new Map([[RIG_ROOT, rig.trustedRoot]]), now: () => new Date() });
});
after(() => rig[Symbol.asyncDispose]());

const check = (material: SignatureMaterial, signer: Signer): SignatureCheck => verifier.check(material, image, signer);

function expectValid(found: SignatureCheck): Extract<SignatureCheck, { kind: 'valid' }>['signature'] {
  if (found.kind === 'refused') expect.fail(`${found.code}: ${found.reason}`);
  return found.signature;
}

function expectRefused(found: SignatureCheck, code: string, ...words: readonly string[]): void {
  if (found.kind === 'valid') expect.fail('it was taken for valid');
  expect(found.code, found.reason).to.equal(code);
  for (const word of words) expect(found.reason).to.include(word);
}

describe('a signature in each of its forms', function () {
  this.timeout(30_000);

  const forms: Readonly<Record<string, (signing: RigSigning) => Promise<SignatureMaterial>>> = {
    'a bundle with a statement': (signing) => rig.signImage(image.digest, signing),
    'a bundle over the manifest': (signing) => rig.signManifest(image.bytes, signing),
    'a layer of a .sig tag': (signing) => rig.signLegacy(image.digest, signing),
    'a layer of an .att tag': (signing) => rig.attestLegacy(image.digest, SLSA, {}, signing),
  };
  const witnesses: Readonly<Record<string, RigSigning>> = {
    'with Rekor v1': {},
    'with Rekor v1, in-toto entry': { entryType: 'intoto' },
    'with Rekor v1 and a timestamp': { timestamp: true },
    'with Rekor v2 and a timestamp': { rekor: 'v2', timestamp: true },
  };

  for (const [form, sign] of Object.entries(forms)) {
    for (const [name, signing] of Object.entries(witnesses)) {
      // Rekor v2 came after the tags: their annotations have no place for its proofs.
      if (form.includes('tag') && signing.rekor === 'v2') continue;
      it(`${form} ${name} is of who signed it`, async () => {
        const signature = expectValid(check(await sign(signing), keylessSigner()));
        expect(signature.by).to.deep.equal({ kind: 'identity', subject: RIG_SUBJECT, issuer: RIG_ISSUER });
        expect(signature.tlog?.index).to.match(/^\d+$/);
        expect(signature.timestamps).to.have.lengthOf(signing.timestamp === true && signing.rekor !== 'v2' ? 2 : 1);
      });

      it(`${form} ${name} by a key is of the key`, async () => {
        const key = newRigKey();
        const signature = expectValid(check(await sign({ ...signing, key }), keySigner(key, { tlog: 'required' })));
        expect(signature.by.kind).to.equal('key');
      });
    }

    it(`${form} by a key alone is of the key`, async () => {
      const key = newRigKey();
      const signature = expectValid(check(await sign({ key, rekor: 'none' }), keySigner(key)));
      expect(signature).to.not.have.property('tlog');
      expect(signature.timestamps).to.deep.equal([]);
    });
  }
});

describe('keys', function () {
  this.timeout(30_000);

  for (const kind of ['P-256', 'P-384', 'P-521', 'ed25519', 2048] as const) {
    it(`verify when they are ${kind}`, async () => {
      const key = newRigKey(kind);
      for (const material of [
        await rig.signImage(image.digest, { key, rekor: 'none' }),
        await rig.signLegacy(image.digest, { key, rekor: 'none' }),
      ])
        expectValid(check(material, keySigner(key)));
    });
  }

  it('of larger curves may sign with the hash that goes with them', async () => {
    const key = { ...newRigKey('P-384'), hash: 'sha384' } as const;
    for (const material of [
      await rig.signImage(image.digest, { key, rekor: 'none' }),
      await rig.signManifest(image.bytes, { key, rekor: 'none' }),
    ])
      expectValid(check(material, keySigner(key)));
    const other = { ...newRigKey('P-256'), hash: 'sha384' } as const;
    const material = await rig.signImage(image.digest, { key: other, rekor: 'none' });
    expectRefused(check(material, keySigner(other)), 'IMG_WRONG_KEY');
    expectValid(check(material, keySigner(other, { hash: 'sha384' })));
  });

  it('of RSA verify in both of its forms', async () => {
    const key = newRigKey(2048);
    for (const isPss of [false, true])
      expectValid(check(await rig.signLegacy(image.digest, { key: { ...key, isPss }, rekor: 'none' }), keySigner(key)));
  });

  it('are refused when they are weak, or no public keys', async () => {
    const key = newRigKey();
    const material = await rig.signLegacy(image.digest, { key, rekor: 'none' });
    expectRefused(check(material, keySigner(newRigKey(1024))), 'IMG_UNSUPPORTED', '1024 bits');
    const secret = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expectRefused(check(material, keySigner({ pem: secret })), 'IMG_UNSUPPORTED', 'PRIVATE KEY', 'PUBLIC KEY');
    expectRefused(check(material, keySigner({ pem: 'none' })), 'IMG_UNSUPPORTED', 'no PEM');
  });

  it('do not verify what another key made', async () => {
    const material = await rig.signLegacy(image.digest, { key: newRigKey(), rekor: 'none' });
    expectRefused(check(material, keySigner(newRigKey())), 'IMG_WRONG_KEY', 'SHA256:');
  });

  it('are not names, and names are no keys', async () => {
    const key = newRigKey();
    expectRefused(check(await rig.signImage(image.digest, { key }), keylessSigner()), 'IMG_WRONG_IDENTITY', 'bare key');
    expectRefused(check(await rig.signImage(image.digest), keySigner(key)), 'IMG_WRONG_KEY', 'certificate');
  });
});

describe('identities', function () {
  this.timeout(30_000);

  it('match to the letter, or by an expression for the whole', async () => {
    const material = await rig.signImage(image.digest);
    const subjects = {
      'https://github.com/acme/shop/.+': true,
      '.*/release.yml@refs/heads/main': true,
      'https://github.com/acme/shop': false,
      'acme/shop': false,
      'https://github.com/acme/shop/.*|x': true,
      'x|y': false,
      // Held by neither anchor if it were only put between parentheses.
      'x)|(https://github.com/acme/shop.*': false,
      '(': false,
    };
    for (const [source, matches] of Object.entries(subjects)) {
      const signer = keylessSigner({ identities: [identity({ subject: { kind: 'regex', source } })] });
      expect(check(material, signer).kind, source).to.equal(matches ? 'valid' : 'refused');
    }
  });

  it('are told apart by a slash, and a prefix is not enough', async () => {
    const material = await rig.signImage(image.digest, { subject: 'https://github.com/acme/shopping' });
    const wanted = (subject: string, issuer: string): Signer =>
      keylessSigner({
        identities: [identity({ subject: { kind: 'exact', text: subject }, issuer: { kind: 'exact', text: issuer } })],
      });
    expectValid(check(material, wanted('https://github.com/acme/shopping', RIG_ISSUER)));
    expectRefused(
      check(material, wanted('https://github.com/acme/shop', RIG_ISSUER)),
      'IMG_WRONG_IDENTITY',
      'https://github.com/acme/shopping',
      '"ci" wants subject https://github.com/acme/shop,',
    );
    expectRefused(check(material, wanted('https://github.com/acme/shopping', `${RIG_ISSUER}/`)), 'IMG_WRONG_IDENTITY');
  });

  it('name who was found, for whoever has to decide', async () => {
    const found = check(await rig.signImage(image.digest, { subject: 'mallory' }), keylessSigner());
    expect(found).to.deep.include({ found: { kind: 'identity', subject: 'mallory', issuer: RIG_ISSUER } });
  });

  it('are any of several, and with the extensions that are demanded', async () => {
    const material = await rig.signImage(image.digest, { claims: { repository: 'acme/shop', ref: 'refs/heads/main' } });
    const withRef = (text: string): Signer =>
      keylessSigner({
        identities: [
          identity({ subject: { kind: 'exact', text: 'nobody' } }),
          identity({ extensions: { '1.3.6.1.4.1.57264.1.14': { kind: 'exact', text } } }),
        ],
      });
    expectValid(check(material, withRef('refs/heads/main')));
    expectRefused(check(material, withRef('refs/heads/other')), 'IMG_WRONG_IDENTITY', '1.3.6.1.4.1.57264.1.14');
    const legacy = { '1.3.6.1.4.1.57264.1.5': { kind: 'exact', text: 'acme/shop' } } as const;
    expectValid(check(material, keylessSigner({ identities: [identity({ extensions: legacy })] })));
  });

  it('take no longer for a hostile name, which would keep an engine that backtracks busy for ever', async () => {
    const material = await rig.signImage(image.digest, { subject: `https://a.example/${'a'.repeat(5000)}!` });
    const source = String.raw`https://a\.example/(a+)+`;
    expectRefused(
      check(material, keylessSigner({ identities: [identity({ subject: { kind: 'regex', source } })] })),
      'IMG_WRONG_IDENTITY',
    );
  });
});

describe('demands', function () {
  this.timeout(30_000);

  it('for a log entry: required, if it is there, or not looked at', async () => {
    const key = newRigKey();
    const without = await rig.signImage(image.digest, { key, rekor: 'none' });
    expectRefused(check(without, keySigner(key, { tlog: 'required' })), 'IMG_TLOG', 'no entry');
    expectValid(check(without, keySigner(key, { tlog: 'if-present' })));
    const elsewhere = await rig.signImage(image.digest, { key });
    expectRefused(check(elsewhere, keySigner(key, { trustRoot: 'public-good' })), 'IMG_TLOG', 'public-good');
    const ignoring = expectValid(check(elsewhere, keySigner(key, { trustRoot: 'public-good', tlog: 'ignored' })));
    expect(ignoring).to.not.have.property('tlog');
  });

  it('for a timestamp', async () => {
    const [without, stamped] = [
      await rig.signImage(image.digest),
      await rig.signImage(image.digest, { timestamp: true }),
    ];
    expectRefused(check(without, keylessSigner({ timestamp: 'required' })), 'IMG_TIMESTAMP', 'RFC 3161');
    expectValid(check(stamped, keylessSigner({ timestamp: 'required' })));
    expect(expectValid(check(stamped, keylessSigner({ timestamp: 'ignored' }))).timestamps).to.have.lengthOf(1);
  });

  it('a certificate without any time must be valid now, also where nobody asks for a time', async () => {
    const material = await rig.signImage(image.digest, { rekor: 'none' });
    const signer = keylessSigner({ tlog: 'if-present' });
    expectValid(check(material, signer));
    const trustRoots = new Map([[RIG_ROOT, rig.trustedRoot]]);
    const later = createSignatureVerifier({ trustRoots, now: () => new Date(Date.now() + 3_600_000) });
    expectRefused(later.check(material, image, signer), 'IMG_CERT_EXPIRED', 'nothing proves when');
    expectRefused(check(material, keylessSigner()), 'IMG_TLOG');
  });

  it('an entry of Rekor v2 has no time, so a timestamp is needed', async () => {
    const material = await rig.signImage(image.digest, { rekor: 'v2' });
    expectRefused(check(material, keylessSigner()), 'IMG_TIMESTAMP', 'Rekor v2');
    const key = newRigKey();
    expectValid(check(await rig.signImage(image.digest, { key, rekor: 'v2' }), keySigner(key, { tlog: 'required' })));
  });

  it('for annotations, in both forms', async () => {
    for (const material of [
      await rig.signImage(image.digest, { annotations: { stage: 'prod', team: 'a' } }),
      await rig.signLegacy(image.digest, { annotations: { stage: 'prod', team: 'a' } }),
    ]) {
      const signature = expectValid(check(material, keylessSigner({ annotations: { stage: 'prod' } })));
      expect(signature.annotations).to.deep.equal({ stage: 'prod', team: 'a' });
      expectRefused(
        check(material, keylessSigner({ annotations: { stage: 'test' } })),
        'IMG_ANNOTATION',
        'stage=test',
        'it says prod',
      );
      expectRefused(
        check(material, keylessSigner({ annotations: { constructor: 'x' } })),
        'IMG_ANNOTATION',
        'has none',
      );
    }
  });
});

describe('attestations', function () {
  this.timeout(30_000);

  it('become statements with what they say, in both forms', async () => {
    for (const material of [
      await rig.attest(image.digest, SLSA, { builder: 'b' }),
      await rig.attestLegacy(image.digest, SLSA, { builder: 'b' }),
    ]) {
      const { statement } = expectValid(check(material, keylessSigner()));
      expect(statement).to.deep.equal({ predicateType: SLSA, predicate: { builder: 'b' } });
    }
  });

  it('are what their signed statement says, and not what stands beside it', async () => {
    const material = await rig.attestLegacy(image.digest, 'https://example.com/other', {});
    const spoofed = { ...material, annotations: { ...material.annotations, predicateType: SLSA } };
    expect(expectValid(check(spoofed, keylessSigner())).statement?.predicateType).to.equal('https://example.com/other');
  });

  it('are of the image when one of their subjects is, and carry only its annotations', async () => {
    const [algorithm = '', hex = ''] = image.digest.split(':');
    const subject = [
      { name: 'other', digest: { sha256: '0'.repeat(64) }, annotations: { stage: 'prod' } },
      { name: 'shop', digest: { [algorithm]: hex } },
    ];
    const material = await rig.signStatement({
      subject,
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      predicate: {},
    });
    expect(expectValid(check(material, keylessSigner())).annotations).to.deep.equal({});
    expectRefused(check(material, keylessSigner({ annotations: { stage: 'prod' } })), 'IMG_ANNOTATION');
  });
});

describe('a signature of the Notary Project', function () {
  this.timeout(30_000);

  const material: SignatureMaterial = {
    format: 'notation-jws',
    place: 'referrer',
    bytes: Buffer.from('{}'),
    annotations: {},
  };
  const signer: Signer = {
    kind: 'notation',
    name: 'notary',
    annotations: {},
    ca: [],
    signingAuthority: [],
    tsa: [],
    trustedIdentities: ['*'],
    level: 'strict',
  };

  it('is for whoever reads them, and for nobody else', async () => {
    expectRefused(check(material, signer), 'IMG_UNSUPPORTED');
    expectRefused(check(material, keylessSigner()), 'IMG_WRONG_IDENTITY', 'Notary');
    expectRefused(check(material, keySigner(newRigKey())), 'IMG_WRONG_KEY', 'Notary');
    expectRefused(check(await rig.signImage(image.digest), signer), 'IMG_WRONG_IDENTITY', 'Notary');
    const answer: SignatureCheck = { kind: 'refused', code: 'IMG_CERT_EXPIRED', reason: 'asked' };
    const asking = createSignatureVerifier({
      trustRoots: new Map(),
      now: () => new Date(),
      checkNotation: () => answer,
    });
    expect(asking.check(material, image, signer)).to.equal(answer);
  });
});
