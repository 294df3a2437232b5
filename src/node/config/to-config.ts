import path from 'node:path';
import type { Constraint, Waiver } from '../../core/model/constraint.ts';
import { isDay } from '../../core/is-day.ts';
import { FAIL_ON } from '../../core/model/decision.ts';
import { ENFORCEMENT_ACTIONS, ENFORCEMENT_POINTS } from '../../core/model/enforcement.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import type { FieldPath } from '../../core/model/location.ts';
import { parseMatch } from '../../core/policies/parse-match.ts';
import { isRemoteSource } from '../bundles/source-kind.ts';
import type { Config, DeclaredNamespaceConfig, RegistryConfig } from './config.ts';
import { explainFault, fieldName, type ExplainedFault } from './explain-fault.ts';
import { validateConfigSchema } from './generated/config-validator.ts';
import type { ImagesConfig } from './images-config.ts';
import type { PathContext } from './path-context.ts';
import { rebaseIgnore } from './rebase-ignore.ts';
import { toBundlesConfig } from './to-bundles-config.ts';
import { toSecretsConfig } from './to-secrets-config.ts';

/** Where the value came from and where it will be used. Both are absolute. */
export interface ConfigPlace {
  readonly file: string;
  readonly cwd: string;
}

export type ConfigReading =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'faults'; readonly faults: readonly ExplainedFault[] };

type Complain = (path: FieldPath, message: string) => void;

/** Reads the part about images, which needs files and few configs have: whoever calls says whether it is loaded. */
export type ImagesReader = (value: JsonValue | undefined, paths: PathContext, complain: Complain) => ImagesConfig;

/** Makes a config of what a file says. Every fault is found at once, so that nobody mends them one run at a time. */
export function toConfig(value: JsonValue, place: ConfigPlace, toImages: ImagesReader): ConfigReading {
  const faults = validateConfigSchema(value).map((fault) => explainFault(fault, value));
  if (faults.length > 0 || !isJsonObject(value)) return { kind: 'faults', faults: distinct(faults) };
  const found: ExplainedFault[] = [];
  const config = readConfig(value, place, toImages, (at, message) => void found.push({ path: at, message }));
  return found.length > 0 ? { kind: 'faults', faults: found } : { kind: 'config', config };
}

/** A value of the wrong type is complained about by `type` and by `enum`. The first says it best. */
function distinct(faults: readonly ExplainedFault[]): readonly ExplainedFault[] {
  const seen = new Set<string>();
  return faults.filter(({ path: at, message }) => {
    const key = message.startsWith('unknown key') || message.includes(' has no "') ? message : fieldName(at);
    return !seen.has(key) && seen.add(key);
  });
}

/** The schema has said that every field has its type; what is read here falls back only for fields that are absent. */
function readConfig(value: JsonObject, { file, cwd }: ConfigPlace, toImages: ImagesReader, complain: Complain): Config {
  const folder = path.dirname(file);
  const toAbsolute = (one: string): string => path.resolve(folder, one);
  const paths = { toAbsolute, folder, cwd };
  const registries = objects(value['registries']).map((one) => toRegistry(one, toAbsolute));
  const constraints = objects(value['constraints']).map((one, index) =>
    toConstraint(one, ['constraints', index], complain),
  );
  const namespaces = objects(value['namespaces']).map(toNamespace);
  complainAboutRepeats(constraints, 'constraints', complain);
  complainAboutRepeats(namespaces, 'namespaces', complain);
  return {
    file,
    policies: texts(value['policies']).map((one) => (isRemoteSource(one) ? one : toAbsolute(one))),
    bundles: toBundlesConfig(value['bundles'], toAbsolute, complain),
    registries,
    shipped: texts(value['shipped']),
    data: texts(value['data']).map(toAbsolute),
    constraints,
    waivers: objects(value['waivers']).map((one, index) => toWaiver(one, ['waivers', index], complain)),
    ignore: rebaseIgnore(texts(value['ignore']), folder, cwd),
    failOn: FAIL_ON.find((one) => one === value['failOn']) ?? 'deny',
    namespaces,
    secrets: toSecretsConfig(value['secrets'], paths, complain),
    images: toImages(value['images'], paths, complain),
  };
}

function toRegistry(value: JsonObject, toAbsolute: (file: string) => string): RegistryConfig {
  const { caFile, plainHttp } = value;
  return {
    host: text(value['host']).toLowerCase(),
    ...(typeof caFile === 'string' ? { caFile: toAbsolute(caFile) } : {}),
    ...(typeof plainHttp === 'boolean' ? { plainHttp } : {}),
    mirrors: texts(value['mirrors']).map((one) => one.toLowerCase()),
  };
}

function toConstraint(value: JsonObject, at: FieldPath, complain: Complain): Constraint {
  const points = texts(value['points']);
  const pointActions = isJsonObject(value['pointActions']) ? value['pointActions'] : {};
  return {
    name: text(value['name']),
    policy: text(value['policy']),
    match: matchOf(value, at, complain),
    parameters: isJsonObject(value['parameters']) ? value['parameters'] : {},
    enforcementAction: actionOf(value['enforcementAction']) ?? 'deny',
    pointActions: Object.fromEntries(
      ENFORCEMENT_POINTS.flatMap((point) => {
        const action = actionOf(pointActions[point]);
        return action === undefined ? [] : [[point, action]];
      }),
    ),
    points: points.length === 0 ? ENFORCEMENT_POINTS : ENFORCEMENT_POINTS.filter((point) => points.includes(point)),
  };
}

function toWaiver(value: JsonObject, at: FieldPath, complain: Complain): Waiver {
  const expires = text(value['expires']);
  if (!isDay(expires))
    complain([...at, 'expires'], `${fieldName(at)}.expires is "${expires}", and there is no such day`);
  return {
    policy: text(value['policy']),
    match: matchOf(value, at, complain),
    reason: text(value['reason']),
    owner: text(value['owner']),
    expires,
  };
}

function matchOf(value: JsonObject, at: FieldPath, complain: Complain): Constraint['match'] {
  const field = [...at, 'match'];
  return parseMatch(value['match'] ?? {}, fieldName(field), (message, part) => complain([...field, ...part], message));
}

function toNamespace(value: JsonObject): DeclaredNamespaceConfig {
  const labels = isJsonObject(value['labels']) ? Object.entries(value['labels']) : [];
  return { name: text(value['name']), labels: Object.fromEntries(labels.map(([key, label]) => [key, text(label)])) };
}

function complainAboutRepeats(named: readonly { readonly name: string }[], field: string, complain: Complain): void {
  const first = new Map<string, number>();
  for (const [index, { name }] of named.entries()) {
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    else
      complain([field, index, 'name'], `${field}[${index}].name is "${name}", which ${field}[${before}] has already`);
  }
}

const actionOf = (value: JsonValue | undefined): Constraint['enforcementAction'] | undefined =>
  ENFORCEMENT_ACTIONS.find((one) => one === value);

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const texts = (value: JsonValue | undefined): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
