import { DEMANDS, PUBLIC_GOOD, type Demand, type KeySigner, type Signer } from '../../../core/images/authority.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import { didYouMean } from '../../flags/near-miss.ts';
import type { ImagesContext } from './images-context.ts';
import { readPublicKey } from './read-pem.ts';
import { readTextFile } from './read-text-file.ts';
import { toIdentities } from './to-identities.ts';
import { toNotation } from './to-notation.ts';

export const SIGNER_KINDS = ['key', 'keyless', 'notation', 'static'] as const;

/** What may be said of a signer, or for all signers of an authority. */
export const SIGNER_SETTINGS = ['tlog', 'timestamp', 'sct', 'trustRoot', 'annotations'] as const;
export type SignerSetting = (typeof SIGNER_SETTINGS)[number];

const SETTINGS_OF: Readonly<Record<Signer['kind'], readonly SignerSetting[]>> = {
  key: ['tlog', 'timestamp', 'trustRoot', 'annotations'],
  keyless: SIGNER_SETTINGS,
  notation: ['annotations'],
  static: [],
};

export const takesSetting = (kind: Signer['kind'], key: SignerSetting): boolean => SETTINGS_OF[kind].includes(key);

interface SignerPlace {
  readonly name: string;
  /** What the authority says for all of its signers. */
  readonly settings: Readonly<Record<string, JsonValue | undefined>>;
  readonly at: FieldPath;
}

/** Reads one signer. It has at least one of the four kinds; the first counts. */
export function toSigner(value: JsonObject, { name, settings, at }: SignerPlace, context: ImagesContext): Signer {
  const kind = SIGNER_KINDS.find((key) => value[key] !== undefined) ?? 'static';
  checkSettings(value, kind, at, context);
  const setting = (key: SignerSetting): JsonValue | undefined => value[key] ?? settings[key];
  const base = { name, annotations: { ...texts(settings['annotations']), ...texts(value['annotations']) } };
  const named = setting('trustRoot');
  const trustRoot = typeof named === 'string' ? named : PUBLIC_GOOD;
  const tlog = demandOf(setting('tlog'));
  const timestamp = demandOf(setting('timestamp')) ?? 'if-present';
  switch (kind) {
    case 'key':
      return {
        kind,
        ...base,
        ...toKey(value['key'], [...at, 'key'], context),
        tlog: tlog ?? 'if-present',
        timestamp,
        trustRoot,
      };
    case 'keyless':
      if (tlog === 'ignored' && timestamp === 'ignored')
        context.complain(
          [...at, value['tlog'] === undefined ? 'timestamp' : 'tlog'],
          'is "ignored", as is the other; then nobody knows whether it was signed while the certificate was valid. Demand one of them',
        );
      return {
        kind,
        ...base,
        identities: toIdentities(value['keyless'], [...at, 'keyless'], context),
        tlog: tlog ?? 'required',
        timestamp,
        sct: setting('sct') === 'ignored' ? 'ignored' : 'required',
        trustRoot,
      };
    case 'notation':
      return { kind, ...base, ...toNotation(value['notation'], [...at, 'notation'], context) };
    case 'static':
      return {
        kind,
        name,
        annotations: {},
        action: value['static'] === 'allow' ? 'allow' : 'deny',
        ...(typeof value['message'] === 'string' ? { message: value['message'] } : {}),
      };
  }
}

function checkSettings(value: JsonObject, kind: Signer['kind'], at: FieldPath, context: ImagesContext): void {
  for (const key of SIGNER_SETTINGS) {
    if (value[key] !== undefined && !takesSetting(kind, key))
      context.complain([...at, key], `means nothing to a signer of kind "${kind}"; leave it out`);
  }
  const { trustRoot } = value;
  if (typeof trustRoot === 'string' && !context.trustRoots.includes(trustRoot))
    context.complain(
      [...at, 'trustRoot'],
      `is "${trustRoot}", and the trust roots are ${context.trustRoots.join(', ')}${didYouMean(trustRoot, context.trustRoots)}`,
    );
  if (value['message'] !== undefined && value['static'] !== 'deny')
    context.complain([...at, 'message'], 'is said with "static: deny" alone; leave it out');
}

const HASHES = ['sha256', 'sha384', 'sha512'] as const;
const LONGEST_KEY = 64 * 1024;

function toKey(value: JsonValue | undefined, at: FieldPath, context: ImagesContext): Pick<KeySigner, 'pem' | 'hash'> {
  const object = isJsonObject(value) ? value : {};
  const hash = HASHES.find((one) => one === object['hash']) ?? 'sha256';
  const { data } = object;
  const file = typeof value === 'string' ? value : object['file'];
  const field = typeof value === 'string' ? at : [...at, data === undefined ? 'file' : 'data'];
  if ((data === undefined) === (file === undefined)) {
    context.complain(at, 'names no key; write a file, {file: FILE} or {data: PEM}');
    return { pem: '', hash };
  }
  const problem = typeof file === 'string' ? fileProblem(file) : undefined;
  const reading =
    problem !== undefined
      ? { kind: 'fault' as const, problem }
      : typeof file === 'string'
        ? readTextFile(context.toAbsolute(file), LONGEST_KEY)
        : { kind: 'text' as const, text: typeof data === 'string' ? data : '' };
  const key = reading.kind === 'text' ? readPublicKey(reading.text) : reading;
  if (key.kind === 'key') return { pem: key.pem, hash };
  context.complain(
    field,
    typeof file === 'string' && problem === undefined
      ? `names ${file}: ${key.problem}`
      : `cannot be used: ${key.problem}`,
  );
  return { pem: '', hash };
}

function fileProblem(file: string): string | undefined {
  if (file.includes('-----BEGIN')) return 'a file is named here; write the key itself as {data: PEM}';
  return /^[a-z0-9]+:\/\//.test(file)
    ? 'keys are not fetched; write its public part into a file: cosign public-key --key REFERENCE > cosign.pub'
    : undefined;
}

const demandOf = (value: JsonValue | undefined): Demand | undefined => DEMANDS.find((one) => one === value);

function texts(value: JsonValue | undefined): Readonly<Record<string, string>> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([key, one]) => [key, typeof one === 'string' ? one : '']));
}
