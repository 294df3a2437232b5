import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Authority, Signer } from '../../../src/core/images/authority.ts';
import {
  decideImage,
  invalidImage,
  statusOf,
  unknownImage,
  type ExaminedAuthority,
  type ExaminedSignature,
} from '../../../src/core/images/decide-image.ts';
import { IMAGE_CODES, type ImageCode } from '../../../src/core/images/image-code.ts';
import { parseReference } from '../../../src/core/images/reference.ts';
import type { SignatureCheck } from '../../../src/core/images/signature-check.ts';

const REF = 'ghcr.io/acme/web:v1';
const DIGEST = `sha256:${'97fc2230'.repeat(8)}`;

const key = (name: string): Signer => ({
  kind: 'key',
  name,
  annotations: {},
  pem: `PEM of ${name}`,
  hash: 'sha256',
  tlog: 'if-present',
  timestamp: 'if-present',
  trustRoot: 'public-good',
});

const allow: Signer = { kind: 'static', name: 'rule', annotations: {}, action: 'allow' };
const deny: Signer = { kind: 'static', name: 'rule', annotations: {}, action: 'deny', message: 'too old' };

const authority = (changes: Partial<Authority> = {}): Authority => ({
  name: 'acme',
  images: ['ghcr.io/acme/**'],
  exclude: [],
  signers: [key('a')],
  required: 1,
  attestations: [],
  signature: 'required',
  allPlatforms: false,
  action: 'deny',
  ...changes,
});

const valid = (predicateType?: string): SignatureCheck => ({
  kind: 'valid',
  signature: {
    by: { kind: 'key', fingerprint: 'SHA256:abc' },
    timestamps: [],
    annotations: {},
    notes: [],
    ...(predicateType === undefined ? {} : { statement: { predicateType, predicate: {} } }),
  },
});

const refused = (code: ImageCode, reason = 'for a reason'): SignatureCheck => ({ kind: 'refused', code, reason });

const signed = (signer: Signer, check: SignatureCheck, place = 'referrer sha256:aa'): ExaminedSignature => ({
  material: { format: 'bundle', place, bytes: new Uint8Array(), annotations: {} },
  signer,
  check,
});

function examined(changes: Partial<Authority>, checks: readonly ExaminedSignature[] = []): ExaminedAuthority {
  const material = checks.map((one) => one.material);
  const lookedIn = ['OCI referrers (none)', 'tag sha256-97fc.sig (not found)'];
  return { authority: authority(changes), search: { kind: 'ok', value: { material, lookedIn } }, checks };
}

const decide = (...authorities: readonly ExaminedAuthority[]): ReturnType<typeof decideImage> =>
  decideImage({ ref: REF, reference: parseReference(REF), digest: DIGEST, authorities });

