import type { JsonObject } from '../../model/json.ts';
import type { ScanFact } from '../attestation.ts';
import { readGrype } from './grype.ts';
import { momentIn, objectIn, present, textIn } from './loose-json.ts';
import type { ScannerAnswer } from './scanner-report.ts';
import { readSnyk } from './snyk.ts';
import { readTrivy } from './trivy.ts';

/** Reads a report of the scanner that it looks like. */
export function readScanner(report: JsonObject): ScannerAnswer {
  return readTrivy(report) ?? readGrype(report) ?? readSnyk(report);
}

/** A report that is signed as it is. */
export function toScan(report: JsonObject): ScanFact | undefined {
  const answer = readScanner(report);
  return typeof answer === 'object' ? answer.scan : undefined;
}

/**
 * cosign's `vuln` predicate: a report in an envelope that says who made it and when. A result that cannot be read is no scan,
 * and above all none that found nothing.
 */
export function toVulnScan(predicate: JsonObject): ScanFact | undefined {
  const scanner = objectIn(predicate['scanner']);
  const scan = toScan(objectIn(scanner['result']));
  if (scan === undefined) return undefined;
  return {
    ...scan,
    ...present('scannerVersion', textIn(scanner['version']) ?? scan.scannerVersion),
    ...present('finishedOn', momentIn(objectIn(predicate['metadata'])['scanFinishedOn']) ?? scan.finishedOn),
  };
}
