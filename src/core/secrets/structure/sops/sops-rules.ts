import { parseDocuments } from '../../../documents/parse-documents.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { readSopsLimits, type SopsLimits, toRegExp } from './sops-scope.ts';

/** One of the `creation_rules` of a `.sops.yaml`: which files SOPS encrypts, and what in them. */
export interface SopsRule {
  /** Absent: every file. */
  readonly path?: RegExp;
  readonly limits: SopsLimits;
  /** The rule is about files by a name that says `secret`, and so about all of them; others say how a file would be encrypted. */
  readonly isAboutSecrets: boolean;
}

export type SopsRules = readonly SopsRule[];

/** Reads the rules of a `.sops.yaml`. A file that is none has no rules; so has one whose expressions cannot be read. */
export function parseSopsRules(text: string): SopsRules {
  const value = parseDocuments(text).documents[0]?.value;
  const rules = isJsonObject(value) ? value['creation_rules'] : undefined;
  return Array.isArray(rules) ? rules.filter(isJsonObject).flatMap(toRule) : [];
}

function toRule(rule: JsonObject): readonly SopsRule[] {
  const limits = readSopsLimits(rule);
  const source = textOf(rule['path_regex']);
  if (source === undefined) return [{ limits, isAboutSecrets: false }];
  const path = toRegExp(source);
  return path === undefined ? [] : [{ path, limits, isAboutSecrets: SAYS_SECRET.test(source) }];
}

const SAYS_SECRET = /sops|secret|(?<![a-z])enc(?![a-z])|encrypted|credential|vault|private/i;

/** The rule for a file: the first that matches, as SOPS takes it. The path is relative to the folder of `.sops.yaml`. */
export const sopsRuleFor = (rules: SopsRules, path: string): SopsRule | undefined =>
  rules.find((rule) => rule.path === undefined || rule.path.test(path));

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
