import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, SluiceError } from '../../core/errors.ts';
import type { BundleKeyConfig } from '../config/config.ts';
import { reasonOf } from '../files/walk-files.ts';

/** A key that vouches for bundles. The algorithm is ours to say: a bundle that chose it could choose a weak one. */
export interface BundleKey {
  readonly id: string;
  readonly algorithm: BundleKeyConfig['algorithm'];
  readonly scope: string;
  readonly material:
    { readonly kind: 'secret'; readonly bytes: Buffer } | { readonly kind: 'public'; readonly key: KeyObject };
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' };

/** Shorter RSA keys can be broken; no tool makes them any more. */
const FEWEST_RSA_BITS = 2048;

/** @throws SluiceError CONFIG_INVALID when the file cannot be read, or holds no key of the algorithm */
export function readBundleKey({ id, file, algorithm, scope }: BundleKeyConfig): BundleKey {
  const complain = (problem: string): SluiceError =>
    new SluiceError('CONFIG_INVALID', `key "${id}" of bundles.keys, ${file}: ${problem}`);
  const bytes = readBytes(file, complain);
  if (algorithm.startsWith('HS')) {
    if (bytes.length === 0) throw complain('the file is empty');
    return { id, algorithm, scope, material: { kind: 'secret', bytes } };
  }
  const key = toPublicKey(bytes, complain);
  checkKey(key, algorithm, complain);
  return { id, algorithm, scope, material: { kind: 'public', key } };
}

type Complain = (problem: string) => SluiceError;

function readBytes(file: string, complain: Complain): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw complain(reasonOf(error));
  }
}

function toPublicKey(bytes: Buffer, complain: Complain): KeyObject {
  try {
    return createPublicKey(bytes);
  } catch (error) {
    throw complain(`it is no key or certificate in PEM (${messageOf(error)})`);
  }
}

function checkKey(key: KeyObject, algorithm: string, complain: Complain): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const curve = CURVES[algorithm];
  if (curve !== undefined) {
    if (type === 'ec' && details?.namedCurve === curve) return;
    throw complain(`${algorithm} takes a key on the curve ${curve}, and this is another`);
  }
  if (type !== 'rsa') throw complain(`${algorithm} takes an RSA key, and this is ${type ?? 'another'}`);
  if ((details?.modulusLength ?? 0) < FEWEST_RSA_BITS)
    throw complain(`an RSA key has at least ${FEWEST_RSA_BITS} bits`);
}
