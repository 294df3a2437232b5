import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { ImageCode } from '../../../../src/core/images/image-code.ts';
import type { Signer } from '../../../../src/core/images/authority.ts';
import type { SignatureMaterial } from '../../../../src/core/images/signature-material.ts';
import { createSignatureVerifier } from '../../../../src/node/images/sigstore/create-signature-verifier.ts';
import { imageOf, keylessSigner, keySigner, RIG_ROOT } from '../../../support/image-signers.ts';
import { COSIGN_SIGN, newRigKey, SigstoreRig, simpleSigning, type RigKey } from '../../../support/sigstore-rig.ts';

/** Attacks, as a specification: what somebody pushes who wants an image to be admitted, and what it is refused as. */
const image = imageOf('shop');
const other = imageOf('miner');

let rig: SigstoreRig;
let stranger: SigstoreRig;
let key: RigKey;

before(async () => {
  [rig, stranger] = await Promise.all([SigstoreRig.start(), SigstoreRig.start()]);
  key = newRigKey();
});
after(() => Promise.all([rig[Symbol.asyncDispose](), stranger[Symbol.asyncDispose]()]));

interface Attack {
  readonly material: SignatureMaterial;
  readonly signer?: Signer;
  /** Default: the rig's. */
  readonly trustedRoot?: string;
}

function expectRefused({ material, signer, trustedRoot }: Attack, code: ImageCode, ...words: readonly string[]): void {
  const trustRoots = new Map([[RIG_ROOT, trustedRoot ?? rig.trustedRoot]]);
  const verifier = createSignatureVerifier({ trustRoots, now: () => new Date() });
  const found = verifier.check(material, image, signer ?? keylessSigner());
  if (found.kind === 'valid') expect.fail('it was taken for valid');
  expect(found.code, found.reason).to.equal(code);
  for (const word of words) expect(found.reason).to.include(word);
}

/** The same without what is wrong, so that it is refused for that. */
function expectAccepted({ material, signer, trustedRoot }: Attack): void {
  const trustRoots = new Map([[RIG_ROOT, trustedRoot ?? rig.trustedRoot]]);
  const verifier = createSignatureVerifier({ trustRoots, now: () => new Date() });
  const found = verifier.check(material, image, signer ?? keylessSigner());
  if (found.kind === 'refused') expect.fail(`${found.code}: ${found.reason}`);
}

const sha256Base64 = (base64: string): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');

/** The bundle with something changed. */
function edited(material: SignatureMaterial, edit: (bundle: BundleJson) => void): SignatureMaterial {
  const bundle: BundleJson = JSON.parse(Buffer.from(material.bytes).toString('utf8'));
  edit(bundle);
  return { ...material, bytes: Buffer.from(JSON.stringify(bundle)) };
}

interface EntryJson {
  canonicalizedBody: string;
  [name: string]: unknown;
}

interface BundleJson {
  verificationMaterial: {
    certificate?: { rawBytes: unknown };
    publicKey?: { hint: string };
    tlogEntries: EntryJson[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string };
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string }[] };
  [name: string]: unknown;
}

/** The trust root with parts of another one, or changed. */
function rootWith(edit: (root: Record<string, Record<string, unknown>[]>) => void, from = rig): string {
  const root: Record<string, Record<string, unknown>[]> = JSON.parse(from.trustedRoot);
  edit(root);
  return JSON.stringify(root);
}
const partOf = (from: SigstoreRig, part: string): Record<string, unknown>[] => JSON.parse(from.trustedRoot)[part];

