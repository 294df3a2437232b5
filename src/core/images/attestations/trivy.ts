import type { JsonObject } from '../../model/json.ts';
import { listIn, momentIn, objectIn, present, recordsIn, recordsOf, textIn, textsIn } from './loose-json.ts';
import { MOST_NAMES, type ScannerAnswer } from './scanner-report.ts';
import { toVulnerabilities, type FoundVulnerability } from './vulnerabilities.ts';

/** Reads Trivy's JSON (`trivy image --format json`), schema 2. */
export function readTrivy(report: JsonObject): ScannerAnswer {
  if (!('SchemaVersion' in report) || !('ArtifactName' in report || 'Results' in report)) return undefined;
  if (report['SchemaVersion'] !== 2) return 'it is a report of Trivy in another schema than 2';
  const results = recordsIn(report['Results']);
  const found = results && recordsOf(results, 'Vulnerabilities');
  if (results === undefined || found === undefined) return 'its Results cannot be read';
  if (!lookedForVulnerabilities(results))
    return 'Trivy did not look for vulnerabilities in it: run trivy with --scanners vuln';
  const metadata = objectIn(report['Metadata']);
  return {
    scan: {
      scanner: 'trivy',
      ...present('scannerVersion', textIn(objectIn(report['Trivy'])['Version'])),
      ...present('finishedOn', momentIn(report['CreatedAt'])),
      ...toVulnerabilities(found.map(toFound)),
    },
    images: textsIn(
      [
        report['ArtifactName'] ?? null,
        ...listIn(metadata['RepoTags']),
        ...listIn(metadata['RepoDigests']),
        metadata['ImageID'] ?? null,
      ],
      MOST_NAMES,
    ),
  };
}

/** What is left out of a report is left out silently: a search for secrets alone looks like an image without vulnerabilities. */
function lookedForVulnerabilities(results: readonly JsonObject[]): boolean {
  return results.length === 0 || results.some((result) => !NOT_PACKAGES.has(textIn(result['Class']) ?? ''));
}

const NOT_PACKAGES: ReadonlySet<string> = new Set(['secret', 'config', 'license', 'license-file']);

const toFound = (one: JsonObject): FoundVulnerability => ({
  id: textIn(one['VulnerabilityID']),
  // The rest of the vendors' ids are advisories, and stand for several vulnerabilities.
  aliases: textsIn(one['VendorIDs'], MOST_NAMES).filter((id) => id.startsWith('GHSA-')),
  severity: textIn(one['Severity']),
  package: textIn(one['PkgName']),
  version: textIn(one['InstalledVersion']),
  purl: textIn(objectIn(one['PkgIdentifier'])['PURL']),
  fixed: textsIn([one['FixedVersion'] ?? null], 1),
});
