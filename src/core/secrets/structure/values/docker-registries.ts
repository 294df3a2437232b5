import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { isReference } from '../../values/is-reference.ts';

/** The registries that a Docker configuration holds credentials for, sorted; undefined when the text is no such configuration. */
export function dockerRegistries(text: string): readonly string[] | undefined {
  if (!text.startsWith('{')) return undefined;
  const config = parse(text);
  if (!isJsonObject(config)) return undefined;
  const auths = isJsonObject(config['auths']) ? config['auths'] : legacyEntries(config);
  if (auths === undefined) return undefined;
  return Object.keys(auths)
    .filter((host) => grants(auths[host]))
    .sort();
}

/** `.dockercfg` has no `auths` around its entries. */
function legacyEntries(config: JsonObject): JsonObject | undefined {
  const entries = Object.values(config);
  return entries.length > 0 && entries.every((entry) => isJsonObject(entry) && isCredentials(entry))
    ? config
    : undefined;
}

const CREDENTIALS = ['auth', 'password', 'identitytoken', 'registrytoken'] as const;

const isCredentials = (entry: JsonObject): boolean => CREDENTIALS.some((field) => typeof entry[field] === 'string');

function grants(entry: JsonValue | undefined): boolean {
  if (!isJsonObject(entry)) return false;
  return CREDENTIALS.some((field) => {
    const value = entry[field];
    return typeof value === 'string' && !isReference(value);
  });
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
