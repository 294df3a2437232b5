import { distance } from './authority-fact.ts';
import type { ExaminedAuthority, ExaminedSignature } from './decide-image.ts';
import type { SignatureFact } from './image-fact.ts';
import type { SignatureMaterial } from './signature-material.ts';

/** Each piece of material once, under the signer that it comes nearest to satisfying. */
export function signatureFacts(authorities: readonly ExaminedAuthority[]): readonly SignatureFact[] {
  const nearest = new Map<string, { readonly authority: string; readonly one: ExaminedSignature }>();
  for (const { authority, checks } of authorities) {
    for (const one of checks) {
      const key = keyOf(one.material);
      const known = nearest.get(key);
      if (known === undefined || farness(one) < farness(known.one))
        nearest.set(key, { authority: authority.name, one });
    }
  }
  return [...nearest.values()].map(({ authority, one }) => toFact(authority, one));
}

const keyOf = ({ format, place }: SignatureMaterial): string => `${format} ${place}`;

const farness = ({ check }: ExaminedSignature): number => (check.kind === 'valid' ? -1 : distance(check));

function toFact(authority: string, { material, signer, check }: ExaminedSignature): SignatureFact {
  const { format, place } = material;
  if (check.kind === 'refused') {
    const { code, reason, found } = check;
    return { format, place, ok: false, code, reason, ...(found === undefined ? {} : { by: found }) };
  }
  const { by, tlog, timestamps, annotations } = check.signature;
  return {
    format,
    place,
    ok: true,
    authority,
    signer: signer.name,
    by,
    ...(tlog === undefined ? {} : { tlog }),
    timestamps,
    annotations,
  };
}
