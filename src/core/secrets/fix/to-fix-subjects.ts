import { compareText } from '../../compare-text.ts';
import type { Document } from '../../documents/document.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { fieldText, type FieldPath } from '../../model/location.ts';
import type { Resource, ResourceIdentity } from '../../model/resource.ts';
import { asKustomization } from '../../resources/as-kustomization.ts';
import { toResources } from '../../resources/to-resources.ts';
import type { SecretFact } from '../finding.ts';
import type { FixSubject, Variable } from './fix-subject.ts';

/** A file in which something was found. */
export interface FoundFile {
  readonly path: string;
  readonly documents: readonly Document[];
  readonly facts: readonly SecretFact[];
}

/** What is to be mended in a file: findings that one deed mends are one subject. In the order of the file. */
export function toFixSubjects(file: FoundFile): readonly FixSubject[] {
  const resources = file.documents.flatMap((document) => toResources(asKustomization(file.path, document)));
  const groups = new Map<string, SecretFact[]>();
  for (const fact of file.facts) {
    const key = groupOf(fact);
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [fact]);
    else others.push(fact);
  }
  return [...groups.values()]
    .map((facts) => toSubject(file, facts, resources))
    .toSorted((a, b) => a.line - b.line || compareText(a.kind, b.kind));
}

/** Findings are mended together that are in one object in one way, each generator of Kustomize by itself, or else in one file. */
function groupOf({ object, rule, path = [] }: SecretFact): string {
  if (SOPS_PROBLEMS[rule] !== undefined) return 'sops';
  if (object === undefined) return isHelmRule(rule) ? 'helm' : 'file';
  const { kind, namespace, name } = object;
  return JSON.stringify([kind, namespace, name, isVariable(path) ? 'environment' : generatorOf(path)]);
}

/** `secretGenerator[1]`; empty for any other place. */
const generatorOf = ([field, index]: FieldPath): string =>
  typeof index === 'number' && String(field).endsWith('Generator') ? `${field}[${index}]` : '';

const isHelmRule = (rule: string): boolean => rule === 'helm-values-secret';

const SOPS_PROBLEMS: Readonly<Record<string, 'partial' | 'unsealed' | 'forgotten'>> = {
  'sops-partially-encrypted': 'partial',
  'sops-unsealed': 'unsealed',
  'sops-rule-unencrypted': 'forgotten',
};

function toSubject(
  { path: file, documents }: FoundFile,
  facts: readonly SecretFact[],
  resources: readonly Resource[],
): FixSubject {
  const place = {
    file,
    line: Math.min(...facts.map(({ line = 1 }) => line)),
    rules: distinct(facts.map(({ rule }) => rule)),
    titles: distinct(facts.map(({ title }) => title)),
    sharesFile: Math.max(documents.length, resources.length) > 1,
  };
  const fields = distinct(facts.flatMap(({ path }) => (path === undefined ? [] : [fieldText(path)])));
  const problem = place.rules.map((rule) => SOPS_PROBLEMS[rule]).find((one) => one !== undefined);
  if (problem !== undefined) return { ...place, kind: 'sops', problem, fields };
  const [{ object: identity } = {}] = facts;
  if (identity !== undefined) return { ...place, ...ofObject(identity, facts, resources, fields) };
  if (place.rules.some(isHelmRule)) return { ...place, kind: 'helm-values', fields };
  return { ...place, kind: 'file', use: useOf(file, place.rules) };
}

type Bare<Subject> = Subject extends unknown
  ? Omit<Subject, 'file' | 'line' | 'rules' | 'titles' | 'sharesFile'>
  : never;

