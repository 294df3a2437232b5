import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../../core/model/json.ts';
import type { SignatureMaterial } from '../../../core/images/signature-material.ts';
import { envelopeFromJSON, type Bundle, type TransparencyLogEntry } from '@sigstore/bundle';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { isBase64 } from './base64.ts';
import { readUntrustedJson } from './read-untrusted-json.ts';
import { requireBase64, requireOneSignature } from './read-bundle.ts';
import { Refusal } from './refusal.ts';

const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const LOG_ENTRY = 'dev.sigstore.cosign/bundle';
const TIMESTAMP = 'dev.sigstore.cosign/rfc3161timestamp';

const MAX_PEM = 64 * 1024;

/** A bundle that nothing could be said about as bundles go: `0.1` is the kind that has promises and no proofs. */
const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle+json;version=0.1';

/**
 * A layer of a `.sig` tag as a bundle: a message signature over the layer's bytes, all else from the annotations.
 * @throws Refusal IMG_SIG_INVALID, IMG_CERT_INVALID
 */
export function liftSignature({ bytes, annotations }: SignatureMaterial): Bundle {
  const signature = fromBase64(annotations[SIGNATURE] ?? '', SIGNATURE);
  if (signature.length === 0) throw damaged(SIGNATURE, 'is empty');
  const digest = createHash('sha256').update(bytes).digest();
  return {
    mediaType: MEDIA_TYPE,
    verificationMaterial: liftVerificationMaterial(annotations),
    content: {
      $case: 'messageSignature',
      messageSignature: { messageDigest: { algorithm: HashAlgorithm.SHA2_256, digest }, signature },
    },
  };
}

/**
 * A layer of an `.att` tag as a bundle: the envelope as it is.
 * @throws Refusal IMG_TOO_LARGE, IMG_SIG_INVALID, IMG_CERT_INVALID
 */
export function liftAttestation({ bytes, annotations }: SignatureMaterial): Bundle {
  const envelope = readUntrustedJson(bytes, 'the envelope');
  if (!isJsonObject(envelope)) throw new Refusal('IMG_SIG_INVALID', 'the envelope is no JSON object');
  requireOneSignature(envelope['signatures']);
  requireBase64(envelope);
  return {
    mediaType: MEDIA_TYPE,
    verificationMaterial: liftVerificationMaterial(annotations),
    content: { $case: 'dsseEnvelope', dsseEnvelope: envelopeFromJSON(envelope) },
  };
}

type Annotations = SignatureMaterial['annotations'];

/** The chain is left alone: whose certificates count is in the trust root. */
function liftVerificationMaterial(annotations: Annotations): Bundle['verificationMaterial'] {
  const { [CERTIFICATE]: certificate = '', [LOG_ENTRY]: entry = '', [TIMESTAMP]: timestamp = '' } = annotations;
  return {
    content:
      certificate === ''
        ? { $case: 'publicKey', publicKey: { hint: '' } }
        : { $case: 'certificate', certificate: { rawBytes: fromPem(certificate) } },
    tlogEntries: entry === '' ? [] : [liftEntry(entry)],
    timestampVerificationData: timestamp === '' ? undefined : { rfc3161Timestamps: [liftTimestamp(timestamp)] },
  };
}

function liftEntry(annotation: string): TransparencyLogEntry {
  const { SignedEntryTimestamp: promise, Payload: payload } = readAnnotation(annotation, LOG_ENTRY);
  if (typeof promise !== 'string' || !isJsonObject(payload)) throw damaged(LOG_ENTRY, 'is incomplete');
  const { body, integratedTime, logIndex, logID } = payload;
  if (typeof body !== 'string' || typeof logID !== 'string' || !isWhole(integratedTime) || !isWhole(logIndex))
    throw damaged(LOG_ENTRY, 'is incomplete');
  const canonicalizedBody = fromBase64(body, LOG_ENTRY);
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(logID, 'hex') },
    kindVersion: kindOf(canonicalizedBody),
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp: fromBase64(promise, LOG_ENTRY) },
    inclusionProof: undefined,
    canonicalizedBody,
  };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function kindOf(body: Uint8Array): { readonly kind: string; readonly version: string } {
  const entry = readUntrustedJson(body, 'the log entry');
  const { kind, apiVersion } = isJsonObject(entry) ? entry : {};
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') throw damaged(LOG_ENTRY, 'is of no kind');
  return { kind, version: apiVersion };
}

function liftTimestamp(annotation: string): { readonly signedTimestamp: Buffer } {
  const { SignedRFC3161Timestamp: timestamp } = readAnnotation(annotation, TIMESTAMP);
  if (typeof timestamp !== 'string') throw damaged(TIMESTAMP, 'is incomplete');
  return { signedTimestamp: fromBase64(timestamp, TIMESTAMP) };
}

function readAnnotation(text: string, name: string): JsonObject {
  const json = readUntrustedJson(Buffer.from(text), `the annotation ${name}`);
  if (!isJsonObject(json)) throw damaged(name, 'is no JSON object');
  return json;
}

const PEM = /^\s*-----BEGIN ([A-Z0-9 ]+)-----([\w+/=\s]+)-----END \1-----\s*$/;

function fromBase64(text: string, name: string): Buffer {
  if (!isBase64(text)) throw damaged(name, 'is no base64');
  return Buffer.from(text, 'base64');
}

/** The certificate, or whatever stands in its place: what it is, is looked at where bundles' certificates are. */
function fromPem(text: string): Buffer {
  const base64 = text.length > MAX_PEM ? undefined : PEM.exec(text)?.[2];
  if (base64 === undefined) throw new Refusal('IMG_CERT_INVALID', `the annotation ${CERTIFICATE} is no PEM`);
  return Buffer.from(base64, 'base64');
}

const damaged = (name: string, problem: string): Refusal =>
  new Refusal('IMG_SIG_INVALID', `the annotation ${name} ${problem}`);