describe('decideImage', () => {
  it('verifies an image that a signer of its authority signed, and names it', () => {
    const fact = decide(examined({}, [signed(key('a'), valid())]));
    expect(fact).to.deep.include({ ref: REF, registry: 'ghcr.io', repository: 'acme/web', tag: 'v1', digest: DIGEST });
    expect(fact).to.deep.include({ pinned: false, status: 'verified' });
    expect(fact.authorities).to.deep.equal([{ name: 'acme', action: 'deny', satisfied: true }]);
    expect(fact.signatures[0]).to.deep.include({ ok: true, authority: 'acme', signer: 'a' });
    expect(fact).to.not.have.property('code');
  });

  it('says of an unsigned image where it looked, and how to sign it', () => {
    const fact = decide(examined({}));
    expect(fact).to.deep.include({ status: 'unsigned', code: 'IMG_UNSIGNED' });
    expect(fact.message).to.equal(
      `has no signature. Looked in: OCI referrers (none), tag sha256-97fc.sig (not found). Sign it: cosign sign ghcr.io/acme/web@${DIGEST}`,
    );
  });

  it('does not verify an image without an authority', () => {
    expect(decide()).to.deep.include({ status: 'untrusted', code: 'IMG_NO_AUTHORITY' });
  });

  it('holds an image to every authority that covers it', () => {
    const good = examined({}, [signed(key('a'), valid())]);
    const bad = examined({ name: 'other', signers: [key('b')] }, [signed(key('b'), refused('IMG_WRONG_KEY'))]);
    for (const fact of [decide(good, bad), decide(bad, good)]) {
      expect(fact).to.deep.include({ status: 'untrusted', code: 'IMG_WRONG_KEY' });
      expect(fact.authorities.filter(({ satisfied }) => satisfied)).to.have.lengthOf(1);
    }
  });

  it('lets a signature count for one signer once', () => {
    const two = { signers: [key('a'), key('b')], required: 2 };
    const twiceByA = [signed(key('a'), valid()), signed(key('a'), valid(), 'referrer sha256:bb')];
    const fact = decide(examined(two, [...twiceByA, signed(key('b'), refused('IMG_WRONG_KEY'))]));
    expect(fact.status).to.equal('untrusted');
    expect(fact.message).to.include('signed by 1 of the 2 signers').and.to.include('missing: b');
    expect(decide(examined(two, [signed(key('a'), valid()), signed(key('b'), valid())])).status).to.equal('verified');
  });

  it('tells the refusal that is nearest to a success', () => {
    const checks = [
      signed(key('a'), refused('IMG_SIG_INVALID'), '1'),
      signed(key('a'), refused('IMG_ANNOTATION', 'env is dev'), '2'),
      signed(key('a'), refused('IMG_WRONG_KEY'), '3'),
    ];
    for (const order of [checks, [...checks].reverse()]) {
      const fact = decide(examined({}, order));
      expect(fact.code).to.equal('IMG_ANNOTATION');
      expect(fact.message).to.match(/annotations.*\(authority "acme"\): env is dev$/);
      expect(fact.signatures).to.have.lengthOf(3);
    }
  });

  it('does not tell what a signer says of a signature that another kind of signer made', () => {
    const otherKind: SignatureCheck = {
      kind: 'refused',
      code: 'IMG_WRONG_IDENTITY',
      reason: 'a bare key',
      isOtherKind: true,
    };
    const checks = [signed(key('ci'), otherKind), signed(key('a'), refused('IMG_SIG_INVALID', 'altered'))];
    for (const order of [checks, [...checks].reverse()]) {
      const fact = decide(examined({ signers: [key('ci'), key('a')] }, order));
      expect(fact.code).to.equal('IMG_SIG_INVALID');
      expect(fact.signatures.map(({ code }) => code)).to.deep.equal(['IMG_SIG_INVALID']);
    }
  });

  it('does not take an attestation for a signature, and says when it might suffice', () => {
    const checks = [signed(key('a'), valid('https://slsa.dev/provenance/v1'))];
    const fact = decide(examined({}, checks));
    expect(fact.code).to.equal('IMG_UNSIGNED');
    expect(fact.message).to.include('It has attestations by a').and.to.include('signature: ignored');
    const demand = { predicateType: 'https://slsa.dev/provenance/v1', signers: [] };
    expect(decide(examined({ signature: 'ignored', attestations: [demand] }, checks)).status).to.equal('verified');
  });

  it('demands attestations by type and by signer', () => {
    const demand = { predicateType: 'https://slsa.dev/provenance/v1', signers: ['b'] };
    const signers = [key('a'), key('b')];
    const signature = signed(key('a'), valid(), '1');
    const byA = signed(key('a'), valid('https://slsa.dev/provenance/v1'), '2');
    const byB = signed(key('b'), valid('https://slsa.dev/provenance/v1'), '3');
    const other = signed(key('b'), valid('https://spdx.dev/Document'), '4');
    const missing = decide(examined({ signers, attestations: [demand] }, [signature, byA, other]));
    expect(missing).to.deep.include({ status: 'untrusted', code: 'ATT_MISSING' });
    expect(missing.message)
      .to.include('by b')
      .and.to.include('found: https://slsa.dev/provenance/v1, https://spdx.dev/Document');
    const met = decide(examined({ signers, attestations: [demand] }, [signature, byB]));
    expect(met.status).to.equal('verified');
    expect(met.attestations.map(({ predicateType, signer }) => [predicateType, signer])).to.deep.equal([
      ['https://slsa.dev/provenance/v1', 'b'],
    ]);
  });

  it('lets a rule allow or refuse without a signature', () => {
    expect(decide(examined({ signers: [allow] })).status).to.equal('verified');
    const fact = decide(examined({ signers: [key('a'), deny] }, [signed(key('a'), valid())]));
    expect(fact).to.deep.include({ status: 'untrusted', code: 'IMG_REVOKED' });
    expect(fact.message).to.equal('is refused by authority "acme": too old');
  });

  it('does not let a rule that allows stand for an attestation that is demanded', () => {
    const demand = { predicateType: 'https://slsa.dev/provenance/v1', signers: [] };
    expect(decide(examined({ signers: [allow], signature: 'ignored', attestations: [demand] })).code).to.equal(
      'ATT_MISSING',
    );
  });

  it('does not know what nobody could ask', () => {
    const search = { kind: 'fault', code: 'IMG_TIMEOUT', message: 'could not be checked: …', retryable: true } as const;
    const fact = decide({ authority: authority(), search, checks: [] });
    expect(fact).to.deep.include({ status: 'error', code: 'IMG_TIMEOUT' });
    expect(fact.error).to.deep.equal({ code: 'IMG_TIMEOUT', message: 'could not be checked: …', retryable: true });
  });

  it('wants each platform signed where that is demanded', () => {
    const index = examined({ allPlatforms: true }, [signed(key('a'), valid())]);
    const platform = (checks: readonly ExaminedSignature[]) => ({
      label: 'linux/arm64 (sha256:…)',
      search: index.search,
      checks,
    });
    const good = platform([signed(key('a'), valid())]);
    expect(decide({ ...index, platforms: [good] }).status).to.equal('verified');
    const fact = decide({ ...index, platforms: [good, platform([signed(key('a'), refused('IMG_DIGEST_MISMATCH'))])] });
    expect(fact).to.deep.include({ status: 'invalid', code: 'IMG_DIGEST_MISMATCH' });
    expect(fact.message).to.match(/^holds linux\/arm64 \(sha256:…\), which has a signature/);
  });

  it('names what denies before what warns', () => {
    const warns = examined({ name: 'w', action: 'warn' }, [signed(key('a'), refused('IMG_SIG_INVALID'))]);
    const denies = examined({ name: 'd' });
    expect(decide(warns, denies).code).to.equal('IMG_UNSIGNED');
  });
});

describe('the fact about an image that nobody could ask about', () => {
  it('is an error under every authority, and keeps the digest that was written', () => {
    const reference = parseReference(`${REF}@${DIGEST}`);
    const fault = {
      kind: 'fault',
      code: 'IMG_REGISTRY_DOWN',
      message: 'could not be checked',
      retryable: true,
    } as const;
    const fact = unknownImage(REF, reference, fault, [authority(), authority({ name: 'other', action: 'warn' })]);
    expect(fact).to.deep.include({ status: 'error', code: 'IMG_REGISTRY_DOWN', digest: DIGEST, pinned: true });
    expect(fact.authorities.map(({ name, satisfied }) => [name, satisfied])).to.deep.equal([
      ['acme', false],
      ['other', false],
    ]);
  });

  it('is an error for a text that is no name', () => {
    expect(invalidImage('A B', 'it has a space')).to.deep.include({ status: 'error', code: 'IMG_REFERENCE_INVALID' });
  });
});

describe('statusOf', () => {
  it('makes no code a success', () => {
    for (const code of Object.keys(IMAGE_CODES) as readonly ImageCode[])
      expect(statusOf(code), code).to.not.equal('verified');
  });
});
