import type { TrustRoots } from '../../../core/images/authority.ts';
import { PUBLIC_GOOD } from '../../../core/images/authority.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify';
import { sha256 } from '../../digest.ts';
import { PUBLIC_GOOD_TRUST_ROOT } from './public-good-trust-root.ts';
import { readUntrustedJson } from './read-untrusted-json.ts';
import { RememberingCertificate } from './remembering-certificate.ts';
import { Refusal, shown } from './refusal.ts';

/** Whose certificates, logs and timestamps count. */
export interface TrustRoot {
  readonly name: string;
  /** SHA-256 of its text. */
  readonly digest: string;
  readonly material: Omit<TrustMaterial, 'publicKey'>;
}

const NOBODY: TrustRoot['material'] = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };

/** For what is verified without certificates, logs and timestamps. */
export const EMPTY_TRUST_ROOT: TrustRoot = { name: '', digest: '', material: NOBODY };

/**
 * Trust roots by name, each read when it is first wanted. `public-good` is there without being given.
 * @returns a function that throws Refusal IMG_TRUST_ROOT
 */
export function createTrustRoots(texts: TrustRoots): (name: string) => TrustRoot {
  const read = new Map<string, TrustRoot | Refusal>();
  return (name) => {
    const found =
      read.get(name) ?? outcomeOf(name, texts.get(name) ?? (name === PUBLIC_GOOD ? PUBLIC_GOOD_TRUST_ROOT : undefined));
    read.set(name, found);
    if (found instanceof Refusal) throw found;
    return found;
  };
}

function outcomeOf(name: string, text: string | undefined): TrustRoot | Refusal {
  if (text === undefined)
    return new Refusal('IMG_TRUST_ROOT', `there is no trust root "${shown(name)}"; name its file under trustRoots:`);
  try {
    return parseTrustRoot(name, text);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Why a configuration cannot name the trust root; undefined: it can. */
export function trustRootProblem(name: string, text: string): string | undefined {
  const outcome = outcomeOf(name, text);
  return outcome instanceof Refusal ? outcome.message : undefined;
}

/**
 * Reads a `trusted_root.json`. What has no beginning is an error: taken as "always", it would trust a key that was replaced.
 * @throws Refusal IMG_TRUST_ROOT
 */
function parseTrustRoot(name: string, text: string): TrustRoot {
  const problem = (what: string): Refusal =>
    new Refusal('IMG_TRUST_ROOT', `the trust root "${shown(name)}" cannot be used: ${what}`);
  const json = readJsonOf(text, problem);
  const [fault] = faultsOf(json);
  if (fault !== undefined) throw problem(fault);
  try {
    const { certificateAuthorities, timestampAuthorities, tlogs, ctlogs } = toTrustMaterial(
      TrustedRoot.fromJSON(json),
      {},
    );
    const material = {
      certificateAuthorities: certificateAuthorities.map(remembering),
      timestampAuthorities: timestampAuthorities.map(remembering),
      tlogs,
      ctlogs,
    };
    return { name, digest: sha256(text), material };
  } catch {
    throw problem('a key or certificate of it cannot be read');
  }
}

const remembering = (authority: Authority): Authority => ({
  ...authority,
  certChain: authority.certChain.map((certificate) => new RememberingCertificate(certificate)),
});

type Authority = TrustMaterial['certificateAuthorities'][number];

function readJsonOf(text: string, problem: (what: string) => Refusal): JsonValue {
  try {
    return readUntrustedJson(Buffer.from(text), 'the file');
  } catch (error) {
    throw error instanceof Refusal ? problem(error.message) : error;
  }
}

const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const LOGS = ['tlogs', 'ctlogs'];
const AUTHORITIES = ['certificateAuthorities', 'timestampAuthorities'];

function* faultsOf(root: JsonValue): Generator<string> {
  if (!isJsonObject(root)) return yield 'it is no JSON object';
  const { mediaType } = root;
  if (typeof mediaType !== 'string' || !MEDIA_TYPE.test(mediaType)) yield 'its mediaType is none of a trusted root';
  for (const kind of LOGS) yield* faultsOfEach(root, kind, faultsOfLog);
  for (const kind of AUTHORITIES) yield* faultsOfEach(root, kind, faultsOfAuthority);
}

function* faultsOfEach(
  root: JsonObject,
  kind: string,
  faults: (item: JsonObject) => Iterable<string>,
): Generator<string> {
  const items = root[kind] ?? [];
  if (!Array.isArray(items)) return yield `${kind} is no list`;
  for (const [index, item] of items.entries()) {
    if (!isJsonObject(item)) yield `${kind}[${index}] is no object`;
    else for (const fault of faults(item)) yield `${kind}[${index}].${fault}`;
  }
}

function* faultsOfLog(log: JsonObject): Generator<string> {
  const { publicKey, logId, checkpointKeyId } = log;
  if (!isJsonObject(publicKey)) return yield 'publicKey is missing';
  if (!isFilled(publicKey['rawBytes'])) yield 'publicKey.rawBytes is missing';
  for (const fault of faultsOfValidity(publicKey['validFor'])) yield `publicKey.${fault}`;
  if (!isJsonObject(logId) && !isJsonObject(checkpointKeyId)) yield 'logId is missing';
  if (!isFilled(log['baseUrl'])) yield 'baseUrl is missing';
}

function* faultsOfAuthority({ certChain, validFor }: JsonObject): Generator<string> {
  const certificates = isJsonObject(certChain) ? certChain['certificates'] : undefined;
  if (!Array.isArray(certificates) || certificates.length === 0) yield 'certChain is empty';
  yield* faultsOfValidity(validFor);
}

function* faultsOfValidity(validFor: JsonValue | undefined): Generator<string> {
  const { start, end } = isJsonObject(validFor) ? validFor : {};
  const from = timeOf(start);
  const until = end === undefined || end === null ? Number.POSITIVE_INFINITY : timeOf(end);
  if (start === undefined || start === null) yield 'validFor.start is missing';
  else if (Number.isNaN(from)) yield 'validFor.start is no time';
  if (Number.isNaN(until)) yield 'validFor.end is no time';
  if (until < from) yield 'validFor ends before it starts';
}

const isFilled = (value: JsonValue | undefined): boolean => typeof value === 'string' && value !== '';
const timeOf = (value: JsonValue | undefined): number =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
