import type { Claim, Leaf } from '../leaf.ts';
import { titleOfName } from '../name-title.ts';
import { nameOf } from '../place.ts';
import type { Search } from '../search.ts';
import type { SopsScope } from './sops-scope.ts';

/** A view for a file that SOPS encrypted: whatever is plain where it should not be is a finding, whatever it is. */
export function underSops(search: Search, sops: SopsScope): Search {
  const add = (leaf: Leaf): void => search.add(sops(leaf.place) === true ? { ...leaf, claim: plainClaim(leaf) } : leaf);
  return { ...search, sops, add };
}

function plainClaim({ claim, place, text }: Leaf): Claim {
  const { title = titleOfName(nameOf(place)), confidence = 'certain', secret = text } = claim ?? {};
  const isContainer = claim?.isContainer === true;
  return { rule: 'sops-partially-encrypted', title, confidence, secret, isContainer };
}
