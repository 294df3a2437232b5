import type { SecretRule } from '../../../src/core/secrets/rule.ts';
import { fileRules } from '../../../src/core/secrets/rules/files/file-rules.ts';
import { QUIET_PATHS } from '../../../src/core/secrets/rules/generic/paths.ts';
import { parseRegex } from '../../../src/core/secrets/text/regex/parse-regex.ts';
import { requiredLiterals } from '../../../src/core/secrets/text/regex/required-literals.ts';

/**
 * By the source of each pattern for paths that rules of files have, and for those that most rules leave out: the words of which every
 * path that fits holds one.
 */
export function pathWords(rules: readonly SecretRule[] = fileRules): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, readonly string[]>();
  for (const path of [...rules.map((rule) => rule.path), ...(QUIET_PATHS.paths ?? [])]) {
    const node = path && parseRegex(path);
    const literals = node && requiredLiterals(node);
    if (path !== undefined && literals !== undefined) words.set(path.source, shortest(literals));
  }
  return words;
}

/** Without those that hold another one: they say no more. */
const shortest = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !words.some((other) => other !== word && word.includes(other)));

/** The module that holds them, as `scripts/write-path-words.mjs` writes it. */
export function pathWordsModule(): string {
  const entries = [...pathWords()].map(
    ([source, words]) => `  [${JSON.stringify(source)}, ${JSON.stringify(words)}],\n`,
  );
  return `/**
 * By the source of a pattern for paths: lower case, each path that fits holds one. Written by scripts/write-path-words.mjs: to find
 * them out takes longer than to search a commit.
 */
export const PATH_WORDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
${entries.join('')}]);
`;
}