describe('a signature of another image', function () {
  this.timeout(30_000);

  it('is refused in each form', async () => {
    const copies = [
      await rig.signImage(other.digest),
      await rig.signLegacy(other.digest),
      await rig.attest(other.digest, 'https://slsa.dev/provenance/v1', {}),
      await rig.attestLegacy(other.digest, 'https://slsa.dev/provenance/v1', {}),
    ];
    for (const material of copies) expectRefused({ material }, 'IMG_DIGEST_MISMATCH', other.digest, image.digest);
    expectRefused({ material: await rig.signManifest(other.bytes) }, 'IMG_DIGEST_MISMATCH');
  });

  it('is refused where the manifest is not what its digest says, whoever handed it over', async () => {
    const material = await rig.signManifest(other.bytes);
    const trustRoots = new Map([[RIG_ROOT, rig.trustedRoot]]);
    const verifier = createSignatureVerifier({ trustRoots, now: () => new Date() });
    const swapped = { ...image, bytes: other.bytes };
    expect(verifier.check(material, swapped, keylessSigner())).to.have.property('code', 'IMG_DIGEST_MISMATCH');
  });

  it('is refused when its digest is changed in what is not signed', async () => {
    const [mine, theirs] = [await rig.signManifest(image.bytes), await rig.signManifest(other.bytes)];
    const { messageSignature } = JSON.parse(Buffer.from(mine.bytes).toString('utf8'));
    const material = edited(theirs, (bundle) => {
      if (bundle.messageSignature !== undefined) bundle.messageSignature.messageDigest = messageSignature.messageDigest;
    });
    expectRefused({ material }, 'IMG_TLOG', 'another signature or another text');
  });

  it('is refused with a name, an annotation or a further digest that speaks of ours', async () => {
    const hex = image.digest.slice('sha256:'.length);
    const subject = [
      { name: image.digest, digest: { sha256: 'f'.repeat(64), md5: hex }, annotations: { digest: hex } },
    ];
    const statement = { subject, predicateType: COSIGN_SIGN, predicate: { subject: hex } };
    expectRefused({ material: await rig.signStatement(statement) }, 'IMG_DIGEST_MISMATCH');
    expectRefused(
      { material: await rig.signStatement({ ...statement, subject: [] }) },
      'IMG_DIGEST_MISMATCH',
      'no image',
    );
    const further = [...subject, { digest: { sha256: 'e'.repeat(64) } }];
    expectRefused({ material: await rig.signStatement({ ...statement, subject: further }) }, 'IMG_DIGEST_MISMATCH');
  });

  it('is refused when the payload is altered to speak of ours', async () => {
    const material = { ...(await rig.signLegacy(other.digest)), bytes: Buffer.from(simpleSigning(image.digest)) };
    expectRefused({ material }, 'IMG_TLOG');
    const byKey = await rig.signLegacy(other.digest, { key, rekor: 'none' });
    expectRefused(
      { material: { ...byKey, bytes: Buffer.from(simpleSigning(image.digest)) }, signer: keySigner(key) },
      'IMG_WRONG_KEY',
    );
  });
});

describe('something that is signed, and is no signature of an image', function () {
  this.timeout(30_000);

  it('is refused by its type', async () => {
    const payload = simpleSigning(image.digest).replace(
      'cosign container image signature',
      'atomic container signature',
    );
    expectRefused({ material: await rig.signPayload(payload) }, 'IMG_SIG_INVALID', 'critical.type');
    const hex = image.digest.slice('sha256:'.length);
    const statement = { subject: [{ digest: { sha256: hex } }], predicateType: COSIGN_SIGN, predicate: {} };
    expectRefused(
      { material: await rig.signStatement({ ...statement, _type: 'https://example.com/Statement' }) },
      'IMG_SIG_INVALID',
      'no in-toto statement',
    );
    expectRefused(
      { material: await rig.signStatement({ ...statement, predicateType: undefined }) },
      'IMG_SIG_INVALID',
      'predicateType',
    );
    expectRefused(
      { material: await rig.signStatement({ ...statement, predicateType: 'https://example.com/x', predicate: 'yes' }) },
      'IMG_UNSUPPORTED',
    );
  });
});

describe('an envelope', function () {
  this.timeout(30_000);

  it('has one signature: a second one is one that nobody looks at, and none is none', async () => {
    const material = await rig.signImage(image.digest);
    const twice = edited(material, ({ dsseEnvelope }) => dsseEnvelope?.signatures.push({ sig: 'AAAA' }));
    expectRefused({ material: twice }, 'IMG_SIG_INVALID', '2 signatures');
    const none = edited(material, ({ dsseEnvelope }) => dsseEnvelope?.signatures.pop());
    expectRefused({ material: none }, 'IMG_SIG_INVALID', '0 signatures');
    const legacy = await rig.attestLegacy(image.digest, COSIGN_SIGN, {});
    const envelope = JSON.parse(Buffer.from(legacy.bytes).toString('utf8'));
    envelope.signatures.unshift({ sig: 'AAAA' });
    expectRefused(
      { material: { ...legacy, bytes: Buffer.from(JSON.stringify(envelope)) } },
      'IMG_SIG_INVALID',
      '2 signatures',
    );
  });

  it('cannot stand beside a message signature', async () => {
    const { messageSignature } = JSON.parse(Buffer.from((await rig.signManifest(image.bytes)).bytes).toString('utf8'));
    const material = edited(await rig.signImage(image.digest), (bundle) => {
      bundle.messageSignature = messageSignature;
    });
    expectRefused({ material }, 'IMG_SIG_INVALID', 'one signature');
  });
});

