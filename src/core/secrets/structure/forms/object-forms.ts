import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { isReference } from '../../values/is-reference.ts';
import { nameOf, type Place, stepInto } from '../place.ts';
import { namedValue } from '../read-leaf.ts';
import { each, fields, type Reading, type Search } from '../search.ts';
import { settled } from '../settled.ts';
import { environment } from '../shapes/containers.ts';
import { NO_TYPE } from '../values/judge-content.ts';
import { secretValue } from '../values/secret-value.ts';
import type { StructureRule } from '../structure-rules.ts';

/** Every form has one of these keys. */
export const FORM_KEYS: readonly string[] = [
  'kty',
  'op',
  'private_key',
  'refresh_token',
  'properties',
  'openAPIV3Schema',
];

/** How an object is read that says by its form what it is, wherever it stands; undefined for others. */
export function formOf(object: JsonObject): Reading | undefined {
  if (isText(object, 'kty')) return jwk;
  if (isText(object, 'op') && isText(object, 'path')) return jsonPatch;
  if (object['type'] === 'service_account' && isText(object, 'private_key')) return serviceAccount;
  if (object['type'] === 'authorized_user' && isText(object, 'refresh_token')) return authorizedUser;
  if (isSchema(object)) return schema;
  return undefined;
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const schema: Reading = fields({}, settled);

const isText = (object: JsonObject, key: string): boolean => typeof object[key] === 'string';

/** A JSON schema, as definitions of resources and charts have them: its properties are names, not values. */
const isSchema = (object: JsonObject): boolean =>
  (isJsonObject(object['properties']) &&
    (isText(object, 'type') || isText(object, '$id') || isText(object, '$schema'))) ||
  isJsonObject(object['openAPIV3Schema']);

/** A value that grants by what it is. */
const certain =
  (rule: StructureRule, title: string): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    if (isReference(value) || search.isPlaceholder(value)) return;
    search.add({
      place,
      label: nameOf(place),
      text: value,
      decoded: [],
      claim: { rule, title, confidence: 'certain', secret: value },
    });
  };

/** Private parts of a JSON web key: `d` of all, `k` of symmetric ones. Sources: RFC 7517, RFC 7518 6.3.2. */
const jwk: Reading = fields(
  { d: certain('private-jwk', 'a private JSON web key'), k: certain('private-jwk', 'a symmetric JSON web key') },
  settled,
);

const serviceAccount: Reading = fields(
  { private_key: certain('service-account-key', 'a private key of a service account of Google Cloud') },
  settled,
);

const authorizedUser: Reading = fields(
  {
    refresh_token: certain('service-account-key', 'a refresh token of a user of Google Cloud'),
    client_secret: certain('service-account-key', 'a client secret of Google Cloud'),
  },
  settled,
);

const REGISTRY_FIELD = certain('registry-credentials', 'credentials of a container registry');

/** `auths` of a Docker configuration, wherever it stands. */
export const registryEntries: Reading = each(
  fields({
    auth: REGISTRY_FIELD,
    password: REGISTRY_FIELD,
    identitytoken: REGISTRY_FIELD,
    registrytoken: REGISTRY_FIELD,
  }),
);

const secretText = (key: string): Reading =>
  secretValue({ ...NO_TYPE, rule: 'k8s-secret-plaintext', isBase64: false, key });

/** An operation of JSON Patch (RFC 6902): its path names the value. */
const jsonPatch: Reading = (value, place, search) => {
  if (!isJsonObject(value)) return;
  const path = textOf(value['path']);
  fields({ value: patchValue(path), path: settled, op: settled })(value, place, search);
};

function patchValue(path: string): Reading {
  const steps = path.split('/').slice(1);
  const name =
    steps
      .findLast((step) => !/^(?:-|\d+)$/.test(step))
      ?.replaceAll('~1', '/')
      .replaceAll('~0', '~') ?? '';
  if (steps.includes('env')) return inEnvironment;
  if (steps[0] === 'stringData' && steps.length === 2) return secretText(name);
  return (value, at, search) =>
    typeof value === 'object' ? search.anything(value, at, search) : namedValue(name)(value, at, search);
}

/** One variable, or a list of them. */
function inEnvironment(value: JsonValue, place: Place, search: Search): void {
  const view = { ...search, style: { ...search.style, rule: 'k8s-field-secret' as const } };
  if (isJsonObject(value) && isText(value, 'name')) oneVariable(value, place, view);
  else environment(value, place, view);
}

function oneVariable(value: JsonObject, place: Place, search: Search): void {
  const view = { ...search, style: { ...search.style, rule: 'k8s-env-literal-secret' as const } };
  if (search.enter(place)) namedValue(textOf(value['name']))(value['value'] ?? null, stepInto(place, 'value'), view);
}
