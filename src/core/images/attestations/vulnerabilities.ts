import { compareText } from '../../compare-text.ts';
import {
  VULNERABILITY_SEVERITIES,
  type ScanFact,
  type VulnerabilityFact,
  type VulnerabilitySeverity,
} from '../attestation.ts';
import { present } from './loose-json.ts';
import { canonicalPurl } from './package-url.ts';

/** Most vulnerabilities that are kept of one report: the worst, and of those the ones that can be mended. */
export const MOST_VULNERABILITIES = 5_000;
const MOST_ALIASES = 20;

/** A vulnerability as a scanner tells it; what it does not tell is absent. */
export interface FoundVulnerability {
  readonly id: string | undefined;
  readonly aliases: readonly string[];
  readonly severity: string | undefined;
  readonly package: string | undefined;
  readonly version: string | undefined;
  readonly purl: string | undefined;
  /** Versions that mend it. */
  readonly fixed: readonly string[];
}

/** Normalises what a scanner found: each once with its worst severity, worst first, no more than are kept. */
export function toVulnerabilities(
  found: readonly FoundVulnerability[],
): Pick<ScanFact, 'vulnerabilities' | 'truncated'> {
  const distinct = new Map<string, VulnerabilityFact>();
  for (const one of found.map(toVulnerability)) {
    const key = JSON.stringify([one.id, one.package, one.version, one.purl]);
    const other = distinct.get(key);
    if (other === undefined || compareVulnerabilities(one, other) < 0) distinct.set(key, one);
  }
  const sorted = [...distinct.values()].toSorted(compareVulnerabilities);
  return {
    vulnerabilities: sorted.slice(0, MOST_VULNERABILITIES),
    ...(sorted.length > MOST_VULNERABILITIES ? { truncated: true } : {}),
  };
}

/** Something without a name is still something that was found. */
function toVulnerability(found: FoundVulnerability): VulnerabilityFact {
  const id = found.id ?? 'unnamed';
  const aliases = [...new Set(found.aliases)].filter((alias) => alias !== id).toSorted(compareText);
  return {
    id,
    ...(aliases.length === 0 ? {} : { aliases: aliases.slice(0, MOST_ALIASES) }),
    severity: toSeverity(found.severity),
    package: found.package ?? '',
    version: found.version ?? '',
    ...present('purl', found.purl === undefined ? undefined : canonicalPurl(found.purl)),
    fixed: [...new Set(found.fixed)].join(', '),
  };
}

/** The word of a scanner in ours. What nobody knows is `UNKNOWN`, which is not the mildest. */
function toSeverity(word: string | undefined): VulnerabilitySeverity {
  const upper = word?.toUpperCase() ?? '';
  return VULNERABILITY_SEVERITIES.find((severity) => severity === upper) ?? SYNONYMS[upper] ?? 'UNKNOWN';
}

const SYNONYMS: Readonly<Partial<Record<string, VulnerabilitySeverity>>> = {
  IMPORTANT: 'HIGH',
  MODERATE: 'MEDIUM',
  NONE: 'NEGLIGIBLE',
  INFO: 'NEGLIGIBLE',
};

function compareVulnerabilities(a: VulnerabilityFact, b: VulnerabilityFact): number {
  return (
    rank(a.severity) - rank(b.severity) ||
    Number(a.fixed === '') - Number(b.fixed === '') ||
    compareText(a.id, b.id) ||
    compareText(a.package, b.package) ||
    compareText(a.version, b.version) ||
    compareText(a.purl ?? '', b.purl ?? '') ||
    compareText(a.fixed, b.fixed) ||
    compareText((a.aliases ?? []).join(), (b.aliases ?? []).join())
  );
}

/** What may be critical is kept before what is known to be less than high. */
const rank = (severity: VulnerabilitySeverity): number => RANKS[severity];

const RANKS: Readonly<Record<VulnerabilitySeverity, number>> = {
  CRITICAL: 0,
  HIGH: 1,
  UNKNOWN: 2,
  MEDIUM: 3,
  LOW: 4,
  NEGLIGIBLE: 5,
};
