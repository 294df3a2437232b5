import { momentIn } from '../../../core/images/attestations/loose-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import { isBase64 } from '../sigstore/base64.ts';
import { readUntrustedJson } from '../sigstore/read-untrusted-json.ts';
import { Refusal, shown } from '../sigstore/refusal.ts';

/** A JWS envelope of the Notary Project, taken apart. Nothing of it is verified; what it says of itself holds together. */
export interface Envelope {
  /** `PS256`, … */
  readonly algorithm: string;
  readonly scheme: SigningScheme;
  /** Times in milliseconds since the epoch. What the signing authority vouches for; absent in the other scheme. */
  readonly authenticTime?: number;
  /** After it the signer no longer wants the image to be used. */
  readonly expiry?: number;
  /** What is signed. */
  readonly signed: Buffer;
  readonly signature: Buffer;
  readonly payload: Buffer;
  /** Certificates in DER, the signer's first. */
  readonly chain: readonly Buffer[];
  /** A `TimeStampToken` in DER. */
  readonly timestamp?: Buffer;
}

const SCHEMES = ['notary.x509', 'notary.x509.signingAuthority'] as const;
export type SigningScheme = (typeof SCHEMES)[number];

const LARGEST_ENVELOPE = 1024 * 1024;
const LONGEST_CHAIN = 10;

const CONTENT_TYPE = 'application/vnd.cncf.notary.payload.v1+json';
const SCHEME = 'io.cncf.notary.signingScheme';
const SIGNING_TIME = 'io.cncf.notary.signingTime';
const AUTHENTIC_TIME = 'io.cncf.notary.authenticSigningTime';
const EXPIRY = 'io.cncf.notary.expiry';
const PLUGIN = 'io.cncf.notary.verificationPlugin';
const TIMESTAMP = 'io.cncf.notary.timestampSignature';

/** @throws Refusal */
export function readEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > LARGEST_ENVELOPE)
    throw new Refusal('IMG_TOO_LARGE', `the envelope has ${bytes.length} bytes; up to ${LARGEST_ENVELOPE} are read`);
  const envelope = objectOf(readUntrustedJson(bytes, 'the envelope'), 'the envelope');
  const other = Object.keys(envelope).find((key) => !FIELDS.has(key));
  if (other !== undefined) throw invalid(`the envelope has a field "${shown(other)}", and only flattened JWS is read`);
  const protectedText = textOf(envelope['protected'], 'protected');
  const payloadText = textOf(envelope['payload'], 'payload');
  return {
    ...readProtected(objectOf(readUntrustedJson(fromBase64Url(protectedText), 'its header'), 'its header')),
    ...readUnprotected(objectOf(envelope['header'], 'its unprotected header')),
    signed: Buffer.from(`${protectedText}.${payloadText}`, 'ascii'),
    signature: fromBase64Url(textOf(envelope['signature'], 'signature')),
    payload: fromBase64Url(payloadText),
  };
}

const FIELDS: ReadonlySet<string> = new Set(['payload', 'protected', 'header', 'signature']);

function readProtected(header: JsonObject): Pick<Envelope, 'algorithm' | 'scheme' | 'authenticTime' | 'expiry'> {
  if (header['cty'] !== CONTENT_TYPE) throw unsupported('it signs something else than an image (cty)');
  if (header[PLUGIN] !== undefined) throw unsupported('its signer wants it to be verified by a plugin of notation');
  const scheme = SCHEMES.find((one) => one === header[SCHEME]);
  if (scheme === undefined) throw unsupported('its signing scheme is none of the Notary Project');
  const isByAuthority = scheme === 'notary.x509.signingAuthority';
  if (header[isByAuthority ? SIGNING_TIME : AUTHENTIC_TIME] !== undefined)
    throw invalid('it has a time of signing that does not belong to its scheme');
  const time = momentOf(header[isByAuthority ? AUTHENTIC_TIME : SIGNING_TIME], 'its time of signing');
  const expiry = header[EXPIRY] === undefined ? undefined : momentOf(header[EXPIRY], 'its expiry');
  checkCritical(header, [
    SCHEME,
    ...(isByAuthority ? [AUTHENTIC_TIME] : []),
    ...(expiry === undefined ? [] : [EXPIRY]),
  ]);
  return {
    algorithm: textOf(header['alg'], 'alg'),
    scheme,
    ...(isByAuthority ? { authenticTime: time } : {}),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

/** Exactly what is critical by the specification must be called so; anything else would have to be understood. */
function checkCritical(header: JsonObject, expected: readonly string[]): void {
  const critical = header['crit'];
  if (!Array.isArray(critical)) throw invalid('its header does not say what is critical (crit)');
  const unknown = critical.find((one) => typeof one !== 'string' || !expected.includes(one));
  if (unknown !== undefined)
    throw unsupported(`its signer calls something critical that is not understood: ${shown(JSON.stringify(unknown))}`);
  if (new Set(critical).size !== critical.length || critical.length !== expected.length)
    throw invalid('its header does not call critical what is (crit)');
}

function readUnprotected(header: JsonObject): Pick<Envelope, 'chain' | 'timestamp'> {
  const chain = header['x5c'];
  if (!Array.isArray(chain) || chain.length === 0) throw invalid('it comes without certificates (x5c)');
  if (chain.length > LONGEST_CHAIN)
    throw new Refusal('IMG_TOO_LARGE', `it has more than ${LONGEST_CHAIN} certificates`);
  const timestamp = header[TIMESTAMP];
  return {
    chain: chain.map((one: JsonValue) => fromBase64(textOf(one, 'x5c'))),
    ...(timestamp === undefined ? {} : { timestamp: fromBase64(textOf(timestamp, TIMESTAMP)) }),
  };
}

function fromBase64Url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  // One text for some bytes: what is signed is the text.
  if (bytes.toString('base64url') !== text) throw invalid('a part of the envelope is no base64url');
  return bytes;
}

function fromBase64(text: string): Buffer {
  if (!isBase64(text)) throw invalid('a certificate or timestamp is no base64');
  return Buffer.from(text, 'base64');
}

function momentOf(value: JsonValue | undefined, what: string): number {
  const moment = momentIn(value);
  if (moment === undefined) throw invalid(`${what} is missing, or no time`);
  return Date.parse(moment);
}

function objectOf(value: JsonValue | undefined, what: string): JsonObject {
  if (!isJsonObject(value)) throw invalid(`${what} is no object`);
  return value;
}

function textOf(value: JsonValue | undefined, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(`"${field}" of the envelope is missing, or no text`);
  return value;
}

const invalid = (reason: string): Refusal => new Refusal('IMG_SIG_INVALID', reason);
const unsupported = (reason: string): Refusal => new Refusal('IMG_UNSUPPORTED', reason);
