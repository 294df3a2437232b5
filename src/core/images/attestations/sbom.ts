import { compareText } from '../../compare-text.ts';
import type { JsonObject } from '../../model/json.ts';
import type { SbomFact } from '../attestation.ts';
import { momentIn, objectIn, objectsIn, present, textIn } from './loose-json.ts';
import { canonicalPurl } from './package-url.ts';

type SbomPackage = SbomFact['packages'][number];

/** Most packages that are kept. */
export const MOST_PACKAGES = 5_000;
const MOST_LICENSES = 20;

/** SPDX 2.x as JSON. The third version is another model, and is none here. */
export function toSpdx(predicate: JsonObject): SbomFact | undefined {
  const version = /^SPDX-(2\.\d+)$/.exec(textIn(predicate['spdxVersion']) ?? '')?.[1];
  if (version === undefined) return undefined;
  const created = momentIn(objectIn(predicate['creationInfo'])['created']);
  return {
    format: 'spdx',
    version,
    ...present('createdOn', created),
    ...kept(objectsIn(predicate['packages']).flatMap(spdxPackage)),
  };
}

function spdxPackage(one: JsonObject): readonly SbomPackage[] {
  const name = textIn(one['name']);
  if (name === undefined) return [];
  const purl = objectsIn(one['externalRefs']).find(({ referenceType }) => referenceType === 'purl');
  const licenses = [textIn(one['licenseConcluded']), textIn(one['licenseDeclared'])].filter(isLicense);
  return [toPackage(name, textIn(one['versionInfo']), textIn(purl?.['referenceLocator']), licenses)];
}

const isLicense = (text: string | undefined): text is string =>
  text !== undefined && text !== 'NOASSERTION' && text !== 'NONE';

/** CycloneDX 1.x as JSON. */
export function toCycloneDx(predicate: JsonObject): SbomFact | undefined {
  // cosign used to wrap the document.
  const document = predicate['bomFormat'] === undefined ? objectIn(predicate['Data']) : predicate;
  const version = textIn(document['specVersion']);
  if (document['bomFormat'] !== 'CycloneDX' || version === undefined || !/^1\.\d+$/.test(version)) return undefined;
  const created = momentIn(objectIn(document['metadata'])['timestamp']);
  return {
    format: 'cyclonedx',
    version,
    ...present('createdOn', created),
    ...kept(nested(document).flatMap(cycloneDxPackage)),
  };
}

/** Components, and those within them; without recursion, for nobody says how deep they are. */
function nested(document: JsonObject): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const open: JsonObject[] = [document];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const component of objectsIn(next['components'])) {
      found.push(component);
      open.push(component);
    }
  }
  return found;
}

function cycloneDxPackage(component: JsonObject): readonly SbomPackage[] {
  const name = textIn(component['name']);
  if (name === undefined || component['type'] === 'file') return [];
  const group = textIn(component['group']);
  const licenses = objectsIn(component['licenses']).flatMap(cycloneDxLicense);
  const full = group === undefined ? name : `${group}/${name}`;
  return [toPackage(full, textIn(component['version']), textIn(component['purl']), licenses)];
}

function cycloneDxLicense(choice: JsonObject): readonly string[] {
  const license = objectIn(choice['license']);
  const text = textIn(choice['expression']) ?? textIn(license['id']) ?? textIn(license['name']);
  return text === undefined ? [] : [text];
}

function toPackage(
  name: string,
  version: string | undefined,
  purl: string | undefined,
  licenses: readonly string[],
): SbomPackage {
  const distinct = [...new Set(licenses)].toSorted(compareText).slice(0, MOST_LICENSES);
  return {
    name,
    version: version ?? '',
    ...present('purl', purl === undefined ? undefined : canonicalPurl(purl)),
    ...(distinct.length === 0 ? {} : { licenses: distinct }),
  };
}

/** Each package once, in an order of its own: two tools that list the same give the same fact. */
function kept(packages: readonly SbomPackage[]): Pick<SbomFact, 'packages' | 'truncated'> {
  const distinct = new Map(packages.map((one) => [JSON.stringify(one), one]));
  const sorted = [...distinct].toSorted(([a], [b]) => compareText(a, b)).map(([, one]) => one);
  return {
    packages: sorted.slice(0, MOST_PACKAGES),
    ...(sorted.length > MOST_PACKAGES ? { truncated: true } : {}),
  };
}
