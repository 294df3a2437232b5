import { backtrackingCost } from './backtracking-cost.ts';
import { differsInJavaScript } from './engine-differences.ts';
import { LinearRegExp } from './linear/linear-reg-exp.ts';
import { holdsOddCases } from './odd-cases.ts';
import { parseGoRegex } from './parse-go-regex.ts';
import { printJsRegex } from './print-js-regex.ts';
import { type GoExpression, GoRegexError } from './syntax.ts';
import { writtenOutSize } from './written-out-size.ts';

/** Steps from one beginning that JavaScript's engine, which backtracks, may need at worst. */
const MAX_STEPS = 100_000;
/** The longest of gitleaks' own has 5,000 characters, */
const MAX_LENGTH = 64 * 1024;
/** and the largest 2,000 steps. A linear engine takes some 100 bytes for each; the platform's may refuse it when it is run. */
const MAX_SIZE = 200_000;
const MAX_PLATFORM_SIZE = 10_000;

export interface GoRegexOptions {
  /** What is matched: a text with one character for each byte, or (paths) an ordinary one. Default: bytes. */
  readonly text?: 'bytes' | 'unicode';
  /** Whether `exec` goes on from `lastIndex`. Default: no. */
  readonly isGlobal?: boolean;
}

/**
 * An expression of Go's `regexp` package as one of JavaScript that finds the same matches with the same groups. What a hostile
 * text could make slow in an engine that backtracks, or what means something else there, gets a linear one, whose `source` is for
 * texts without odd cases.
 * @throws GoRegexError for what Go refuses too, and for what is too large
 */
export function compileGoRegex(source: string, options: GoRegexOptions = {}): RegExp {
  if (source.length > MAX_LENGTH) throw new GoRegexError(`more than ${MAX_LENGTH} characters`, MAX_LENGTH);
  const expression = parseGoRegex(source);
  const size = writtenOutSize(expression.root);
  if (size > MAX_SIZE)
    throw new GoRegexError(`${size} steps when it is written out; sluice takes up to ${MAX_SIZE}`, 0);
  const { text = 'bytes', isGlobal = false } = options;
  const flags = `${isGlobal ? 'g' : ''}${text === 'unicode' ? 'u' : ''}`;
  const form = text === 'bytes' ? 'plain-bytes' : 'unicode';
  const printed = printJsRegex(expression.root, form);
  return size > MAX_PLATFORM_SIZE || needsLinearEngine(expression, text)
    ? new LinearRegExp(printed, flags, expression)
    : new RegExp(printed, flags);
}

/** Whether JavaScript's engine would be too slow for some text, or means something else. */
const needsLinearEngine = ({ root }: GoExpression, text: 'bytes' | 'unicode'): boolean =>
  backtrackingCost(root) > MAX_STEPS || differsInJavaScript(root) || (text === 'bytes' && holdsOddCases(root));
