import { compileGoRegex } from '../../gitleaks/go-regex/compile-go-regex.ts';
import { GoRegexError } from '../../gitleaks/go-regex/syntax.ts';

/** An expression of SOPS, which is written in Go, or why it is none. */
export type SopsRegex = { readonly pattern: RegExp } | { readonly problem: string };

/**
 * What most expressions are made of: letters, escaped signs, `[a-z]`, `(a|b)`. It means the same in JavaScript and is quick there, as
 * no group is repeated; so what reads all of Go's need not be loaded.
 */
const COMMON = /^(?:[^\\[(){]|\\[^\w\s]|\[\^?[^\\[\]^]+\]|\((?!\?)|\)(?![*+?{]))*$/;

/** Go writes flags in front. */
const FLAGS = /^\(\?([ims]+)\)(.*)$/s;

export function compileSopsRegex(source: string): SopsRegex {
  const [, flags = '', rest = source] = FLAGS.exec(source) ?? [];
  return (COMMON.test(rest) ? compileHere(rest, flags) : undefined) ?? compileThere(source);
}

function compileHere(source: string, flags: string): SopsRegex | undefined {
  try {
    return { pattern: new RegExp(source, flags) };
  } catch {
    // What is wrong with it is said as Go says it.
    return undefined;
  }
}

function compileThere(source: string): SopsRegex {
  try {
    return { pattern: compileGoRegex(source, { text: 'unicode' }) };
  } catch (error) {
    if (error instanceof GoRegexError) return { problem: error.message };
    throw error;
  }
}
