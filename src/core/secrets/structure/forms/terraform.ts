import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { isReference } from '../../values/is-reference.ts';
import { titleOfName } from '../name-title.ts';
import { each, fields, inStyle, type Reading } from '../search.ts';
import { settled } from '../settled.ts';

const terraform = (reading: Reading): Reading => inStyle({ rule: 'terraform-secret', names: 'telling' }, reading);

/** A state holds every attribute of every resource in plain text, also those that no name gives away. */
export const terraformState: Reading = (value, place, search) => {
  const lineage = isJsonObject(value) ? value['lineage'] : undefined;
  const subject = typeof lineage === 'string' ? lineage : search.path;
  search.report({ rule: 'tfstate-in-git', confidence: 'certain', place, subject });
  terraform(fields({ resources: each(resource), outputs: each(output), lineage: settled, checks: settled }))(
    value,
    place,
    search,
  );
};

export const terraformPlan: Reading = terraform((value, place, search) => search.anything(value, place, search));

const resource: Reading = (value, place, search) => {
  const type = isJsonObject(value) ? value['type'] : undefined;
  const generated = (typeof type === 'string' && GENERATED.get(type)) || [];
  const instances = each((one, at, inner) => instance(one, generated)(one, at, inner));
  fields({ instances, provider: settled })(value, place, search);
};

/** Attributes that are secrets, and called after nothing of the kind, by the type of the resource. Sources: the providers' schemas. */
const GENERATED: ReadonlyMap<string, readonly string[]> = new Map([
  ['random_password', ['result', 'bcrypt_hash']],
  ['tls_private_key', ['private_key_openssh', 'private_key_pem', 'private_key_pem_pkcs8']],
  ['azuread_application_password', ['value']],
  ['azuread_service_principal_password', ['value']],
  ['google_service_account_key', ['private_key']],
  ['aws_iam_access_key', ['secret', 'ses_smtp_password_v4']],
  ['aws_secretsmanager_secret_version', ['secret_string', 'secret_binary']],
  ['google_secret_manager_secret_version', ['secret_data']],
  ['azurerm_key_vault_secret', ['value']],
]);

/** The provider names the attributes that are sensitive; older states do not. */
function instance(value: JsonValue, generated: readonly string[]): Reading {
  const named = [...generated, ...(isJsonObject(value) ? sensitiveNames(value['sensitive_attributes']) : [])];
  const known = Object.fromEntries(named.map((name) => [name, sensitive]));
  return fields({ attributes: fields(known), sensitive_attributes: settled, private: settled });
}

/** `[[{type: get_attr, value: password}]]`: the first step of each path. */
function sensitiveNames(paths: JsonValue | undefined): readonly string[] {
  if (!Array.isArray(paths)) return [];
  return paths.flatMap((path: JsonValue) => {
    const [first] = Array.isArray(path) ? path : [path];
    const name = isJsonObject(first ?? null) ? (first as JsonObject)['value'] : first;
    return typeof name === 'string' ? [name] : [];
  });
}

const sensitive: Reading = (value, place, search) => {
  if (typeof value !== 'string') return search.anything(value, place, search);
  if (isReference(value) || search.isPlaceholder(value)) return;
  const label = String(place.key);
  search.add({
    place,
    label,
    text: value,
    decoded: [],
    claim: { rule: 'terraform-secret', title: titleOfName(label), confidence: 'certain', secret: value },
  });
};

const output: Reading = (value, place, search) => {
  const isSensitive = isJsonObject(value) && value['sensitive'] === true;
  fields(isSensitive ? { value: sensitive, type: settled } : { type: settled })(value, place, search);
};
