import { isJsonObject } from '../../../core/model/json.ts';
import { readTextFile } from './read-text-file.ts';

/** Sigstore's own has 7 KB. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What a trust root may hold; without any of them it trusts nobody. */
const PARTS = ['certificateAuthorities', 'tlogs', 'ctlogs', 'timestampAuthorities'];

/** Reads a `trusted_root.json` as far as to see that it is one; the verifier reads what it says. */
export function readTrustRoot(
  file: string,
): { readonly kind: 'root'; readonly json: string } | { readonly kind: 'fault'; readonly problem: string } {
  const reading = readTextFile(file, MAX_BYTES);
  if (reading.kind === 'fault') return reading;
  const value = parse(reading.text);
  const parts = isJsonObject(value) ? PARTS.filter((part) => Array.isArray(value[part]) && value[part].length > 0) : [];
  if (parts.length > 0) return { kind: 'root', json: reading.text };
  const problem =
    value === undefined
      ? 'it is no JSON'
      : `it is no trusted_root.json, which has ${PARTS.join(', ')}; "cosign trusted-root create" writes one`;
  return { kind: 'fault', problem };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
