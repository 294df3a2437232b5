import type { ScanEvidence } from './attestation.ts';
import { evidenceFor } from './attestations/evidence-for.ts';
import type { ImageFinding } from './image-fact.ts';
import { parseReference } from './reference.ts';

/** A finding with the reports of scanners that are about its image. They say what is in it, and nothing of who signed it. */
export function withEvidence(finding: ImageFinding, reports: readonly ScanEvidence[]): ImageFinding {
  if (reports.length === 0 || finding.code === 'IMG_REFERENCE_INVALID') return finding;
  const found = evidenceFor(parseReference(finding.ref), finding.digest, reports);
  return found.length === 0 ? finding : { ...finding, scans: found.map(({ file, scan }) => ({ ...scan, file })) };
}