describe('an entry of the transparency log', function () {
  this.timeout(30_000);

  it('of another signature is refused', async () => {
    const theirs = JSON.parse(Buffer.from((await rig.signImage(other.digest)).bytes).toString('utf8'));
    const material = edited(await rig.signImage(image.digest), ({ verificationMaterial }) => {
      verificationMaterial.tlogEntries = theirs.verificationMaterial.tlogEntries;
    });
    expectRefused({ material }, 'IMG_TLOG', 'another signature');
  });

  for (const [version, entryType] of [
    ['v1', 'dsse'],
    ['v1', 'intoto'],
    ['v2', 'dsse'],
  ] as const) {
    it(`that names another key for the same signature is refused (${version}, ${entryType})`, async () => {
      const signing = { rekor: version, entryType, timestamp: true } as const;
      for (const made of [await rig.signImage(image.digest, signing), await rig.signManifest(image.bytes, signing)]) {
        const [entry] = JSON.parse(Buffer.from(made.bytes).toString('utf8')).verificationMaterial.tlogEntries;
        const relogged = await relog(entry, version, await anotherCertificate());
        const material = edited(made, ({ verificationMaterial }) => {
          verificationMaterial.tlogEntries = [relogged];
        });
        expectRefused({ material }, 'IMG_TLOG', 'another key or certificate');
      }
    });
  }

  it('that names another key for the same signature is refused under keys, too', async () => {
    const made = await rig.signImage(image.digest, { key });
    const [entry] = JSON.parse(Buffer.from(made.bytes).toString('utf8')).verificationMaterial.tlogEntries;
    const relogged = await relog(entry, 'v1', newRigKey().pem);
    const material = edited(made, ({ verificationMaterial }) => {
      verificationMaterial.tlogEntries = [relogged];
    });
    expectRefused({ material, signer: keySigner(key) }, 'IMG_TLOG', 'another key or certificate');
  });

  it('of the first kind that Rekor v2 had is read, and held to the same', async () => {
    const made = await rig.signImage(image.digest, { rekor: 'v2', timestamp: true });
    const { dsseEnvelope, verificationMaterial } = JSON.parse(Buffer.from(made.bytes).toString('utf8'));
    const entryOf = (rawBytes: string): object => ({
      apiVersion: '0.0.2',
      kind: 'dsse',
      spec: {
        dsseV002: {
          payloadHash: { algorithm: 'SHA2_256', digest: sha256Base64(dsseEnvelope.payload) },
          signatures: [
            {
              content: dsseEnvelope.signatures[0].sig,
              verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes } },
            },
          ],
        },
      },
    });
    const withEntry = async (rawBytes: string): Promise<SignatureMaterial> => {
      const entry = await rig.log(entryOf(rawBytes), 'v2');
      return edited(made, (bundle) => {
        bundle.verificationMaterial.tlogEntries = [entry];
      });
    };
    expectAccepted({ material: await withEntry(verificationMaterial.certificate.rawBytes) });
    const theirs = (await anotherCertificate()).replaceAll(/-----.*-----|\s/g, '');
    expectRefused({ material: await withEntry(theirs) }, 'IMG_TLOG', 'another key or certificate');
  });

  it('of a foreign log is refused', async () => {
    for (const material of [await rig.signImage(image.digest), await rig.signLegacy(image.digest)]) {
      const trustedRoot = rootWith((root) => {
        root['tlogs'] = partOf(stranger, 'tlogs');
      });
      expectRefused({ material, trustedRoot }, 'IMG_TLOG', 'trust root "rig"');
    }
  });

  it('counts once', async () => {
    for (const signing of [{}, { rekor: 'v2', timestamp: true }] as const) {
      const material = edited(await rig.signImage(image.digest, signing), ({ verificationMaterial }) => {
        const [entry] = verificationMaterial.tlogEntries;
        if (entry !== undefined) verificationMaterial.tlogEntries.push({ ...entry, logIndex: '7' });
      });
      expectRefused({ material }, 'IMG_TLOG', 'twice');
    }
  });

  it('without its proof and promise proves nothing', async () => {
    const material = await rig.signLegacy(image.digest);
    const bundle = JSON.parse(material.annotations['dev.sigstore.cosign/bundle'] ?? '');
    bundle.Payload.integratedTime += 1;
    const annotations = { ...material.annotations, 'dev.sigstore.cosign/bundle': JSON.stringify(bundle) };
    expectRefused({ material: { ...material, annotations } }, 'IMG_TLOG', 'altered');
    const stripped = edited(await rig.signImage(image.digest), ({ verificationMaterial }) => {
      for (const entry of verificationMaterial.tlogEntries) delete entry['inclusionProof'];
    });
    expectRefused({ material: stripped }, 'IMG_SIG_INVALID', 'missing');
  });

  /** Has the log take the same signature under another name, as a log that checked nothing would. */
  async function relog(entry: EntryJson, version: 'v1' | 'v2', pem: string): Promise<EntryJson> {
    const body = Buffer.from(entry.canonicalizedBody, 'base64').toString('utf8');
    const content = version === 'v1' ? Buffer.from(pem).toString('base64') : pem.replaceAll(/-----.*-----|\s/g, '');
    const renamed = body.replaceAll(/("(?:publicKey|verifier|rawBytes)":(?:\{"content":)?")[^"]+"/g, `$1${content}"`);
    expect(renamed).to.not.equal(body);
    return rig.log(JSON.parse(renamed), version);
  }

  async function anotherCertificate(): Promise<string> {
    return (await rig.signLegacy(image.digest)).annotations['dev.sigstore.cosign/certificate'] ?? '';
  }
});

describe('a certificate', function () {
  this.timeout(30_000);

  it('of an authority that is not in the trust root is refused, with the name of the authority', async () => {
    const trustedRoot = rootWith((root) => {
      root['certificateAuthorities'] = partOf(stranger, 'certificateAuthorities');
    });
    expectRefused(
      { material: await rig.signImage(image.digest), trustedRoot },
      'IMG_TRUST_ROOT',
      'sigstore.mock',
      'trustRoots:',
    );
  });

  it('of an authority that was not valid then is refused', async () => {
    const trustedRoot = rootWith((root) => {
      for (const authority of root['certificateAuthorities'] ?? [])
        authority['validFor'] = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };
    });
    expectRefused({ material: await rig.signImage(image.digest), trustedRoot }, 'IMG_TRUST_ROOT', 'not valid when');
  });

  it('without a proof that it was logged is refused, unless nobody asks', async () => {
    await using unlogged = await SigstoreRig.start({ certificateLog: false });
    const material = await unlogged.signImage(image.digest);
    expectRefused({ material, trustedRoot: unlogged.trustedRoot }, 'IMG_CERT_INVALID', 'SCT');
    expectAccepted({ material, trustedRoot: unlogged.trustedRoot, signer: keylessSigner({ sct: 'ignored' }) });
  });

  it('with a proof of a foreign log is refused, unless nobody asks', async () => {
    const material = await rig.signImage(image.digest);
    const trustedRoot = rootWith((root) => {
      root['ctlogs'] = partOf(stranger, 'ctlogs');
    });
    expectRefused({ material, trustedRoot }, 'IMG_CERT_INVALID', 'SCT');
    expectAccepted({ material, trustedRoot, signer: keylessSigner({ sct: 'ignored' }) });
  });

  it('that had expired when it was logged is refused, with the times', async () => {
    await using late = await SigstoreRig.start({ rekor: 1 });
    const attack = { material: await late.signImage(image.digest), trustedRoot: late.trustedRoot };
    expectRefused(attack, 'IMG_CERT_EXPIRED', 'it says that it was signed at', 'valid from');
  });

  it('that had expired when it was stamped is refused', async () => {
    await using late = await SigstoreRig.start({ tsa: 1 });
    for (const rekor of ['v1', 'v2', 'none'] as const) {
      const material = await late.signImage(image.digest, { rekor, timestamp: true });
      const signer = keylessSigner({ tlog: 'if-present' });
      expectRefused({ material, signer, trustedRoot: late.trustedRoot }, 'IMG_CERT_EXPIRED');
    }
  });

  it('is none when a public key stands in its place', async () => {
    const der = Buffer.from(key.pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
    const bundle = edited(await rig.signImage(image.digest, { key }), ({ verificationMaterial }) => {
      delete verificationMaterial.publicKey;
      verificationMaterial.certificate = { rawBytes: der.toString('base64') };
    });
    const legacy = await rig.signLegacy(image.digest, { key });
    const annotations = { ...legacy.annotations, 'dev.sigstore.cosign/certificate': key.pem };
    for (const material of [bundle, { ...legacy, annotations }]) {
      expectRefused({ material }, 'IMG_CERT_INVALID', 'bare public key');
      expectRefused({ material, signer: keySigner(key) }, 'IMG_CERT_INVALID', 'bare public key');
    }
  });

  it('with a line break in its name is refused, also where an expression would match it', async () => {
    const material = await rig.signImage(image.digest, {
      subject: 'https://github.com/acme/shop\nhttps://github.com/x',
    });
    expectRefused({ material }, 'IMG_CERT_INVALID', 'line break');
  });

  it('of an authority signs nothing', async () => {
    const [authority] = partOf(rig, 'certificateAuthorities');
    const chain = JSON.parse(JSON.stringify(authority)).certChain.certificates;
    const material = edited(await rig.signImage(image.digest), ({ verificationMaterial }) => {
      verificationMaterial.certificate = chain[0];
    });
    expectRefused({ material }, 'IMG_CERT_INVALID', 'one of an authority');
  });
});

describe('a timestamp', function () {
  this.timeout(30_000);

  it('of another signature is refused', async () => {
    const theirs = JSON.parse(
      Buffer.from((await rig.signImage(other.digest, { timestamp: true })).bytes).toString('utf8'),
    );
    const material = edited(await rig.signImage(image.digest, { timestamp: true }), ({ verificationMaterial }) => {
      verificationMaterial.timestampVerificationData = theirs.verificationMaterial.timestampVerificationData;
    });
    expectRefused({ material }, 'IMG_TIMESTAMP', 'another signature');
  });

  it('of a foreign authority is refused, and of one that is no longer valid', async () => {
    const material = await rig.signImage(image.digest, { rekor: 'v2', timestamp: true });
    const foreign = rootWith((root) => {
      root['timestampAuthorities'] = partOf(stranger, 'timestampAuthorities');
    });
    const over = rootWith((root) => {
      for (const authority of root['timestampAuthorities'] ?? [])
        authority['validFor'] = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };
    });
    for (const trustedRoot of [foreign, over]) expectRefused({ material, trustedRoot }, 'IMG_TIMESTAMP', '"rig"');
  });
});

describe('what costs time and memory', function () {
  this.timeout(30_000);

  const bundle = (bytes: Buffer): SignatureMaterial => ({
    format: 'bundle',
    place: 'referrer',
    bytes,
    annotations: {},
  });

  it('is refused by its size and depth, before it is read', () => {
    expectRefused({ material: bundle(Buffer.alloc(16 * 1024 * 1024, ' ')) }, 'IMG_TOO_LARGE', 'bytes');
    const deep = Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expectRefused({ material: bundle(deep) }, 'IMG_TOO_LARGE', 'deep');
    expectRefused({ material: { ...bundle(deep), format: 'cosign-attestation' } }, 'IMG_TOO_LARGE', 'deep');
  });

  it('is refused also in what is signed', async () => {
    const hex = image.digest.slice('sha256:'.length);
    const nested = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`);
    const statement = {
      subject: [{ digest: { sha256: hex } }],
      predicateType: 'https://example.com/x',
      predicate: nested,
    };
    expectRefused({ material: await rig.signStatement(statement) }, 'IMG_TOO_LARGE', 'deep');
  });

  it('is refused where thousands stand instead of one', async () => {
    const material = edited(await rig.signImage(image.digest), ({ verificationMaterial: { tlogEntries } }) => {
      for (let more = 0; more < 1000; more += 1) tlogEntries.push(...tlogEntries.slice(0, 1));
    });
    expectRefused({ material }, 'IMG_TOO_LARGE', 'log entries');
  });

  it('is refused where bytes are no base64, but the promise of a billion of them', async () => {
    const made = await rig.signImage(image.digest);
    for (const rawBytes of [{ length: 1e9 }, 'MII*BAA=', ['MIIB']]) {
      const material = edited(made, ({ verificationMaterial }) => {
        verificationMaterial.certificate = { rawBytes };
      });
      expectRefused({ material }, 'IMG_SIG_INVALID', 'rawBytes');
    }
  });

  it('is no reason to throw, whatever the bytes are', () => {
    for (const text of ['', '{}', 'null', '[]', '{"mediaType":1}', '{"verificationMaterial":[]}', '\u0000'])
      for (const format of ['bundle', 'cosign-signature', 'cosign-attestation'] as const)
        for (const signer of [keylessSigner(), keySigner(key)])
          expectRefused({ material: { ...bundle(Buffer.from(text)), format }, signer }, 'IMG_SIG_INVALID');
  });
});
