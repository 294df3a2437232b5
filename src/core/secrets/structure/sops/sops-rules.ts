import { parseDocuments } from '../../../documents/parse-documents.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { FieldPath, Position } from '../../../model/location.ts';
import { compileSopsRegex } from './sops-regex.ts';
import { readSopsLimits, type SopsLimits } from './sops-scope.ts';

/** One of the `creation_rules` of a `.sops.yaml`: which files SOPS encrypts, and what in them. */
export interface SopsRule {
  /** Absent: every file. */
  readonly path?: RegExp;
  readonly limits: SopsLimits;
  /** The rule is about files by a name that says `secret`, and so about all of them; others say how a file would be encrypted. */
  readonly isAboutSecrets: boolean;
}

export type SopsRules = readonly SopsRule[];

/** What a `.sops.yaml` says, and what of it cannot be understood: then SOPS encrypts nothing by it, or not what was meant. */
export interface SopsConfig {
  readonly rules: SopsRules;
  readonly faults: readonly SopsConfigFault[];
}

/** It quotes nothing of the file. */
export interface SopsConfigFault extends Position {
  readonly message: string;
}

/** Reads a `.sops.yaml`. Rules that cannot be understood are left out; the others hold. */
export function readSopsConfig(text: string): SopsConfig {
  const { documents, faults } = parseDocuments(text);
  const [document] = documents;
  // SOPS reads the first document, and no other.
  const fault = faults.find(({ index = 0 }) => index <= (document?.index ?? index));
  if (fault !== undefined) return { rules: [], faults: [fault] };
  if (document === undefined) return NO_CONFIG;
  const rules = isJsonObject(document.value) ? document.value['creation_rules'] : undefined;
  const problems = isJsonObject(document.value) ? problemsOf(rules) : [problemAt([], 'it is no mapping')];
  return {
    rules: Array.isArray(rules) ? rules.filter(isJsonObject).flatMap(toRule) : [],
    faults: problems.map(({ path, message }) => {
      const { line, column } = document.locate(path);
      return { line, column, message };
    }),
  };
}

const NO_CONFIG: SopsConfig = { rules: [], faults: [] };

interface Problem {
  readonly path: FieldPath;
  readonly message: string;
}

const problemAt = (path: FieldPath, message: string): Problem => ({ path, message });

function problemsOf(rules: JsonValue | undefined): readonly Problem[] {
  if (rules === undefined || rules === null) return [];
  if (!Array.isArray(rules)) return [problemAt(['creation_rules'], 'creation_rules is no list')];
  return rules.flatMap((rule: JsonValue, index) => {
    const path = ['creation_rules', index];
    const named = `creation_rules[${index}]`;
    if (!isJsonObject(rule)) return [problemAt(path, `${named} is no mapping`)];
    return regexProblems(rule).map(([key, problem]) =>
      problemAt([...path, key], `${named}.${key} is no regular expression of Go: ${problem}`),
    );
  });
}

const REGEXES = [
  'path_regex',
  'encrypted_regex',
  'unencrypted_regex',
  'encrypted_comment_regex',
  'unencrypted_comment_regex',
] as const;

function regexProblems(rule: JsonObject): readonly (readonly [key: string, problem: string])[] {
  return REGEXES.flatMap((key) => {
    const compiled = compileSopsRegex(textOf(rule[key]) ?? '');
    return 'problem' in compiled ? [[key, compiled.problem] as const] : [];
  });
}

function toRule(rule: JsonObject): readonly SopsRule[] {
  const limits = readSopsLimits(rule);
  const source = textOf(rule['path_regex']);
  if (source === undefined) return [{ limits, isAboutSecrets: false }];
  const compiled = compileSopsRegex(source);
  return 'pattern' in compiled ? [{ path: compiled.pattern, limits, isAboutSecrets: SAYS_SECRET.test(source) }] : [];
}

const SAYS_SECRET = /sops|secret|(?<![a-z])enc(?![a-z])|encrypted|credential|vault|private/i;

/** The rule for a file: the first that matches, as SOPS takes it. The path is relative to the folder of `.sops.yaml`. */
export const sopsRuleFor = (rules: SopsRules, path: string): SopsRule | undefined =>
  rules.find((rule) => rule.path === undefined || rule.path.test(path));

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
