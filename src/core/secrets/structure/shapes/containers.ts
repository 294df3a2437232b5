import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isReference } from '../../values/is-reference.ts';
import { isSensitiveName } from '../../values/is-sensitive-name.ts';
import { looksLikeSecret } from '../../values/looks-like-secret.ts';
import { titleOfName } from '../name-title.ts';
import { type Place, stepInto } from '../place.ts';
import { namedText, readNamed } from '../read-leaf.ts';
import { each, fields, inStyle, type Reading, type Search } from '../search.ts';

const POD_STYLE = { rule: 'k8s-env-literal-secret', names: 'telling' } as const;

/** `- name: A\n  value: b`, or `A: b` as charts have it. */
const variable: Reading = (value, place, search) => {
  const name = isJsonObject(value) ? value['name'] : undefined;
  if (typeof name === 'string') fields({ value: namedText(name) })(value, place, search);
  else if (isJsonObject(value) || Array.isArray(value)) search.anything(value, place, search);
  else if (typeof value === 'string') readAssignment(value, place, search);
};

/** `A=b`, as Docker takes it; or the value of `A: b`. */
function readAssignment(text: string, place: Place, search: Search): void {
  const [, name, value] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(text) ?? [];
  if (typeof place.key === 'number' && name !== undefined && value !== undefined)
    readNamed(value, name, place, search, 'likely');
  else readNamed(text, String(place.key), place, search, 'likely');
}

export const environment: Reading = inStyle(POD_STYLE, each(variable));

/** `- name: Authorization\n  value: Basic …` of a probe. */
const header: Reading = (value, place, search) => {
  const name = isJsonObject(value) ? value['name'] : undefined;
  if (typeof name !== 'string') return search.anything(value, place, search);
  fields({ value: headerValue(name) })(value, place, search);
};

const headerValue =
  (name: string): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    if (!/^(?:proxy-)?authorization$|^cookie$/i.test(name)) return readNamed(value, name, place, search, 'likely');
    const [, credentials = value] = /^(?:Basic|Bearer|Token|ApiKey|Digest)\s+(.*)$/is.exec(value) ?? [];
    if (value === '' || isReference(value) || isReference(credentials)) return;
    const claim = {
      rule: search.style.rule,
      title: 'credentials in a header',
      confidence: 'likely',
      secret: credentials,
    } as const;
    search.add({ place, label: name, text: value, decoded: [], claim });
  };

export const headers: Reading = inStyle(POD_STYLE, each(header));

/** `--password=…`, `--token …`: a flag and its value may be two items. */
const words: Reading = (value, place, search) => {
  if (!Array.isArray(value)) return search.anything(value, place, search);
  if (!search.enter(place)) return;
  value.forEach((word: JsonValue, at) => readWord(word, value[at - 1], stepInto(place, at), search));
};

function readWord(word: JsonValue, before: JsonValue | undefined, place: Place, search: Search): void {
  if (typeof word !== 'string') return search.anything(word, place, search);
  const [, assigned, value] = /^-{0,2}([A-Za-z][\w.-]*)=(.*)$/s.exec(word) ?? [];
  if (assigned !== undefined && value !== undefined) return readArgument(word, assigned, value, place, search);
  const [, flag] = typeof before === 'string' ? (/^--?([A-Za-z][\w.-]*)$/.exec(before) ?? []) : [];
  if (flag !== undefined && !word.startsWith('-')) return readArgument(word, flag, word, place, search);
  search.add({ place, label: 'argument', text: word, decoded: [] });
}

function readArgument(word: string, name: string, value: string, place: Place, search: Search): void {
  if (isReference(value) || search.isPlaceholder(value)) return;
  const isSecret = isSensitiveName(name) && looksLikeSecret(value);
  const claim = {
    rule: 'k8s-env-literal-secret',
    title: titleOfName(name),
    confidence: 'likely',
    secret: value,
  } as const;
  search.add({ place, label: 'argument', text: word, decoded: [], ...(isSecret ? { claim } : {}) });
}

export const containers: Reading = inStyle(POD_STYLE, each(fields({ args: words, command: words, env: environment })));
