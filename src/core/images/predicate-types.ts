/** What `cosign attest --type` calls kinds of statements, and what signed statements call them. Source: cosign, options/predicate.go. */
export const PREDICATE_TYPES: Readonly<Record<string, string>> = {
  custom: 'https://cosign.sigstore.dev/attestation/v1',
  slsaprovenance: 'https://slsa.dev/provenance/v0.2',
  slsaprovenance02: 'https://slsa.dev/provenance/v0.2',
  slsaprovenance1: 'https://slsa.dev/provenance/v1',
  spdx: 'https://spdx.dev/Document',
  spdxjson: 'https://spdx.dev/Document',
  cyclonedx: 'https://cyclonedx.org/bom',
  link: 'https://in-toto.io/Link/v1',
  vuln: 'https://cosign.sigstore.dev/attestation/vuln/v1',
  openvex: 'https://openvex.dev/ns',
};

/** The type of a statement by cosign's short name or as it is. Undefined for what is neither a short name nor a URI. */
export function toPredicateType(text: string): string | undefined {
  if (Object.hasOwn(PREDICATE_TYPES, text)) return PREDICATE_TYPES[text];
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) ? text : undefined;
}
