import { createPublicKey } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import { requireBase64 } from './read-bundle.ts';
import { readUntrustedJson } from './read-untrusted-json.ts';
import { Refusal } from './refusal.ts';

/** Who signed, according to an entry of the log: in DER. */
export type EntrySigner =
  { readonly kind: 'certificate'; readonly der: Buffer } | { readonly kind: 'key'; readonly der: Buffer };

const MAX_BODY = 1024 * 1024;

/**
 * The key or certificate that a log entry names. The verifying library compares signatures and digests and not this, so an entry
 * that somebody else made about the same signature would pass (CVE-2026-22703).
 * @throws Refusal IMG_TLOG, IMG_UNSUPPORTED
 */
export function readEntrySigner({ canonicalizedBody, kindVersion }: TransparencyLogEntry): EntrySigner {
  if (canonicalizedBody.length > MAX_BODY) throw new Refusal('IMG_TOO_LARGE', 'the log entry has more than a megabyte');
  const body = readUntrustedJson(canonicalizedBody, 'the log entry');
  requireBase64V2(body);
  const spec = at(body, 'spec');
  switch (`${kindVersion.kind}/${kindVersion.version}`) {
    case 'hashedrekord/0.0.1':
      return fromPem(at(spec, 'signature', 'publicKey', 'content'));
    case 'dsse/0.0.1':
      return fromPem(at(only(at(spec, 'signatures')), 'verifier'));
    case 'intoto/0.0.2':
      return fromPem(at(only(at(spec, 'content', 'envelope', 'signatures')), 'publicKey'));
    case 'hashedrekord/0.0.2':
      return fromVerifier(at(spec, 'hashedRekordV002', 'signature', 'verifier'));
    case 'dsse/0.0.2':
      return fromVerifier(at(only(at(spec, 'dsseV002', 'signatures')), 'verifier'));
    default:
      throw new Refusal(
        'IMG_UNSUPPORTED',
        'the log entry is of a kind that is not read; hashedrekord, dsse and intoto are',
      );
  }
}

/** The library makes bytes of whatever stands there. In entries of v1, `signature` and `digest` are objects. */
function requireBase64V2(body: JsonValue): void {
  if (isJsonObject(body) && body['apiVersion'] === '0.0.2' && body['kind'] !== 'intoto') {
    const { spec } = body;
    if (isJsonObject(spec)) for (const form of Object.values(spec)) requireBase64(renamed(form));
  }
}

/** What is called `content` there is bytes, and what is called `signature` is not. */
function renamed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [NEW_NAMES[key] ?? key, renamed(item)]));
}

const NEW_NAMES: Readonly<Record<string, string>> = { content: 'digest', signature: 'signed' };

function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((found, key) => (isJsonObject(found) ? own(found, key) : undefined), value);
}

const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

function only(value: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(value) || value.length !== 1) throw unclear('it does not have one signature');
  return value[0];
}

const PEM = /^\s*-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----([\w+/=\s]+)-----END \1-----\s*$/;

/** Base64 of PEM: exactly one, because which of two was meant is for nobody to choose. */
function fromPem(content: JsonValue | undefined): EntrySigner {
  const text = typeof content === 'string' ? Buffer.from(content, 'base64').toString('latin1') : '';
  const [, label, base64] = PEM.exec(text) ?? [];
  if (label === undefined || base64 === undefined) throw unclear('it names no key');
  return label === 'CERTIFICATE' ? { kind: 'certificate', der: Buffer.from(base64, 'base64') } : keyFrom(text);
}

function keyFrom(key: Parameters<typeof createPublicKey>[0]): EntrySigner {
  try {
    return { kind: 'key', der: createPublicKey(key).export({ type: 'spki', format: 'der' }) };
  } catch {
    throw unclear('the key that it names cannot be read');
  }
}

function fromVerifier(verifier: JsonValue | undefined): EntrySigner {
  const certificate = at(verifier, 'x509Certificate', 'rawBytes');
  const key = at(verifier, 'publicKey', 'rawBytes');
  if (typeof certificate === 'string' && key === undefined)
    return { kind: 'certificate', der: Buffer.from(certificate, 'base64') };
  if (typeof key === 'string' && certificate === undefined)
    return keyFrom({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  throw unclear('it names no key, or two');
}

const unclear = (problem: string): Refusal =>
  new Refusal('IMG_TLOG', `the log entry does not say who signed: ${problem}`);
