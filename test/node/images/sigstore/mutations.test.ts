import { expect } from 'chai';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { Signer, TrustRoots } from '../../../../src/core/images/authority.ts';
import type { ImageManifest, SignatureMaterial } from '../../../../src/core/images/signature-material.ts';
import type { SignatureCheck } from '../../../../src/core/images/signature-check.ts';
import { sha256 } from '../../../../src/node/digest.ts';
import { createSignatureVerifier } from '../../../../src/node/images/sigstore/create-signature-verifier.ts';
import type { SignatureVerifier } from '../../../../src/node/images/signature-verifier.ts';
import { imageOf, keylessSigner, keySigner, RIG_ROOT } from '../../../support/image-signers.ts';
import { newRigKey, SigstoreRig } from '../../../support/sigstore-rig.ts';

const image = imageOf('shop');
const other = imageOf('miner');
const SLSA = 'https://slsa.dev/provenance/v1';

interface Sample {
  readonly name: string;
  readonly material: SignatureMaterial;
  /** As good, of the other image. */
  readonly twin: SignatureMaterial;
  readonly signer: Signer;
}

let trustRoots: TrustRoots;
let verifier: SignatureVerifier;
let samples: readonly Sample[];
let rig: SigstoreRig;

before(async function () {
  this.timeout(60_000);
  rig = await SigstoreRig.start();
  trustRoots = new Map([[RIG_ROOT, rig.trustedRoot]]);
  verifier = createSignatureVerifier({ trustRoots, now: () => new Date() });
  const key = newRigKey();
  const keyless = keylessSigner();
  const byKey = keySigner(key, { tlog: 'required' });
  const v2 = { rekor: 'v2', timestamp: true } as const;
  const both = async (
    name: string,
    signer: Signer,
    sign: (target: ImageManifest) => Promise<SignatureMaterial>,
  ): Promise<Sample> => ({ name, signer, material: await sign(image), twin: await sign(other) });
  samples = [
    await both('statement', keyless, ({ digest }) => rig.signImage(digest, { timestamp: true })),
    await both('statement, Rekor v2', keyless, ({ digest }) => rig.signImage(digest, v2)),
    await both('manifest', keyless, ({ bytes }) => rig.signManifest(bytes)),
    await both('manifest, Rekor v2', keyless, ({ bytes }) => rig.signManifest(bytes, v2)),
    await both('attestation', keyless, ({ digest }) => rig.attest(digest, SLSA, { builder: 'b' })),
    await both('.sig', keyless, ({ digest }) => rig.signLegacy(digest, { timestamp: true })),
    await both('.att', keyless, ({ digest }) => rig.attestLegacy(digest, SLSA, { builder: 'b' })),
    await both('statement by key', byKey, ({ digest }) => rig.signImage(digest, { key })),
    await both('.sig by key', byKey, ({ digest }) => rig.signLegacy(digest, { key })),
    await both('.sig by key alone', keySigner(key), ({ digest }) => rig.signLegacy(digest, { key, rekor: 'none' })),
  ];
});
after(() => rig[Symbol.asyncDispose]());

/**
 * What is changed may only be accepted when nothing that the verifier says depends on it, in one of the places that no signature
 * covers: hints, and what stands in a bundle beside what is proved.
 */
const NOT_COVERED = [
  /^mediaType$/,
  /^verificationMaterial\.publicKey\.hint$/,
  /^verificationMaterial\.tlogEntries\.0\.(?:logIndex|integratedTime)$/,
  /^verificationMaterial\.tlogEntries\.0\.inclusionProof(?:$|\.(?:rootHash|treeSize|hashes|checkpoint)$)/,
  /^verificationMaterial\.tlogEntries\.0\.inclusionPromise$/,
  /^verificationMaterial\.timestampVerificationData/,
  /^verificationMaterial\.tlogEntries\.0\.inclusionProof\.checkpoint\.envelope$/,
  /^dsseEnvelope\.signatures\.0\.keyid$/,
  /^signatures\.0\.keyid$/,
  /^annotations\.(?:predicateType|dev\.cosignproject\.cosign\/signature|dev\.sigstore\.cosign\/rfc3161timestamp)/,
];

describe('a signature with something changed', () => {
  it('holds before that', () => {
    for (const { name, material, signer } of samples) {
      const found = verifier.check(material, image, signer);
      expect(found.kind, `${name}: ${found.kind === 'refused' ? found.reason : ''}`).to.equal('valid');
    }
  });

  it('is never accepted, but where it says the same as before', function () {
    this.timeout(240_000);
    const counts = { refused: 0, same: 0, unchanged: 0 };
    const mutation = fc.record({
      sample: fc.nat(),
      place: fc.nat(),
      inside: fc.nat(),
      how: fc.constantFrom('flip', 'drop', 'double', 'reverse', 'swap', 'blank'),
      bit: fc.nat(7),
    });
    fc.assert(
      fc.property(mutation, (chosen) => {
        const sample = pick(samples, chosen.sample);
        const { material, place } = mutate(sample, chosen);
        if (isSame(material, sample.material)) return void (counts.unchanged += 1);
        const found = verifier.check(material, image, sample.signer);
        if (found.kind === 'refused') return void (counts.refused += 1);
        expect(isCovered(place, sample), `${sample.name}: ${chosen.how} at ${place} was accepted`).to.equal(false);
        expectSaysNoMore(found, verifier.check(sample.material, image, sample.signer));
        counts.same += 1;
      }),
      { numRuns: 2000 },
    );
    expect(counts.refused).to.be.above(1000);
  });

  it('is never accepted for a manifest with a bit changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(7), (which, at, bit) => {
        const { material, signer } = pick(samples, which);
        const bytes = Buffer.from(image.bytes);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit);
        const digest = `sha256:${sha256(bytes)}`;
        // Neither with its own digest, nor by the one that it does not have.
        expect(verifier.check(material, { ...image, bytes, digest }, signer).kind).to.equal('refused');
        if (!Buffer.from(material.bytes).includes('"messageSignature"')) return;
        // Answers are kept by digest, so another verifier is asked.
        const fresh = createSignatureVerifier({ trustRoots, now: () => new Date() });
        expect(fresh.check(material, { ...image, bytes }, signer).kind).to.equal('refused');
      }),
      { numRuns: 100 },
    );
  });

  it('is never accepted for the other image, nor by another signer', () => {
    for (const { material, twin, signer } of samples) {
      expect(verifier.check(twin, image, signer).kind).to.equal('refused');
      expect(verifier.check(material, other, signer).kind).to.equal('refused');
      expect(verifier.check(material, image, keySigner(newRigKey())).kind).to.equal('refused');
      expect(verifier.check(material, image, keylessSigner({ identities: [] })).kind).to.equal('refused');
    }
  });
});

