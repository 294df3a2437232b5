import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { isReference } from '../../values/is-reference.ts';
import { gradeSecret } from '../../values/grade-secret.ts';
import type { Claim } from '../leaf.ts';
import { titleOfName } from '../name-title.ts';
import { type Place, stepInto } from '../place.ts';
import { adoption, namedValue, readNamed } from '../read-leaf.ts';
import { each, fields, type Reading, type Search } from '../search.ts';
import { judgeNamed } from '../values/judge-named.ts';

const POD_RULE = 'k8s-env-literal-secret';

/** A field of an object that is part of a pod; charts and other documents keep their own words. */
const inPod =
  (reading: Reading): Reading =>
  (value, place, search) => {
    const isObject = search.style.rule === 'k8s-field-secret';
    reading(value, place, isObject ? { ...search, style: { ...search.style, rule: POD_RULE } } : search);
  };

/** `- name: A\n  value: b`, `- A=b`, or `A: b` as charts have it. */
const variable: Reading = (value, place, search) => {
  const name = isJsonObject(value) ? value['name'] : undefined;
  if (typeof name === 'string') fields({ value: namedValue(name) })(value, place, search);
  else if (typeof value === 'string') readAssignment(value, place, search);
  else search.anything(value, place, search);
};

function readAssignment(text: string, place: Place, search: Search): void {
  const [, name, value] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(text) ?? [];
  if (typeof place.key === 'number' && name !== undefined && value !== undefined) readNamed(value, name, place, search);
  else readNamed(text, String(place.key), place, search);
}

export const environment: Reading = inPod((value, place, search) => {
  if (typeof value === 'object' && value !== null) each(variable)(value, place, search);
  else search.anything(value, place, search);
});

/** `- name: Authorization\n  value: Basic …` of a probe. */
const header: Reading = (value, place, search) => {
  const name = isJsonObject(value) ? value['name'] : undefined;
  if (typeof name !== 'string') search.anything(value, place, search);
  else fields({ value: isAuthorization(name) ? authorization : namedValue(name) })(value, place, search);
};

const isAuthorization = (name: string): boolean => /^(?:proxy-)?authorization$/i.test(name);

const authorization: Reading = (value, place, search) => {
  if (typeof value !== 'string') return search.anything(value, place, search);
  const [, scheme, credentials = value] = /^(Basic|Bearer|Token|ApiKey|Digest)\s+(.*)$/is.exec(value) ?? [];
  if (isReference(value) || isReference(credentials)) return;
  const isSecret = scheme?.toLowerCase() === 'basic' || gradeSecret(credentials) !== 'none';
  const claim: Claim = {
    rule: search.style.rule,
    title: 'credentials in a header',
    confidence: 'likely',
    secret: credentials,
  };
  search.add({
    place,
    label: 'Authorization',
    text: value,
    decoded: [],
    ...adoption(search),
    ...(isSecret ? { claim } : {}),
  });
};

export const headers: Reading = inPod(each(header));

/** `--password=…`, `--token …`: a flag and its value may be two items. */
const words: Reading = (value, place, search) => {
  if (!Array.isArray(value)) return search.anything(value, place, search);
  if (!search.enter(place)) return;
  value.forEach((word: JsonValue, at) => readWord(word, value[at - 1], stepInto(place, at), search));
};

function readWord(word: JsonValue, before: JsonValue | undefined, place: Place, search: Search): void {
  if (typeof word !== 'string') return search.anything(word, place, search);
  if (word === '' || isReference(word)) return;
  const [, assigned, value] = /^-{0,2}([A-Za-z][\w.-]*)=(.*)$/s.exec(word) ?? [];
  if (assigned !== undefined && value !== undefined) return readArgument(word, assigned, value, place, search);
  const [, flag] = typeof before === 'string' ? (/^--?([A-Za-z][\w.-]*)$/.exec(before) ?? []) : [];
  if (flag !== undefined && !word.startsWith('-')) return readArgument(word, flag, word, place, search);
  search.add({ place, label: 'argument', text: word, decoded: [], ...adoption(search) });
}

/** `curl -u name:password`. */
const USER_FLAG = /^(?:u|U|user|proxy-user)$/;

/** `--mysql-native-password=ON` switches something: a word of a few letters is no password here. */
function readArgument(word: string, name: string, value: string, place: Place, search: Search): void {
  if (isReference(value) || search.isPlaceholder(value)) return;
  const claim = value.includes('\n') ? undefined : claimOfArgument(name, value, search);
  search.add({ place, label: 'argument', text: word, decoded: [], ...adoption(search), ...(claim && { claim }) });
}

function claimOfArgument(name: string, value: string, search: Search): Claim | undefined {
  const { rule } = search.style;
  const password = USER_FLAG.test(name) ? value.slice(value.indexOf(':') + 1) : '';
  if (password !== value && gradeSecret(password) === 'strong')
    return { rule, title: 'a password', confidence: 'likely', secret: password };
  const confidence = judgeNamed(name, value);
  return confidence && { rule, title: titleOfName(name), confidence, secret: value };
}

export const exec: Reading = inPod((value, place, search) => {
  if (isJsonObject(value)) fields({ command: words, args: words })(value, place, search);
  else search.anything(value, place, search);
});

const container: Reading = fields({ args: words, command: words, env: environment });

/** Containers stand in pods only, so also in a patch that does not say what it is for. */
export const containers: Reading = (value, place, search) => {
  const isDocument = search.style.rule === 'document-secret';
  const view = isDocument ? { ...search, style: { ...search.style, rule: 'k8s-field-secret' as const } } : search;
  inPod(each(container))(value, place, view);
};
