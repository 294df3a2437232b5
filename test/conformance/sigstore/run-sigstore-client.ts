import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bundle } from '@sigstore/bundle';
import { PUBLIC_GOOD } from '../../../src/core/images/authority.ts';
import { matchesText } from '../../../src/node/images/sigstore/match-identity.ts';
import { readPublicKey } from '../../../src/node/images/sigstore/public-key.ts';
import { readBundle } from '../../../src/node/images/sigstore/read-bundle.ts';
import { readStatement } from '../../../src/node/images/sigstore/read-claim.ts';
import { Refusal } from '../../../src/node/images/sigstore/refusal.ts';
import {
  envelopeContent,
  messageContent,
  type SignedContent,
} from '../../../src/node/images/sigstore/signed-content.ts';
import { createTrustRoots } from '../../../src/node/images/sigstore/trust-root.ts';
import { verifyBundle, type Verification } from '../../../src/node/images/sigstore/verify-bundle.ts';
import { isSignedDigest } from './is-signed-digest.ts';

export interface ClientOutcome {
  readonly exitCode: 0 | 1;
  readonly message: string;
}

const USAGE =
  'verify-bundle --bundle FILE (--certificate-identity I --certificate-oidc-issuer U | --key FILE) [--trusted-root FILE] FILE_OR_DIGEST';

/** The protocol of clients under sigstore-conformance (docs/cli_protocol.md there), as far as it verifies. */
export function runSigstoreClient(args: readonly string[], now: Date): ClientOutcome {
  try {
    verify(readRequest(args), now);
    return { exitCode: 0, message: 'verified' };
  } catch (error) {
    const code = error instanceof Refusal ? `${error.code}: ` : '';
    return { exitCode: 1, message: `${code}${error instanceof Error ? error.message : String(error)}` };
  }
}

interface Request {
  readonly bundle: string;
  readonly signer: { readonly key: string } | { readonly identity: string; readonly issuer: string };
  readonly trustedRoot: string | undefined;
  /** A path, or `sha256:` and 64 digits. */
  readonly artifact: string;
}

function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  const [command, artifact, ...rest] = positionals;
  const { bundle, key, 'certificate-identity': identity, 'certificate-oidc-issuer': issuer } = values;
  if (command !== 'verify-bundle' || artifact === undefined || rest.length > 0 || bundle === undefined)
    throw new Error(`usage: ${USAGE}`);
  if (values.staging === true && values['trusted-root'] === undefined)
    throw new Error('the trust root of staging is not built in; give it with --trusted-root');
  const by = signerOf(key, identity, issuer);
  return { bundle, signer: by, trustedRoot: values['trusted-root'], artifact };
}

const OPTIONS = {
  bundle: { type: 'string' },
  key: { type: 'string' },
  'certificate-identity': { type: 'string' },
  'certificate-oidc-issuer': { type: 'string' },
  'trusted-root': { type: 'string' },
  staging: { type: 'boolean' },
} as const;

function signerOf(key?: string, identity?: string, issuer?: string): Request['signer'] {
  if (key !== undefined) return { key };
  if (identity === undefined || issuer === undefined) throw new Error(`who signed? ${USAGE}`);
  return { identity, issuer };
}

function verify({ bundle: file, signer, trustedRoot, artifact }: Request, now: Date): void {
  const bundle = readBundle(readFileSync(file));
  const roots = new Map(trustedRoot === undefined ? [] : [['own', readFileSync(trustedRoot, 'utf8')]]);
  const verification: Verification = {
    ...('key' in signer && { key: readPublicKey(readFileSync(signer.key, 'utf8')) }),
    tlog: 'required',
    timestamp: 'if-present',
    sct: 'required',
    trustRoot: () => createTrustRoots(roots)(trustedRoot === undefined ? PUBLIC_GOOD : 'own'),
    now: () => now,
  };
  const { certificate } = verifyBundle(bundle, contentOf(bundle, artifact), verification);
  if ('key' in signer) return;
  const isWanted =
    matchesText({ kind: 'exact', text: signer.identity }, certificate?.subject) &&
    matchesText({ kind: 'exact', text: signer.issuer }, certificate?.issuer);
  if (!isWanted) throw new Error(`signed by ${certificate?.subject} (issuer ${certificate?.issuer})`);
}

/** The signature, once it is clear that it is of the artifact. */
function contentOf({ content }: Bundle, artifact: string): SignedContent {
  const digest = isDigest(artifact) ? artifact : `sha256:${sha256(readFileSync(artifact))}`;
  switch (content.$case) {
    case 'dsseEnvelope':
      readStatement(content.dsseEnvelope, digest);
      return envelopeContent(content.dsseEnvelope, 'sha256');
    case 'messageSignature':
      return isDigest(artifact)
        ? digestContent(content.messageSignature, Buffer.from(artifact.slice('sha256:'.length), 'hex'))
        : messageContent(content.messageSignature, readFileSync(artifact), 'sha256');
  }
}

const isDigest = (artifact: string): boolean => /^sha256:[0-9a-f]{64}$/.test(artifact) && !existsSync(artifact);

/** A signature over a text of which nothing but the digest is known. */
function digestContent(
  { messageDigest, signature }: Extract<Bundle['content'], { $case: 'messageSignature' }>['messageSignature'],
  digest: Buffer,
): SignedContent {
  if (!messageDigest.digest.equals(digest)) throw new Error('the bundle signs another digest');
  return {
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => digest.equals(other),
    compareSignedDigest: (other) => digest.equals(other),
    verifySignature: (key) => isSignedDigest(key, digest, signature),
  };
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
