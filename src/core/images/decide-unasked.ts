import type { Authority } from './authority.ts';
import { coversImage } from './covers-image.ts';
import { decideImage, invalidImage, type ExaminedAuthority } from './decide-image.ts';
import type { ImageFinding } from './image-fact.ts';
import { readReference, type Reference } from './reference.ts';

/** An image about which a registry must be asked, and on whose account. */
export interface OpenImage {
  readonly kind: 'open';
  readonly reference: Reference;
  readonly authorities: readonly Authority[];
}

export type UnaskedImage = { readonly kind: 'decided'; readonly finding: ImageFinding } | OpenImage;

/**
 * Decides about an image as far as that goes without asking anybody: a text that is no name, an image that no authority covers,
 * and one that rules alone decide about. Whoever writes an image chooses its host, so nobody is asked without a reason.
 */
export function decideUnasked(ref: string, all: readonly Authority[]): UnaskedImage {
  const reference = readReference(ref);
  if (typeof reference === 'string') return { kind: 'decided', finding: invalidImage(ref, reference) };
  const authorities = all.filter((authority) => coversImage(authority, reference));
  if (!authorities.every(isRule)) return { kind: 'open', reference, authorities };
  return { kind: 'decided', finding: decideImage({ ref, reference, authorities: authorities.map(unasked) }) };
}

const isRule = ({ signers, attestations }: Authority): boolean =>
  attestations.length === 0 && signers.every(({ kind }) => kind === 'static');

const unasked = (authority: Authority): ExaminedAuthority => ({
  authority,
  search: { kind: 'ok', value: { material: [], lookedIn: [] } },
  checks: [],
});
