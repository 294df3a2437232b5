import type { JsonObject } from '../../model/json.ts';
import { listIn, objectIn, recordsIn, recordsOf, textIn, textsIn } from './loose-json.ts';
import { MOST_NAMES, type ScannerAnswer } from './scanner-report.ts';
import { toVulnerabilities, type FoundVulnerability } from './vulnerabilities.ts';

/** Reads Snyk's JSON (`snyk container test IMAGE --json`). It does not say when it looked. */
export function readSnyk(report: JsonObject): ScannerAnswer {
  const error = textIn(report['error']);
  if (error !== undefined && 'ok' in report) return `Snyk could not look: ${error}`;
  if (!('vulnerabilities' in report) || !('ok' in report || 'packageManager' in report || 'docker' in report))
    return undefined;
  // What is in the applications of an image is listed beside what is in its distribution.
  const applications = recordsIn(report['applications']);
  const found = applications && recordsOf([report, ...applications], 'vulnerabilities');
  if (report['vulnerabilities'] === null || found === undefined) return 'its vulnerabilities cannot be read';
  return {
    scan: { scanner: 'snyk', ...toVulnerabilities(found.filter(isVulnerability).map(toFound)) },
    images: textsIn([imageOfPath(textIn(report['path'])) ?? null], MOST_NAMES),
  };
}

/** Licences that an organisation does not want are listed among them. */
const isVulnerability = ({ type }: JsonObject): boolean => type !== 'license';

/** The path is the image as it was given; with applications in it, one of them stands behind. */
const imageOfPath = (path: string | undefined): string | undefined => path?.replace(/(:[\w.-]+)\/[^:@]*$/, keepPort);

/** `localhost:5000/app` has a port, and no application. */
function keepPort(match: string, tag: string, at: number, path: string): string {
  return path.slice(0, at).includes('/') ? tag : match;
}

function toFound(one: JsonObject): FoundVulnerability {
  const identifiers = objectIn(one['identifiers']);
  const names = [...listIn(identifiers['CVE']), ...listIn(identifiers['GHSA']), one['id'] ?? null];
  const [id, ...aliases] = textsIn(names, MOST_NAMES);
  const nearest = textsIn([one['nearestFixedInVersion'] ?? null], 1);
  return {
    id,
    aliases,
    severity: textIn(one['severityWithCritical']) ?? textIn(one['severity']),
    package: textIn(one['name']) ?? textIn(one['packageName']),
    version: textIn(one['version']),
    purl: undefined,
    fixed: nearest.length > 0 ? nearest : textsIn(one['fixedIn'], MOST_NAMES),
  };
}
