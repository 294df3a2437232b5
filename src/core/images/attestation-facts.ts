import type { AttestationFact } from './attestation.ts';
import { toAttestation } from './attestations/to-attestation.ts';
import type { ExaminedAuthority } from './decide-image.ts';

/** Every verified statement, once for each authority under which it is verified. */
export function attestationFacts(authorities: readonly ExaminedAuthority[]): readonly AttestationFact[] {
  return authorities.flatMap(({ authority, checks }) => {
    const seen = new Set<string>();
    return checks.flatMap(({ material, signer, check }) => {
      const key = `${material.format} ${material.place}`;
      if (check.kind === 'refused' || check.signature.statement === undefined || seen.has(key)) return [];
      seen.add(key);
      const { by, statement } = check.signature;
      const { predicateType, predicate } = statement;
      return [
        {
          predicateType,
          authority: authority.name,
          signer: signer.name,
          by,
          ...toAttestation(predicateType, predicate),
        },
      ];
    });
  });
}
