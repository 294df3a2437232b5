import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { Place } from '../place.ts';
import { compileSopsRegex } from './sops-regex.ts';

/**
 * Whether SOPS encrypts the leaf at a place: `undefined` where comments decide, which a value no longer has.
 * Rules as in SOPS' own `shouldBeEncrypted`: any step of the path may match, and the later kind of rule overrides.
 */
export type SopsScope = (place: Place) => boolean | undefined;

/** The limits of what is encrypted, as a `sops` block and a creation rule state them. */
export interface SopsLimits {
  readonly unencryptedSuffix?: string;
  readonly encryptedSuffix?: string;
  readonly unencryptedRegex?: RegExp;
  readonly encryptedRegex?: RegExp;
  readonly byComment: boolean;
  /** Nothing is said: SOPS encrypts everything. */
  readonly isUnlimited: boolean;
}

/** SOPS' ciphertext for one value. */
const CIPHERTEXT = /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]$/;

export const isSopsCiphertext = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && value.startsWith('ENC[') && CIPHERTEXT.test(value.trim());

/** Reads the limits; a regular expression that is none limits nothing. */
export function readSopsLimits(block: JsonObject): SopsLimits {
  const suffixes = {
    ...text('unencryptedSuffix', block['unencrypted_suffix']),
    ...text('encryptedSuffix', block['encrypted_suffix']),
  };
  const patterns = {
    ...regex('unencryptedRegex', block['unencrypted_regex']),
    ...regex('encryptedRegex', block['encrypted_regex']),
  };
  const byComment = isText(block['encrypted_comment_regex']) || isText(block['unencrypted_comment_regex']);
  const isUnlimited = Object.keys(suffixes).length + Object.keys(patterns).length === 0;
  return { ...suffixes, ...patterns, byComment, isUnlimited };
}

export function sopsScopeOf(limits: SopsLimits): SopsScope {
  return (place) => (limits.byComment ? undefined : isInScope(limits, stringSteps(place)));
}

function isInScope(limits: SopsLimits, steps: readonly string[]): boolean {
  const { unencryptedSuffix, encryptedSuffix, unencryptedRegex, encryptedRegex } = limits;
  let inScope = true;
  if (unencryptedSuffix !== undefined) inScope = !steps.some((step) => step.endsWith(unencryptedSuffix));
  if (encryptedSuffix !== undefined) inScope = steps.some((step) => step.endsWith(encryptedSuffix));
  if (unencryptedRegex !== undefined && steps.some((step) => unencryptedRegex.test(step))) inScope = false;
  if (encryptedRegex !== undefined) inScope = steps.some((step) => encryptedRegex.test(step));
  return inScope;
}

function stringSteps(place: Place): readonly string[] {
  const steps: string[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) if (typeof at.key === 'string') steps.push(at.key);
  return steps;
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== '';

const text = (name: string, value: JsonValue | undefined): Readonly<Record<string, string>> =>
  isText(value) ? { [name]: value } : {};

function regex(name: string, value: JsonValue | undefined): Readonly<Record<string, RegExp>> {
  if (!isText(value)) return {};
  const compiled = compileSopsRegex(value);
  return 'pattern' in compiled ? { [name]: compiled.pattern } : {};
}

/** What only SOPS writes; a chart may have values under `sops`, too. */
const OWN_FIELDS = [
  'mac',
  'lastmodified',
  'version',
  'encrypted_regex',
  'unencrypted_regex',
  'encrypted_suffix',
  'unencrypted_suffix',
  'mac_only_encrypted',
  'age',
  'pgp',
  'kms',
  'gcp_kms',
  'azure_kv',
  'hc_vault',
  'hckms',
  'key_groups',
] as const;

/** The block that SOPS leaves at the root of a file that it encrypted, or that somebody wrote to look like it. */
export function sopsBlockOf(value: JsonValue): JsonObject | undefined {
  const block = isJsonObject(value) ? value['sops'] : undefined;
  if (!isJsonObject(block)) return undefined;
  return OWN_FIELDS.filter((field) => Object.hasOwn(block, field)).length >= 2 ? block : undefined;
}

/** SOPS seals a file with an encrypted MAC, and cannot open it without. */
export const isSealed = (block: JsonObject): boolean => isSopsCiphertext(block['mac']) && isText(block['version']);
