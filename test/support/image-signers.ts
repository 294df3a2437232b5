import type { IdentityPattern, KeySigner, KeylessSigner } from '../../src/core/images/authority.ts';
import type { ImageManifest } from '../../src/core/images/signature-material.ts';
import { sha256 } from '../../src/node/digest.ts';
import { RIG_ISSUER, RIG_SUBJECT, type RigKey } from './sigstore-rig.ts';

/** Name under which tests hand the rig's trust root to the verifier. */
export const RIG_ROOT = 'rig';

/** An image, as far as signatures go: a manifest and its digest. */
export function imageOf(content: string): ImageManifest {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, content }));
  return { digest: `sha256:${sha256(bytes)}`, mediaType: 'application/vnd.oci.image.manifest.v1+json', bytes };
}

/** Whoever the rig signs as, when it is not told. */
export function keylessSigner(changes: Partial<KeylessSigner> = {}): KeylessSigner {
  return {
    kind: 'keyless',
    name: 'ci',
    annotations: {},
    identities: [identity({})],
    tlog: 'required',
    timestamp: 'if-present',
    sct: 'required',
    trustRoot: RIG_ROOT,
    ...changes,
  };
}

export function identity(changes: Partial<IdentityPattern>): IdentityPattern {
  return {
    issuer: { kind: 'exact', text: RIG_ISSUER },
    subject: { kind: 'exact', text: RIG_SUBJECT },
    extensions: {},
    ...changes,
  };
}

export function keySigner({ pem }: Pick<RigKey, 'pem'>, changes: Partial<KeySigner> = {}): KeySigner {
  return {
    kind: 'key',
    name: 'prod',
    annotations: {},
    pem,
    hash: 'sha256',
    tlog: 'if-present',
    timestamp: 'if-present',
    trustRoot: RIG_ROOT,
    ...changes,
  };
}
