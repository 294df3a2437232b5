import type { JsonObject } from '../../model/json.ts';
import { listIn, momentIn, objectIn, objectsIn, present, recordsIn, textIn, textsIn } from './loose-json.ts';
import { MOST_NAMES, type ScannerAnswer } from './scanner-report.ts';
import { toVulnerabilities, type FoundVulnerability } from './vulnerabilities.ts';

/** Reads Grype's JSON (`grype IMAGE -o json`). */
export function readGrype(report: JsonObject): ScannerAnswer {
  const descriptor = objectIn(report['descriptor']);
  if (!('matches' in report) || !('source' in report || 'descriptor' in report)) return undefined;
  const matches = recordsIn(report['matches'] ?? 'none');
  if (matches === undefined) return 'its matches cannot be read';
  return {
    scan: {
      scanner: 'grype',
      ...present('scannerVersion', textIn(descriptor['version'])),
      ...present('finishedOn', momentIn(descriptor['timestamp'])),
      ...toVulnerabilities(matches.map(toFound)),
    },
    images: namesOf(objectIn(report['source'])),
  };
}

/** The target of a folder is a text; that of an image says what was asked for and what it was. */
function namesOf(source: JsonObject): readonly string[] {
  const target = objectIn(source['target']);
  return textsIn(
    [
      target['userInput'] ?? null,
      ...listIn(target['tags']),
      ...listIn(target['repoDigests']),
      target['manifestDigest'] ?? null,
    ],
    MOST_NAMES,
  );
}

function toFound(match: JsonObject): FoundVulnerability {
  const vulnerability = objectIn(match['vulnerability']);
  const fix = objectIn(vulnerability['fix']);
  const artifact = objectIn(match['artifact']);
  const related = objectsIn(match['relatedVulnerabilities']).map(({ id }) => id ?? null);
  return {
    id: textIn(vulnerability['id']),
    aliases: textsIn(related, MOST_NAMES),
    severity: textIn(vulnerability['severity']),
    package: textIn(artifact['name']),
    version: textIn(artifact['version']),
    purl: textIn(artifact['purl']),
    fixed: textsIn(fix['versions'], MOST_NAMES),
  };
}
