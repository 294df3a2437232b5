import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { isBase64 } from './base64.ts';
import { readUntrustedJson } from './read-untrusted-json.ts';
import { Refusal, shown } from './refusal.ts';

/** What is written in one bundle is little; more is there to cost time. */
const MOST = { tlogEntries: 8, timestamps: 8, certificates: 8, hashes: 64 } as const;
const MAX_CHECKPOINT = 64 * 1024;

const MEDIA_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
]);

/**
 * Reads a Sigstore bundle. It says what it must say, once, and nothing more than a few entries of each kind.
 * @throws Refusal IMG_TOO_LARGE, IMG_SIG_INVALID, IMG_UNSUPPORTED
 */
export function readBundle(bytes: Uint8Array): Bundle {
  const json = readUntrustedJson(bytes, 'the bundle');
  if (!isJsonObject(json)) throw damaged('it is no JSON object');
  requireKind(json);
  requireBase64(json);
  const bundle = toBundle(json);
  limit(bundle);
  return withoutHalfProofs(bundle);
}

function requireKind({ mediaType, messageSignature, dsseEnvelope, verificationMaterial }: JsonObject): void {
  if (typeof mediaType !== 'string') throw damaged('its mediaType is missing');
  if (!MEDIA_TYPES.has(mediaType))
    throw new Refusal('IMG_UNSUPPORTED', `the bundle is of the kind "${shown(mediaType)}", and 0.1 to 0.3 are read`);
  if (count(messageSignature, dsseEnvelope) !== 1)
    throw damaged('it must hold one signature, of a message or an envelope');
  if (!isJsonObject(verificationMaterial)) throw damaged('its verificationMaterial is missing');
  const { publicKey, certificate, x509CertificateChain } = verificationMaterial;
  if (count(publicKey, certificate, x509CertificateChain) !== 1) throw damaged('it must name one key or certificate');
  if (isJsonObject(dsseEnvelope)) requireOneSignature(dsseEnvelope['signatures']);
}

/** A second signature would be one that nobody looks at. */
export function requireOneSignature(signatures: JsonValue | undefined): void {
  const found = Array.isArray(signatures) ? signatures.length : 0;
  if (found !== 1) throw new Refusal('IMG_SIG_INVALID', `the envelope has ${found} signatures, and it must have one`);
}

const count = (...values: readonly (JsonValue | undefined)[]): number =>
  values.filter((value) => value !== undefined && value !== null).length;

function toBundle(json: JsonObject): Bundle {
  try {
    return bundleFromJSON(json);
  } catch {
    throw damaged('fields that it must have are missing');
  }
}

/** Fields that hold bytes. The reader behind us takes whatever can be made into bytes, of any length. */
const BYTES: ReadonlySet<string> = new Set([
  'canonicalizedBody',
  'digest',
  'keyId',
  'payload',
  'rawBytes',
  'rootHash',
  'sig',
  'signature',
  'signedEntryTimestamp',
  'signedTimestamp',
]);

/** @throws Refusal IMG_SIG_INVALID where bytes are no base64 */
export function requireBase64(value: JsonValue, name = ''): void {
  if (BYTES.has(name) && value !== null && !(typeof value === 'string' && isBase64(value)))
    throw damaged(`"${name}" is no base64`);
  if (Array.isArray(value)) for (const item of value) requireBase64(item, name === 'hashes' ? 'digest' : '');
  else if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) requireBase64(item, key);
}

function limit({ verificationMaterial: { content, tlogEntries, timestampVerificationData } }: Bundle): void {
  const chain = content.$case === 'x509CertificateChain' ? content.x509CertificateChain.certificates.length : 0;
  atMost(MOST.tlogEntries, tlogEntries.length, 'log entries');
  atMost(MOST.timestamps, timestampVerificationData?.rfc3161Timestamps.length ?? 0, 'timestamps');
  atMost(MOST.certificates, chain, 'certificates');
  for (const { inclusionProof } of tlogEntries) {
    atMost(MOST.hashes, inclusionProof?.hashes.length ?? 0, 'hashes in a proof');
    atMost(MAX_CHECKPOINT, inclusionProof?.checkpoint?.envelope.length ?? 0, 'characters in a checkpoint');
  }
}

function atMost(most: number, found: number, what: string): void {
  if (found > most) throw new Refusal('IMG_TOO_LARGE', `the bundle has ${found} ${what}; up to ${most} are read`);
}

/** The oldest bundles may have a proof without its checkpoint beside a promise, which is what counts then. */
function withoutHalfProofs(bundle: Bundle): Bundle {
  for (const entry of bundle.verificationMaterial.tlogEntries) {
    if (entry.inclusionPromise !== undefined && entry.inclusionProof?.checkpoint === undefined)
      entry.inclusionProof = undefined;
  }
  return bundle;
}

const damaged = (problem: string): Refusal => new Refusal('IMG_SIG_INVALID', `the bundle is damaged: ${problem}`);