/** Annotations are hints for bundles, and all there is for layers. */
const isCovered = (place: string, { material: { format } }: Sample): boolean =>
  !NOT_COVERED.some((pattern) => pattern.test(place)) && !(format === 'bundle' && place.startsWith('annotations'));

/** The same of whom and of what; fewer witnesses may be left, never others. */
function expectSaysNoMore(found: SignatureCheck, before: SignatureCheck): void {
  if (found.kind === 'refused' || before.kind === 'refused') return expect.fail('the sample itself is refused');
  const { tlog, timestamps, ...said } = found.signature;
  const { tlog: tlogBefore, timestamps: timestampsBefore, ...saidBefore } = before.signature;
  expect(said).to.deep.equal(saidBefore);
  expect(timestampsBefore).to.include.members([...timestamps]);
  if (tlog?.time !== undefined) expect(tlog).to.deep.equal(tlogBefore);
}

interface Mutation {
  readonly place: number;
  readonly inside: number;
  readonly how: 'flip' | 'drop' | 'double' | 'reverse' | 'swap' | 'blank';
  readonly bit: number;
}

/** Changes one place of the material, as far into it as texts in base64 and JSON can be opened. */
function mutate(
  { material, twin }: Sample,
  { place, inside, how, bit }: Mutation,
): { readonly material: SignatureMaterial; readonly place: string } {
  const tree = open(material);
  const places = placesIn(tree);
  const chosen = pick(places, place);
  const value = valueAt(tree, chosen);
  const changed = setAt(tree, chosen, changedValue(value, valueAt(open(twin), chosen), { how, inside, bit }));
  return { material: close(changed, material), place: chosen.join('.') };
}

type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

const open = ({ bytes, annotations }: SignatureMaterial): Tree => ({
  ...JSON.parse(Buffer.from(bytes).toString('utf8')),
  annotations,
});

function close(tree: Tree, material: SignatureMaterial): SignatureMaterial {
  const { annotations, ...content } = Object(tree);
  return { ...material, bytes: Buffer.from(JSON.stringify(content)), annotations: annotations ?? {} };
}

function placesIn(tree: Tree, above: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof tree !== 'object' || tree === null) return [above];
  return [
    ...(above.length === 0 ? [] : [above]),
    ...Object.entries(tree).flatMap(([key, value]) => placesIn(value, [...above, key])),
  ];
}

function valueAt(tree: Tree | undefined, path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((found, key) => (isTree(found) ? Object(found)[key] : undefined), tree);
}

const isTree = (value: Tree | undefined): boolean => typeof value === 'object' && value !== null;

function setAt(tree: Tree, [key, ...rest]: readonly string[], value: Tree | undefined): Tree {
  if (key === undefined) return value ?? null;
  const copy = Array.isArray(tree) ? [...tree] : { ...Object(tree) };
  if (rest.length > 0) copy[key] = setAt(copy[key], rest, value);
  else if (value !== undefined) copy[key] = value;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

function changedValue(
  value: Tree | undefined,
  twin: Tree | undefined,
  { how, inside, bit }: Pick<Mutation, 'how' | 'inside' | 'bit'>,
): Tree | undefined {
  switch (how) {
    case 'drop':
      return undefined;
    case 'swap':
      return twin;
    case 'blank':
      return Array.isArray(value) ? [] : typeof value === 'string' ? '' : null;
    case 'double':
      return Array.isArray(value) ? [...value, ...value] : typeof value === 'string' ? value + value : value;
    case 'reverse':
      return Array.isArray(value)
        ? [...value].reverse()
        : typeof value === 'string'
          ? [...value].reverse().join('')
          : value;
    case 'flip':
      return flipped(value, inside, bit);
  }
}

/** A bit of the bytes that the text stands for, or of the text itself. */
function flipped(value: Tree | undefined, inside: number, bit: number): Tree | undefined {
  if (typeof value === 'number') return value + 1 + bit;
  if (typeof value !== 'string' || value === '') return value;
  const isBytes = value.length % 4 === 0 && /^[\w+/]+={0,2}$/.test(value);
  const bytes = Buffer.from(value, isBytes ? 'base64' : 'utf8');
  const at = inside % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  return bytes.toString(isBytes ? 'base64' : 'latin1');
}

const pick = <T>(items: readonly T[], at: number): T => {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
};

const isSame = (a: SignatureMaterial, b: SignatureMaterial): boolean =>
  Buffer.from(a.bytes).equals(Buffer.from(b.bytes)) && JSON.stringify(a.annotations) === JSON.stringify(b.annotations);
