import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import type { FieldPath } from '../../core/model/location.ts';
import {
  BUNDLE_VERIFICATIONS,
  DEFAULT_CONFIG,
  SIGNATURE_ALGORITHMS,
  type BundleKeyConfig,
  type BundlesConfig,
} from './config.ts';

/** The part of a config that says whom bundles are to be signed by. The schema has said that every field has its type. */
export function toBundlesConfig(
  value: JsonValue | undefined,
  toAbsolute: (file: string) => string,
  complain: (path: FieldPath, message: string) => void,
): BundlesConfig {
  if (!isJsonObject(value)) return DEFAULT_CONFIG.bundles;
  const { keyId, scope } = value;
  const list = Array.isArray(value['keys']) ? value['keys'].filter(isJsonObject) : [];
  const keys = list.map((one) => toKey(one, toAbsolute));
  const verify = BUNDLE_VERIFICATIONS.find((one) => one === value['verify']) ?? 'ifSigned';
  for (const [index, { id }] of keys.entries()) {
    const before = keys.findIndex((one) => one.id === id);
    if (before < index)
      complain(
        ['bundles', 'keys', index, 'id'],
        `bundles.keys[${index}].id is "${id}", which bundles.keys[${before}] has already`,
      );
  }
  if (verify === 'required' && keys.length === 0)
    complain(
      ['bundles', 'verify'],
      'bundles.verify is "required", and bundles.keys names no key that could have signed',
    );
  if (typeof keyId === 'string' && !keys.some(({ id }) => id === keyId))
    complain(['bundles', 'keyId'], `bundles.keyId is "${keyId}", and no key of bundles.keys is called so`);
  return {
    verify,
    keys,
    ...(typeof keyId === 'string' ? { keyId } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
  };
}

function toKey(value: JsonObject, toAbsolute: (file: string) => string): BundleKeyConfig {
  return {
    id: text(value['id']),
    file: toAbsolute(text(value['file'])),
    // As OPA has it.
    algorithm: SIGNATURE_ALGORITHMS.find((one) => one === value['algorithm']) ?? 'RS256',
    scope: text(value['scope']),
  };
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
