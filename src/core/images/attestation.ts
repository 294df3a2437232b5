import type { JsonObject } from '../model/json.ts';
import type { FoundSigner } from './signature-check.ts';

/** A verified statement about an image, as policies read it: normalised, and cut to what a decision needs. */
export interface AttestationFact {
  readonly predicateType: string;
  /** Name of the authority, and of its signer that signed. */
  readonly authority: string;
  readonly signer: string;
  readonly by: FoundSigner;
  readonly provenance?: ProvenanceFact;
  readonly sbom?: SbomFact;
  readonly scan?: ScanFact;
  readonly vex?: readonly VexStatement[];
  /** The predicate itself, if it is of no kind that is known and not too large. */
  readonly predicate?: JsonObject;
}

/** SLSA provenance, v0.2 and v1 alike. */
export interface ProvenanceFact {
  readonly builder: string;
  readonly buildType: string;
  /** Repository of the source, without `git+` and revision. */
  readonly sourceUri?: string;
  readonly sourceRef?: string;
  readonly sourceDigest?: string;
  readonly finishedOn?: string;
}

/** SPDX or CycloneDX. */
export interface SbomFact {
  readonly format: 'spdx' | 'cyclonedx';
  readonly version: string;
  readonly createdOn?: string;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly purl?: string;
    readonly licenses?: readonly string[];
  }[];
  /** There were more packages than are kept. */
  readonly truncated?: true;
}

export const VULNERABILITY_SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NEGLIGIBLE', 'UNKNOWN'] as const;
export type VulnerabilitySeverity = (typeof VULNERABILITY_SEVERITIES)[number];

/** One scanner's report: cosign's `vuln` predicate, or a JSON file of Trivy, Grype or Snyk. */
export interface ScanFact {
  readonly scanner: string;
  readonly scannerVersion?: string;
  /** ISO 8601. Absent: the report does not say. */
  readonly finishedOn?: string;
  readonly vulnerabilities: readonly VulnerabilityFact[];
  /** There were more than are kept, and the worst are kept. */
  readonly truncated?: true;
}

export interface VulnerabilityFact {
  /** `CVE-…`, or whatever the scanner calls it. */
  readonly id: string;
  /** Other names of the same thing. */
  readonly aliases?: readonly string[];
  readonly severity: VulnerabilitySeverity;
  readonly package: string;
  readonly version: string;
  readonly purl?: string;
  /** The version that mends it; empty: none is known. */
  readonly fixed: string;
}

export interface VexStatement {
  readonly vulnerability: string;
  readonly aliases?: readonly string[];
  readonly status: 'not_affected' | 'affected' | 'fixed' | 'under_investigation';
  readonly justification?: string;
  /** purls, digests and `registry/repository` it is about; empty: the image. */
  readonly products: readonly string[];
  /** purls of what it is about within these products. Absent: the whole of them. */
  readonly subcomponents?: readonly string[];
  readonly timestamp?: string;
}

/** A scanner's report that was given as a file, and not signed by anybody. */
export interface ScanEvidence {
  readonly file: string;
  /** What the report says that it scanned: references and digests. */
  readonly images: readonly string[];
  readonly scan: ScanFact;
}
