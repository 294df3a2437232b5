import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isReference } from '../../values/is-reference.ts';
import { documentsIn } from '../inner-documents.ts';
import type { Claim } from '../leaf.ts';
import { titleOfName } from '../name-title.ts';
import type { Place } from '../place.ts';
import { each, fields, type Reading, type Search } from '../search.ts';
import { settled } from '../settled.ts';
import { isEncryptedText } from '../sops/is-encrypted-text.ts';
import { judgeContent } from '../values/judge-content.ts';
import { judgeNamed } from '../values/judge-named.ts';
import { claimOf } from '../values/secret-value.ts';
import { chartValues } from './chart-values.ts';
import { metadata } from './metadata.ts';
import { resolvePath } from '../resolve-path.ts';

const RULE = 'kustomize-secret-literal';

/** What a generator makes of its values. */
type Made = 'Secret' | 'ConfigMap';

/** The secret in `name=value` or in a file, by what is made of it. */
function claimFor(made: Made, name: string, text: string, search: Search): Claim | undefined {
  if (isReference(text) || search.isPlaceholder(text)) return undefined;
  if (made === 'ConfigMap') {
    const confidence = text.includes('\n') ? undefined : judgeNamed(name, text);
    return confidence && { rule: RULE, title: titleOfName(name), confidence, secret: text };
  }
  const content = judgeContent(text, name);
  return content.kind === 'public' ? undefined : claimOf(content, name, text, RULE);
}

const literal =
  (made: Made): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    const [, name = '', quoted = ''] = /^([^=]*)=(.*)$/s.exec(value) ?? [];
    const text = quoted.replace(/^(['"])(.*)\1$/s, '$2');
    const claim = claimFor(made, name, text, search);
    if (claim !== undefined || !isReference(text))
      search.add({ place, label: name, text, decoded: [], ...(claim && { claim }) });
  };

/** `tls.key=certs/web.key` or `certs/web.key`: the file becomes a value, so it is judged like one. */
const file =
  (made: Made): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    const [, name, source = value] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    const text = readPlain(source, search);
    if (text === undefined || made === 'ConfigMap') return settled(value, place, search);
    const key = name ?? source.slice(source.lastIndexOf('/') + 1);
    addFile(place, source, text, claimFor(made, key, text, search), search);
  };

/** Every line of an env file becomes a value. */
const envFile =
  (made: Made): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    const text = readPlain(value, search);
    if (text === undefined) return settled(value, place, search);
    const claims = text.split('\n').map((line) => claimOfLine(made, line, search));
    addFile(place, value, text, claims.filter((claim) => claim !== undefined).sort(byConfidence)[0], search);
  };

function claimOfLine(made: Made, line: string, search: Search): Claim | undefined {
  const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)=(.*)$/.exec(line) ?? [];
  return name === undefined ? undefined : claimFor(made, name, value.trim().replace(/^(['"])(.*)\1$/, '$2'), search);
}

const CONFIDENCE_ORDER = ['certain', 'likely', 'possible'];
const byConfidence = (a: Claim, b: Claim): number =>
  CONFIDENCE_ORDER.indexOf(a.confidence) - CONFIDENCE_ORDER.indexOf(b.confidence);

/** The text of a file that is neither encrypted nor out of reach. */
function readPlain(source: string, search: Search): string | undefined {
  const path = resolvePath(search.path, source);
  const text = path === undefined ? undefined : search.readFile(path);
  return text === undefined || isEncryptedText(text) ? undefined : text;
}

/** The finding stands where the file is named; its lines are those of another file. */
function addFile(place: Place, source: string, text: string, claim: Claim | undefined, search: Search): void {
  if (claim === undefined) return;
  const title = `${claim.title} in ${source}, which becomes part of a Secret`;
  search.add({
    place,
    label: source,
    text: source,
    decoded: [],
    claim: { ...claim, title, secret: text, isContainer: false },
  });
}

const generator = (made: Made): Reading =>
  fields({
    literals: each(literal(made)),
    files: each(file(made)),
    envs: each(envFile(made)),
    env: envFile(made),
    name: settled,
    type: settled,
    options: settled,
  });

/** A patch as a text, or as an object in newer versions of Flux. */
const patchText: Reading = (value, place, search) => {
  if (typeof value !== 'string') return search.anything(value, place, search);
  search.add({ place, label: 'patch', text: value, decoded: [], ...documentsIn(value) });
};

const patch: Reading = (value, place, search) => {
  if (isInlineText(value)) patchText(value, place, search);
  else fields({ patch: patchText, path: settled, target: settled })(value, place, search);
};

const isInlineText = (value: JsonValue): boolean => typeof value === 'string' && value.includes('\n');

export const patchList: Reading = each(patch);

export const kustomization: Reading = fields({
  apiVersion: settled,
  kind: settled,
  metadata,
  secretGenerator: each(generator('Secret')),
  configMapGenerator: each(generator('ConfigMap')),
  generatorOptions: settled,
  commonAnnotations: settled,
  commonLabels: settled,
  labels: settled,
  patches: patchList,
  patchesStrategicMerge: patchList,
  patchesJson6902: patchList,
  helmCharts: each(fields({ valuesInline: chartValues })),
  helmChartInflationGenerator: each(fields({ values: chartValues })),
  replacements: settled,
  vars: settled,
  images: settled,
  resources: settled,
});

const generatorObject =
  (made: Made): Reading =>
  (value, place, search) => {
    if (isJsonObject(value))
      fields({ ...GENERATOR_FIELDS[made], apiVersion: settled, kind: settled, metadata })(value, place, search);
  };

const GENERATOR_FIELDS = {
  Secret: { literals: each(literal('Secret')), files: each(file('Secret')), envs: each(envFile('Secret')) },
  ConfigMap: { literals: each(literal('ConfigMap')), files: each(file('ConfigMap')), envs: each(envFile('ConfigMap')) },
} as const;

export const secretGenerator: Reading = generatorObject('Secret');
export const configMapGenerator: Reading = generatorObject('ConfigMap');
