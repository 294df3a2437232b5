import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import { visible } from '../../core/report/safe-text.ts';
import type { BundlesConfig } from '../config/config.ts';
import { loadRegoEngine } from '../engine/rego-engine.ts';
import { hashBytes, hashJson, isHashAlgorithm } from './bundle-hash.ts';
import { readBundleKey, type BundleKey } from './bundle-keys.ts';
import { isSignedBy, parseToken, type BundleToken } from './bundle-token.ts';
import { baseName, DATA_NAMES, MANIFEST_NAME, SIGNATURES_NAME } from './to-bundle.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Holds a bundle against its `.signatures.json`, as OPA does: one token, signed by a key of the config, which names every
 * file with the hash of its content, and no file besides.
 * @throws SluiceError BUNDLE_UNTRUSTED, or CONFIG_INVALID for a key that cannot be read
 */
export function verifyBundle(files: readonly SourceFile[], config: BundlesConfig, source: string): void {
  if (config.verify === 'never') return;
  const [signatures, other] = files.filter(({ path }) => baseName(path) === SIGNATURES_NAME);
  if (signatures === undefined) {
    if (config.verify === 'required')
      throw untrusted(source, `it has no ${SIGNATURES_NAME}, and sluice.yaml says bundles.verify: required`);
    return;
  }
  if (other !== undefined) throw untrusted(source, `it has two signature files, ${signatures.path} and ${other.path}`);
  if (config.keys.length === 0)
    throw untrusted(
      source,
      'it is signed, and no key is known; name its key under bundles.keys in sluice.yaml, or say bundles.verify: never',
    );
  const signed = signedFiles(readToken(signatures, config, source), source);
  checkFiles(
    files.filter((file) => file !== signatures),
    signed,
    source,
  );
}

function readToken({ bytes }: SourceFile, config: BundlesConfig, source: string): BundleToken {
  const token = parseToken(onlyToken(bytes, source));
  if (token === undefined) throw untrusted(source, `${SIGNATURES_NAME} holds something that is no JSON Web Token`);
  const key = keyFor(token, config, source);
  if (!isSignedBy(token, key))
    throw untrusted(source, `its signature is not that of the key "${key.id}" by ${key.algorithm}`);
  const scope = config.scope ?? key.scope;
  const claimed = token.payload['scope'] ?? '';
  if (claimed !== scope)
    throw untrusted(
      source,
      `it was signed for the scope ${JSON.stringify(claimed)}, and ${JSON.stringify(scope)} is asked for`,
    );
  return token;
}

function onlyToken(bytes: Uint8Array, source: string): string {
  const value = parse(bytes);
  const list = isJsonObject(value) ? value['signatures'] : undefined;
  const plugin = isJsonObject(value) ? (value['plugin'] ?? '') : '';
  if (plugin !== '' && plugin !== '_default')
    throw untrusted(
      source,
      `it was signed by a plugin of OPA, ${visible(JSON.stringify(plugin))}, that is not known here`,
    );
  const [token, ...others] = Array.isArray(list) ? list : [];
  if (typeof token !== 'string' || others.length > 0)
    throw untrusted(source, `${SIGNATURES_NAME} must hold one signature`);
  return token;
}

/** The key that the config names, else the one that the token names: both only by an id that the config knows. */
function keyFor({ header, payload }: BundleToken, config: BundlesConfig, source: string): BundleKey {
  const claimed = [header['kid'], payload['keyid']].find((one) => typeof one === 'string' && one !== '');
  const [only, ...others] = config.keys;
  // opa sign names no key. With one key there is no doubt which is meant.
  const id = config.keyId ?? claimed ?? (others.length === 0 ? only?.id : undefined);
  const found = config.keys.find((one) => one.id === id);
  if (found !== undefined) return readBundleKey(found);
  const known = config.keys.map((one) => `"${one.id}"`).join(', ');
  throw untrusted(
    source,
    id === undefined
      ? `its signature names no key; say which of ${known} it is with bundles.keyId`
      : `its signature is of the key ${visible(JSON.stringify(id))}, and bundles.keys has ${known}`,
  );
}

interface SignedFile {
  readonly algorithm: string;
  readonly hash: string;
}

function signedFiles({ payload }: BundleToken, source: string): ReadonlyMap<string, SignedFile> {
  const list = payload['files'];
  const signed = new Map<string, SignedFile>();
  for (const one of Array.isArray(list) ? list : []) {
    const { name, hash, algorithm } = isJsonObject(one) ? one : noFields;
    if (typeof name !== 'string' || typeof hash !== 'string' || typeof algorithm !== 'string')
      throw untrusted(source, 'its signature lists a file without a name, a hash or an algorithm');
    if (!isHashAlgorithm(algorithm))
      throw untrusted(source, `its signature hashes ${visible(name)} by ${visible(algorithm)}, which is not taken`);
    signed.set(name.replace(/^\//, ''), { algorithm, hash: hash.toLowerCase() });
  }
  return signed;
}

const noFields: JsonObject = {};

function checkFiles(files: readonly SourceFile[], signed: ReadonlyMap<string, SignedFile>, source: string): void {
  const missing = new Set(signed.keys());
  for (const file of files) {
    const expected = signed.get(file.path);
    if (expected === undefined) throw untrusted(source, `${visible(file.path)} is not in its signature`);
    if (hashOf(file, expected.algorithm) !== expected.hash)
      throw untrusted(source, `${visible(file.path)} is not what was signed`);
    missing.delete(file.path);
  }
  const [first] = missing;
  if (first !== undefined) throw untrusted(source, `${visible(first)} is in its signature and not in the bundle`);
}

/** Data and the manifest are hashed by what they say; every other file by its bytes. Undefined when data cannot be read. */
function hashOf({ path, bytes }: SourceFile, algorithm: string): string | undefined {
  const name = baseName(path);
  if (!DATA_NAMES.has(name) && name !== MANIFEST_NAME) return hashBytes(algorithm, bytes);
  return hashJson(algorithm, bytes) ?? hashYaml(algorithm, bytes);
}

/** How OPA reads YAML decides what it hashes, and it is another YAML than that of Kubernetes: OPA's own reader is asked. */
function hashYaml(algorithm: string, bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const result = loadRegoEngine().callBuiltin('yaml.unmarshal', JSON.stringify([text]));
  // A term of plain data is printed as JSON.
  return result.kind === 'value' ? hashJson(algorithm, Buffer.from(result.term)) : undefined;
}

function parse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

const untrusted = (source: string, problem: string): SluiceError =>
  new SluiceError('BUNDLE_UNTRUSTED', `${source} is not trusted: ${problem}`);
