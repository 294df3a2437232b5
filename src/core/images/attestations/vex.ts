import { compareText } from '../../compare-text.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { VexStatement } from '../attestation.ts';
import { isDigest } from '../reference.ts';
import { momentIn, objectIn, objectsIn, present, textIn, textsIn } from './loose-json.ts';
import { canonicalPurl, imageOfPurl } from './package-url.ts';

/** Most statements that are kept, the newest; and most products of one. */
const MOST_STATEMENTS = 5_000;
const MOST_PRODUCTS = 200;
const MOST_ALIASES = 20;

/** OpenVEX. A statement that says less than it must is left out: it would suppress more than was meant. */
export function toVex(document: JsonObject): readonly VexStatement[] | undefined {
  if (!Array.isArray(document['statements'])) return undefined;
  const written = momentIn(document['timestamp']);
  const statements = objectsIn(document['statements']).flatMap((one) => toStatement(one, written));
  const distinct = new Map(statements.map((one) => [JSON.stringify(one), one]));
  return [...distinct]
    .toSorted(([a, { timestamp: x = '' }], [b, { timestamp: y = '' }]) => compareText(y, x) || compareText(a, b))
    .map(([, one]) => one)
    .slice(0, MOST_STATEMENTS);
}

function toStatement(statement: JsonObject, written: string | undefined): readonly VexStatement[] {
  const status = STATUSES.find((one) => one === statement['status']);
  const vulnerability = nameOf(statement['vulnerability']);
  const about = productsOf(listOrNone(statement['products']));
  if (status === undefined || vulnerability === undefined || about === undefined) return [];
  const aliases = textsIn(objectIn(statement['vulnerability'])['aliases'], MOST_ALIASES).toSorted(compareText);
  return about.map(({ products, subcomponents }) => ({
    vulnerability,
    ...(aliases.length === 0 ? {} : { aliases }),
    status,
    ...present('justification', textIn(statement['justification'])),
    products,
    ...(subcomponents.length === 0 ? {} : { subcomponents }),
    ...present('timestamp', momentIn(statement['timestamp']) ?? written),
  }));
}

const STATUSES = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;

/** The first versions of OpenVEX had a text here, and wrote an address where the name belongs. */
function nameOf(vulnerability: JsonValue | undefined): string | undefined {
  const { name, '@id': id } = objectIn(vulnerability);
  return textIn(vulnerability) ?? textIn(name) ?? textIn(id)?.replace(/^.*\//, '');
}

interface About {
  readonly products: readonly string[];
  readonly subcomponents: readonly string[];
}

/** Undefined when it is something else than a list: that must not read like one that is empty. */
const listOrNone = (value: JsonValue | undefined): readonly JsonValue[] | undefined =>
  value === undefined || Array.isArray(value) ? (value ?? []) : undefined;

/**
 * Products without subcomponents are one statement; each with subcomponents is one of its own, for it is about these alone.
 * Undefined when they cannot be read, or are more than are kept.
 */
function productsOf(written: readonly JsonValue[] | undefined): readonly About[] | undefined {
  if (written === undefined || written.length > MOST_PRODUCTS) return undefined;
  if (written.length === 0) return [{ products: [], subcomponents: [] }];
  const whole: string[] = [];
  const parts: About[] = [];
  for (const product of written) {
    const products = namesOf(product);
    const subcomponents = listOrNone(objectIn(product)['subcomponents']);
    if (products.length === 0 || subcomponents === undefined) continue;
    if (subcomponents.length === 0) whole.push(...products);
    else
      parts.push({
        products: distinct(products),
        subcomponents: distinct(subcomponents.slice(0, MOST_PRODUCTS).flatMap(namesOf)),
      });
  }
  const about = whole.length === 0 ? [] : [{ products: distinct(whole), subcomponents: [] }];
  return [...about, ...parts.filter(({ subcomponents }) => subcomponents.length > 0)];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted(compareText);

/** Every name of a product or subcomponent: its purls, and what a purl of an image or a hash says of digests. */
function namesOf(product: JsonValue): readonly string[] {
  const { '@id': id, identifiers, hashes } = objectIn(product);
  const texts = [textIn(product), textIn(id), textIn(objectIn(identifiers)['purl'])].flatMap((one) => one ?? []);
  const sha256 = textIn(objectIn(hashes)['sha-256']);
  const digests = sha256 === undefined ? [] : [`sha256:${sha256.toLowerCase()}`].filter(isDigest);
  return [...texts.map(canonicalPurl).map((text) => imageOfPurl(text) ?? text), ...digests];
}
