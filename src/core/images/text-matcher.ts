import { compileGoRegex } from '../secrets/gitleaks/go-regex/compile-go-regex.ts';
import { parseGoRegex } from '../secrets/gitleaks/go-regex/parse-go-regex.ts';
import type { TextPattern } from './text-pattern.ts';

/**
 * The test that a pattern stands for. An expression must match the whole text.
 * @throws GoRegexError when the expression is none of RE2
 */
export function textMatcher(pattern: TextPattern): (text: string) => boolean {
  if (pattern.kind === 'exact') return (text) => text === pattern.text;
  // Alone first: `a)|(b` is an expression only when something stands around it.
  parseGoRegex(pattern.source);
  const expression = compileGoRegex(`\\A(?:${pattern.source})\\z`, { text: 'unicode' });
  return (text) => expression.test(text);
}
