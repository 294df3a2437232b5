import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import type { TakeNote, WrittenAuthority } from './image-import.ts';

/** One way to sign, as sluice.yaml writes it, or why there is none. */
export type SignerImport =
  | { readonly kind: 'signer'; readonly value: JsonObject }
  | { readonly kind: 'refused'; readonly at: FieldPath; readonly problem: string };

export interface AuthorityParts {
  readonly at: FieldPath;
  readonly name: string;
  readonly images: readonly string[];
  readonly exclude?: readonly string[];
  readonly action: 'deny' | 'warn';
  readonly signers: readonly SignerImport[];
  readonly required: number;
  /** What is said besides: attestations, repository. */
  readonly more?: JsonObject;
}

/**
 * An authority of the signers that can be written. What cannot is left out: one way less to be let in. When too few are left,
 * the images are refused.
 */
export function writtenAuthority(parts: AuthorityParts, note: TakeNote): WrittenAuthority {
  const { at, name, images, exclude = [], action, signers, required, more = {} } = parts;
  const refused = signers.flatMap((one) => (one.kind === 'refused' ? [one] : []));
  const values = signers.flatMap((one) => (one.kind === 'signer' ? [one.value] : []));
  const names = { name, images, ...(exclude.length === 0 ? {} : { exclude }) };
  const end = action === 'warn' ? { action } : {};
  if (required < 1 || values.length < required) {
    const problem = refused[0]?.problem ?? 'nobody is named who must have signed';
    return refusedAuthority({ ...parts, at: refused[0]?.at ?? at }, problem, note);
  }
  for (const one of refused) note('stricter', one.at, `${one.problem}; it is left out, and the other signers remain`);
  return { at, value: { ...names, ...signersText(values, required), ...more, ...end } };
}

/** Refuses the images, because what the policy says of them cannot be said here. */
export function refusedAuthority(
  { at, name, images, exclude = [], action }: Pick<AuthorityParts, 'at' | 'name' | 'images' | 'exclude' | 'action'>,
  problem: string,
  note: TakeNote,
): WrittenAuthority {
  note('denied', at, `${problem}; its images are refused until an authority says it in another way`);
  const end = action === 'warn' ? { action } : {};
  const message = `the imported policy cannot be carried over: ${problem}`;
  const names = { name, images, ...(exclude.length === 0 ? {} : { exclude }) };
  return { at, value: { ...names, static: 'deny', message, ...end } };
}

function signersText(values: readonly JsonObject[], required: number): JsonObject {
  const [only, other] = values;
  if (other === undefined && only !== undefined) {
    const { name: _, ...signer } = only;
    return signer;
  }
  if (required === 1) return { any: values };
  return required === values.length ? { all: values } : { threshold: { count: required, of: values } };
}

/** Members that are undefined, left out. */
export function written(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** Whether signatures made with a hash can be verified; none is the usual one. */
export const isHash = (text: string): boolean => ['', 'sha256', 'sha384', 'sha512'].includes(text);

export const UNKNOWN_HASH = 'it signs with a hash that is not supported; SHA-256, SHA-384 and SHA-512 are';
