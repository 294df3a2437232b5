import type { JsonObject, JsonValue } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { AttestationFact } from '../attestation.ts';
import { toProvenanceV02, toProvenanceV1 } from './provenance.ts';
import { toCycloneDx, toSpdx } from './sbom.ts';
import { toScan, toVulnScan } from './scan.ts';
import { toVex } from './vex.ts';

/** What a predicate says, in the form in which policies read it. */
export type PredicateFacts = Pick<AttestationFact, 'provenance' | 'sbom' | 'scan' | 'vex' | 'predicate'>;

/** Largest predicate of no known kind that is kept, in characters of JSON, and its deepest nesting. */
export const LARGEST_PREDICATE: number = 64 * 1024;
const DEEPEST_PREDICATE = 64;

/**
 * Normalises the predicate of a verified statement: provenance, SBOM, scan or VEX by the type that was signed, a scanner's report
 * under any other type by its shape, and anything else as it is, unless it is too large. Never throws, whatever is in it; equal
 * predicates give equal facts.
 */
export function toAttestation(predicateType: string, predicate: JsonObject): PredicateFacts {
  const known = knownFacts(predicateType, predicate);
  if (known !== undefined) return known;
  return isSmall(predicate) ? { predicate } : {};
}

function knownFacts(predicateType: string, predicate: JsonObject): PredicateFacts | undefined {
  const reader = READERS.find(({ type }) => type.test(predicateType));
  if (reader !== undefined) return reader.read(predicate);
  const scan = toScan(predicate);
  return scan && { scan };
}

interface Reader {
  readonly type: RegExp;
  /** Undefined when the predicate is not what its type says. */
  readonly read: (predicate: JsonObject) => PredicateFacts | undefined;
}

const READERS: readonly Reader[] = [
  {
    type: /^https:\/\/slsa\.dev\/provenance\/v0\.2$/,
    read: (predicate) => fact('provenance', toProvenanceV02(predicate)),
  },
  {
    type: /^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d+)?$/,
    read: (predicate) => fact('provenance', toProvenanceV1(predicate)),
  },
  { type: /^https:\/\/spdx\.dev\/Document(?:\/v2\.\d+)?$/, read: (predicate) => fact('sbom', toSpdx(predicate)) },
  { type: /^https:\/\/cyclonedx\.org\/bom(?:\/v1\.\d+)?$/, read: (predicate) => fact('sbom', toCycloneDx(predicate)) },
  {
    type: /^https:\/\/cosign\.sigstore\.dev\/attestation\/vuln\/v1$/,
    read: (predicate) => fact('scan', toVulnScan(predicate)),
  },
  { type: /^https:\/\/openvex\.dev\/ns(?:\/v0\.\d+\.\d+)?$/, read: (predicate) => fact('vex', toVex(predicate)) },
];

const fact = <Name extends keyof PredicateFacts>(
  name: Name,
  value: PredicateFacts[Name] | undefined,
): PredicateFacts | undefined => (value === undefined ? undefined : { [name]: value });

/** Whether a value is small written out. Stops where it is not, so nothing large or deep is ever written. */
function isSmall(predicate: JsonObject): boolean {
  let left = LARGEST_PREDICATE;
  const open: { readonly value: JsonValue; readonly depth: number }[] = [{ value: predicate, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    left -= ownLength(value);
    if (left < 0 || depth > DEEPEST_PREDICATE) return false;
    if (Array.isArray(value)) for (const item of value) open.push({ value: item, depth: depth + 1 });
    else if (isJsonObject(value)) for (const item of Object.values(value)) open.push({ value: item, depth: depth + 1 });
  }
  return true;
}

/** Characters of a value without those of its items: brackets, commas, keys. */
function ownLength(value: JsonValue): number {
  if (typeof value === 'string') return value.length > LARGEST_PREDICATE ? value.length : JSON.stringify(value).length;
  if (Array.isArray(value)) return value.length + 2;
  if (!isJsonObject(value)) return JSON.stringify(value).length;
  return Object.keys(value).reduce((sum, key) => sum + key.length + 4, 2);
}
