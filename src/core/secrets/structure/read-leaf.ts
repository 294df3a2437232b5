import { isReference } from '../values/is-reference.ts';
import type { Claim, Leaf } from './leaf.ts';
import { titleOfName } from './name-title.ts';
import { nameOf, type Place } from './place.ts';
import type { Reading, Search } from './search.ts';
import { readScalar } from './sops/read-scalar.ts';
import type { StructureRule } from './structure-rules.ts';
import { judgeNamed } from './values/judge-named.ts';

/** Reads a text, or a number that may be a password, by a name that does not stand right before it. */
export const namedValue =
  (name: string): Reading =>
  (value, place, search) => {
    if (typeof value === 'string') readNamed(value, name, place, search);
    else if (typeof value === 'number') readNumber(value, name, place, search);
    else search.anything(value, place, search);
  };

/** A text of which only the name of its field is known. */
export function readText(text: string, place: Place, search: Search): void {
  const name = nameOf(place);
  // `secrets: [a, b]` lists names of secrets; `passwords: [a, b]` lists passwords.
  const isNameOfList = typeof place.key === 'number' && /(?:secret|credential|auth)s?$/i.test(name);
  readNamed(text, name, place, isNameOfList ? inSilence(search) : search);
}

export function readNamed(text: string, name: string, place: Place, search: Search): void {
  if (text === '' || isReference(text) || search.isPlaceholder(text)) return;
  const isTelling = search.style.names === 'telling';
  const claim = isTelling
    ? (claimByName(search.style.rule, name, text) ?? claimByDirective(search.style.rule, text))
    : undefined;
  search.add({
    place,
    label: name,
    text,
    decoded: [],
    isSettled: !isTelling,
    ...adoption(search),
    ...(claim === undefined ? {} : { claim }),
  });
}

/** A value that looks like a secret, under the name of one. Texts of several lines are for the rules of text. */
function claimByName(rule: StructureRule, name: string, text: string): Claim | undefined {
  const confidence = text.trim().includes('\n') ? undefined : judgeNamed(name, text);
  return confidence === undefined ? undefined : { rule, title: titleOfName(name), confidence, secret: text };
}

/** A line of a configuration in a list of such lines, as operators of Redis take it: `requirepass …`. */
function claimByDirective(rule: StructureRule, text: string): Claim | undefined {
  const [, name = '', secret = ''] =
    /^\s*(requirepass|masterauth|sentinel auth-pass \S+)\s+"?([^\s"]+)"?\s*$/.exec(text) ?? [];
  const isSecret = secret !== '' && judgeNamed('password', secret) !== undefined;
  return isSecret ? { rule, title: titleOfName(name), confidence: 'likely', secret } : undefined;
}

/** `password: 84019274` is a number to YAML; `tokens: 4096` is one to everybody. */
export function readNumber(value: number, name: string, place: Place, search: Search): void {
  const isPassword = Number.isInteger(value) && /(?:pass(?:word|wd|phrase|code)?|pwd|pin)$/i.test(name);
  if (isPassword && String(value).length >= 4) readNamed(String(value), name, place, search);
  else readScalar(value, place, search);
}

/** Whatever is found in the environment or the command of a container is called so. */
export const adoption = ({ style }: Search): Pick<Leaf, 'adopts'> =>
  style.rule === 'k8s-env-literal-secret' ? { adopts: style.rule } : {};

export const inSilence = (search: Search): Search =>
  search.style.names === 'silent' ? search : { ...search, style: { ...search.style, names: 'silent' } };