function ofObject(
  identity: ResourceIdentity,
  facts: readonly SecretFact[],
  resources: readonly Resource[],
  fields: readonly string[],
): Bare<FixSubject> {
  const resource = resources.find((one) => isSame(one.identity, identity));
  const value = isJsonObject(resource?.object) ? resource.object : {};
  const paths = facts.map(({ path = [] }) => path);
  if (identity.kind === 'Secret') {
    const keys = distinct([...keysOf(value['data']), ...keysOf(value['stringData'])]);
    const type = typeof value['type'] === 'string' && value['type'] !== 'Opaque' ? value['type'] : '';
    return { kind: 'secret', object: identity, keys, type };
  }
  if (identity.kind === 'ConfigMap') return { kind: 'config-map', object: identity, keys: configKeys(paths) };
  if (paths.some(([first]) => first === 'secretGenerator')) return generator(identity, value, paths);
  const variables = paths.filter(isVariable).flatMap((path) => variableAt(value, path));
  if (variables.length === 0) return { kind: 'object', object: identity, fields };
  return { kind: 'environment', object: identity, keys: distinct(variables.map(({ name }) => name)), variables };
}

const isSame = (a: ResourceIdentity, b: ResourceIdentity): boolean =>
  a.apiVersion === b.apiVersion && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

const configKeys = (paths: readonly FieldPath[]): readonly string[] =>
  distinct(paths.flatMap(([field, key]) => (isData(field) && key !== undefined ? [String(key)] : [])));

const isData = (field: string | number | undefined): boolean => field === 'data' || field === 'binaryData';

/** `…containers[0].env[3].value` */
const isVariable = (path: FieldPath): boolean =>
  path.at(-1) === 'value' && typeof path.at(-2) === 'number' && path.at(-3) === 'env';

function variableAt(object: JsonObject, path: FieldPath): readonly Variable[] {
  const name = nameOf(valueAt(object, path.slice(0, -1)));
  const container = nameOf(valueAt(object, path.slice(0, -3)));
  return name === '' ? [] : [{ container, name }];
}

/** The generator that findings are about, and the keys that its Secret has: those of literals and of files. */
function generator(
  identity: ResourceIdentity,
  kustomization: JsonObject,
  paths: readonly FieldPath[],
): Bare<FixSubject> {
  const value = valueAt(kustomization, paths[0]?.slice(0, 2) ?? []);
  const found = isJsonObject(value) ? value : {};
  const keys = [...textsOf(found['literals']).flatMap(keyOfLiteral), ...textsOf(found['files']).map(keyOfFile)];
  const namespace = typeof found['namespace'] === 'string' ? found['namespace'] : identity.namespace;
  const object = { apiVersion: 'v1', kind: 'Secret', namespace, name: nameOf(found) };
  const envs = [...textsOf(found['envs']), ...textsOf([found['env'] ?? null])];
  return { kind: 'generator', object, keys: distinct(keys), envs };
}

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** What stands behind the `=` is the secret, so a literal without one has no key. */
const keyOfLiteral = (literal: string): readonly string[] => /^([-._a-zA-Z0-9]+)=/.exec(literal)?.slice(1, 2) ?? [];

/** `KEY=path`, or the name of the file. */
const keyOfFile = (file: string): string => /^([^=]+)=/.exec(file)?.[1] ?? file.slice(file.lastIndexOf('/') + 1);

function valueAt(root: JsonValue, path: FieldPath): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else value = isJsonObject(value) ? value[part] : undefined;
  }
  return value;
}

const nameOf = (value: JsonValue | undefined): string =>
  isJsonObject(value) && typeof value['name'] === 'string' ? value['name'] : '';

const keysOf = (value: JsonValue | undefined): readonly string[] => (isJsonObject(value) ? Object.keys(value) : []);

/** What a file is for, by its name and by what was found in it. */
function useOf(file: string, rules: readonly string[]): 'settings' | 'key' | 'state' | 'text' {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (rules.includes('tfstate-in-git') || /\.tfstate(?:\.backup)?$/.test(name)) return 'state';
  if (SETTINGS.test(name)) return 'settings';
  return KEYS.test(name) ? 'key' : 'text';
}

const SETTINGS =
  /^\.env(?:\..+)?$|\.(?:env|ini|ya?ml|json|properties|toml|tfvars|cfg|conf)$|^\.(?:npmrc|netrc|pgpass|git-credentials)$/i;
const KEYS = /\.(?:pem|key|p12|pfx|jks|keystore|ppk|asc)$|^id_(?:rsa|dsa|ecdsa|ed25519)$/i;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
