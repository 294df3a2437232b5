import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { visible } from '../../report/safe-text.ts';
import type { ScanEvidence } from '../attestation.ts';
import { readScanner } from './scan.ts';

/** What came of reading a file: reports on images, or why it is none, as a sentence that begins with the file. */
export type ScanReportAnswer =
  | { readonly kind: 'ok'; readonly evidences: readonly ScanEvidence[] }
  | { readonly kind: 'fault'; readonly message: string };

/** Largest report that is read, in UTF-16 code units. */
const LARGEST_REPORT = 64 * 1024 * 1024;
/** Most reports in one file: Snyk writes one for each image that it was given. */
const MOST_REPORTS = 1_000;

/**
 * Reads the JSON report of a scanner that a CI job left behind: Trivy, Grype or Snyk. Nobody signed it, so it proves as much as the
 * job that wrote it.
 * @param file as it is named in messages and facts
 */
export function readScanReport(file: string, text: string): ScanReportAnswer {
  const fault = (problem: string): ScanReportAnswer => ({
    kind: 'fault',
    message: `${visible(file)} is no evidence about an image: ${problem}`,
  });
  if (text.length > LARGEST_REPORT) return fault(`it is larger than ${LARGEST_REPORT / 1024 / 1024} MiB`);
  const reports = reportsIn(text);
  if (typeof reports === 'string') return fault(reports);
  const evidences: ScanEvidence[] = [];
  for (const report of reports) {
    const evidence = toEvidence(file, report);
    // One that cannot be read spoils the file: nobody knows which image it would have been about.
    if (typeof evidence === 'string') return fault(evidence);
    evidences.push(evidence);
  }
  return { kind: 'ok', evidences };
}

const KINDS = 'trivy image --format json, grype IMAGE -o json, snyk container test IMAGE --json';

function reportsIn(text: string): readonly JsonObject[] | string {
  const value = parse(text.replace(/^\ufeff/, ''));
  if (value === undefined) return 'it is no JSON';
  const reports = Array.isArray(value) ? value : [value];
  if (reports.length === 0) return `it is empty; expected the output of one of: ${KINDS}`;
  if (reports.length > MOST_REPORTS) return `it holds more than ${MOST_REPORTS} reports`;
  return reports.every(isJsonObject)
    ? reports
    : `it is no report that is known; expected the output of one of: ${KINDS}`;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser quotes the text.
    return undefined;
  }
}

function toEvidence(file: string, report: JsonObject): ScanEvidence | string {
  const answer = readScanner(report);
  if (answer === undefined) return `it is no report that is known; expected the output of one of: ${KINDS}`;
  if (typeof answer === 'string') return answer;
  if (answer.images.length === 0)
    return 'it does not say which image was looked at; give the scanner the name of an image, not a folder';
  return { file, images: answer.images, scan: answer.scan };
}
