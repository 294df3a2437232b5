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
/** A line beyond this is minified or a blob. Its other objects may be Secrets, and nobody reads a piece of it. */
const LONGEST = 2_000;
const ELLIPSIS = '…';

/**
 * Quotes the line that a result points at. Where the line may hold a secret, only its key is shown, whatever the caret
 * points at. Undefined when there is no line, or nothing on it that may be shown.
 */
export function quoteSource(result: Result, sourceLine: SourceLine): SourceQuote | undefined {
  const { file, line, column } = result.location;
  const text = sourceLine(file, line);
  if (text === undefined || text.length > LONGEST || text.trim() === '') return undefined;
  return mayShowSecret(result, text) ? quoteKey(text, column - 1) : quoteAround(text, column - 1);
}

const SECRET_POLICY = /secret|credential|passw|token|private[-_]?key/i;
/** Words that announce a secret on their own line, or a password inside a URL. */
const SECRET_LINE =
  /secret|passw|passphrase|pwd|token|credential|api[-_]?key|private[-_]?key|authorization|bearer|basic |:\/\/[^\s/@]{0,200}:[^\s/@]{0,200}@/i;
/** The value of an environment variable, whose name stands on another line. */
const ENV_VALUE = /^\s*(?:- +)*["']?value["']?\s*:/;

/**
 * A fault of the input itself (`sluice`) counts, too: what could not be parsed may well be a Secret, and nobody knows. A
 * policy's own source is no such input.
 * Guessing too often costs a reader one look into the file; guessing too seldom prints a password into a build log.
 */
function mayShowSecret({ policy, resource, location }: Result, line: string): boolean {
  if (policy === 'sluice' && !location.file.endsWith('.rego')) return true;
  if (SECRET_POLICY.test(policy)) return true;
  if (resource?.kind === 'Secret' || resource?.kind === 'SecretList') return true;
  return ENV_VALUE.test(line) || SECRET_LINE.test(line);
}

/** The first key of a YAML or JSON line. Lengths are bounded because the line is not ours. */
const KEY =
  /^\s{0,400}(?:- {1,20}){0,20}(?:[{[]\s{0,20}){0,20}(?:"[\w./-]{1,253}" ?:|'[\w./-]{1,253}' ?:|[\w./-]{1,253} ?:(?=\s|$))/;

function quoteKey(line: string, offset: number): SourceQuote | undefined {
  const key = KEY.exec(line)?.[0];
  if (key === undefined) return undefined;
  const text = `${visible(key)} ${ELLIPSIS}`;
  return { text, indent: offset < key.length ? displayWidth(visible(key.slice(0, offset))) : displayWidth(text) - 1 };
}

/** A long line is cut around the character at fault. */
function quoteAround(line: string, column: number): SourceQuote {
  const offset = Math.min(column, line.length);
  const start = line.length <= WINDOW ? 0 : Math.max(0, Math.min(offset - WINDOW / 2, line.length - WINDOW));
  const end = Math.min(line.length, start + WINDOW);
  const lead = start > 0 ? ELLIPSIS : '';
  // Escaped as a whole: two halves that are harmless could make a CI command together.
  const shown = visible(wholeCharacters(line.slice(start, end)).trimEnd());
  const before = visible(wholeCharacters(line.slice(start, offset)));
  return { text: lead + shown + (end < line.length ? ELLIPSIS : ''), indent: displayWidth(lead + before) };
}

/** Drops the half of a surrogate pair that a cut left behind. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
