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

const resource: Reading = fields({
  instances: each((value, place, search) => instance(value)(value, place, search)),
  provider: settled,
});

/** The provider names the attributes that are sensitive. */
function instance(value: JsonValue): Reading {
  const named = isJsonObject(value) ? sensitiveNames(value['sensitive_attributes']) : [];
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
