import type { Allowlist, RequiredNear, SecretRule } from '../rule.ts';
import { bytesOfText } from '../bytes-of-text.ts';
import { compileGoRegex, type GoRegexOptions } from './go-regex/compile-go-regex.ts';
import { isNullable } from './go-regex/first-characters.ts';
import { parseGoRegex } from './go-regex/parse-go-regex.ts';
import { GoRegexError } from './go-regex/syntax.ts';
import type { Complaints, Written, WrittenAllowlist, WrittenRequired, WrittenRule } from './written-config.ts';

/** What a rule of a file says, compiled. It may only change a rule of the file that is extended, so all but the id may be absent. */
export interface CompiledRule extends Partial<SecretRule> {
  readonly id: string;
  readonly keywords: readonly string[];
  /** An expression of it was a fault, which is told already. */
  readonly isBroken: boolean;
  /** Tells what is wrong with it, or without effect, at its place in its file. */
  readonly complain: (kind: 'fault' | 'notice', message: string) => void;
}

export function compileRule(rule: WrittenRule, complaints: Complaints): CompiledRule {
  const pattern = compile(rule.regex, { isGlobal: true }, complaints);
  const path = compile(rule.path, { text: 'unicode' }, complaints);
  if (rule.regex !== undefined && pattern !== undefined && isNullable(parseGoRegex(rule.regex.value).root))
    complaints.notice(
      rule.regex.at,
      'the expression can match without taking a character; such matches are no findings',
    );
  return {
    complain: (kind, message) => complaints[kind](rule.at, message),
    isBroken: (rule.regex !== undefined && !pattern) || (rule.path !== undefined && !path),
    id: rule.id,
    keywords: rule.keywords.map((keyword) => bytesOfText(keyword.toLowerCase())),
    ...(rule.description !== undefined && { title: toTitle(rule.description) }),
    ...(pattern && { pattern }),
    ...(path && { path }),
    ...(rule.secretGroup && { secretGroup: rule.secretGroup.value }),
    ...(rule.entropy !== undefined && { minEntropy: rule.entropy }),
    ...(rule.tags.length > 0 && { tags: rule.tags }),
    ...(rule.skipReport && { isSilent: true }),
    ...(rule.allowlists.length > 0 && {
      allowlists: rule.allowlists.map((list) => compileAllowlist(list, complaints)),
    }),
    ...(rule.required.length > 0 && { required: rule.required.map(toRequired) }),
  };
}

/** A description becomes part of a sentence, on one line. */
const toTitle = (description: string): string => description.trim().replace(/\.$/, '').replaceAll(/\s+/g, ' ');

export function compileAllowlist(list: WrittenAllowlist, complaints: Complaints): Allowlist {
  const compileAll = (written: readonly Written<string>[], options: GoRegexOptions): readonly RegExp[] =>
    written.flatMap((one) => compile(one, options, complaints) ?? []);
  return {
    ...(list.all && { all: true }),
    ...(list.commits.length > 0 && { commits: list.commits }),
    ...(list.paths.length > 0 && { paths: compileAll(list.paths, { text: 'unicode' }) }),
    ...(list.regexes.length > 0 && { patterns: compileAll(list.regexes, {}), target: list.target }),
    ...(list.stopwords.length > 0 && { stopwords: list.stopwords.map((word) => bytesOfText(word.toLowerCase())) }),
  };
}

function toRequired({ id, withinLines, withinColumns }: WrittenRequired): RequiredNear {
  return {
    rule: id.value,
    ...(withinLines !== undefined && { lines: withinLines }),
    ...(withinColumns !== undefined && { columns: withinColumns }),
  };
}

function compile(
  written: Written<string> | undefined,
  options: GoRegexOptions,
  { fault }: Complaints,
): RegExp | undefined {
  if (written === undefined) return undefined;
  try {
    return compileGoRegex(written.value, options);
  } catch (error) {
    if (!(error instanceof GoRegexError)) throw error;
    fault(written.at, `no expression of Go: ${error.message} (at character ${error.offset + 1})`);
    return undefined;
  }
}
