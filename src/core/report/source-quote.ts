import type { Result } from '../model/result.ts';
import { displayWidth } from './display-width.ts';
import type { SourceLine } from './format-options.ts';
import { visible } from './safe-text.ts';

/** A line of source as a report may show it, free of control characters. */
export interface SourceQuote {
  readonly text: string;
  /** How many terminal columns stand before the character at fault. */
  readonly indent: number;
}

/** How much of a line is shown around the character at fault. */
const WINDOW = 100;
const ELLIPSIS = '…';

/**
 * Quotes the line that a result points at. Where the line may hold a secret, only its key is shown, whatever the caret
 * points at. Undefined when there is no line, or nothing on it.
 */
export function quoteSource(result: Result, sourceLine: SourceLine): SourceQuote | undefined {
  const { file, line, column } = result.location;
  const text = sourceLine(file, line);
  if (text === undefined || text.trim() === '') return undefined;
  return mayShowSecret(result, text) ? quoteKey(text, column - 1) : quoteAround(text, column - 1);
}

const SECRET_POLICY = /secret|credential|passw|token|private[-_]?key/i;
/** Words that announce a secret on their own line, or a password inside a URL. */
const SECRET_LINE = /secret|passw|passphrase|pwd|token|credential|api[-_]?key|private[-_]?key|authorization|bearer|basic |:\/\/[^\s/@]*:[^\s/@]*@/i;
/** The value of an environment variable, whose name stands on another line. */
const ENV_VALUE = /^\s*(?:- +)*["']?value["']?\s*:/;

/**
 * A fault of the input itself (`sluice`) counts, too: what could not be parsed may well be a Secret, and nobody knows.
 * Guessing too often costs a reader one look into the file; guessing too seldom prints a password into a build log.
 */
function mayShowSecret({ policy, resource }: Result, line: string): boolean {
  if (policy === 'sluice' || SECRET_POLICY.test(policy)) return true;
  if (resource?.kind === 'Secret' || resource?.kind === 'SecretList') return true;
  return ENV_VALUE.test(line) || SECRET_LINE.test(line);
}

/** The first key of a YAML or JSON line. Lengths are bounded because the line is not ours. */
const KEY = /^\s{0,400}(?:- {1,20}){0,20}(?:[{[]\s{0,20}){0,20}(?:"[\w.\/-]{1,253}" ?:|'[\w.\/-]{1,253}' ?:|[\w.\/-]{1,253} ?:(?=\s|$))/;
const INDENT = /^\s{0,400}(?:- {1,20}){0,20}/;

function quoteKey(line: string, offset: number): SourceQuote {
  const key = (KEY.exec(line) ?? INDENT.exec(line))?.[0] ?? '';
  const shown = visible(key);
  // A key that ends in a colon wants a space; an indentation has what it needs.
  const gap = key.endsWith(':') ? ' ' : '';
  const indent = offset < key.length ? displayWidth(visible(key.slice(0, offset))) : displayWidth(shown + gap);
  return { text: `${shown}${gap}${ELLIPSIS}`, indent };
}

/** A long line is cut around the character at fault: a minified file is one line of a megabyte. */
function quoteAround(line: string, column: number): SourceQuote {
  const offset = Math.min(column, line.length);
  const start = line.length <= WINDOW ? 0 : Math.max(0, Math.min(offset - WINDOW / 2, line.length - WINDOW));
  const end = Math.min(line.length, start + WINDOW);
  const lead = start > 0 ? ELLIPSIS : '';
  const before = lead + visible(line.slice(start, offset));
  const after = visible(line.slice(offset, end).trimEnd());
  return { text: before + after + (end < line.length ? ELLIPSIS : ''), indent: displayWidth(before) };
}
