import { compareText } from '../../compare-text.ts';
import { isDay } from '../../is-day.ts';

/**
 * A finding that was there before, and is let stay until it is mended. It holds for its secret in its file, on whatever line,
 * and moves along when that file is renamed.
 */
export interface BaselineEntry {
  /** `rule:0123456789abcdef` */
  readonly fingerprint: string;
  /** Relative to the folder of the baseline, with `/`; of a baseline that was opened for a run, as the run shows it. */
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  /** The marks of the salts that it was made with: one, unless branches with different ones were merged. */
  readonly salts: readonly string[];
}

export type BaselineReading =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'fault'; readonly line: number; readonly message: string };

const FORMAT = '# sluice-baseline/v1';

/**
 * Reads a baseline: one entry a line, `fingerprint<TAB>path<TAB>expires<TAB>owner<TAB>reason`, in any order, several times over
 * for all that matters: that is what merging leaves, and it means the same.
 */
export function parseBaseline(text: string): BaselineReading {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const entries: BaselineEntry[] = [];
  const salts = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const read = readLine(line);
    switch (read.kind) {
      case 'entry':
        entries.push(read.entry);
        break;
      case 'format':
        salts.add(read.salt);
        break;
      case 'fault':
        return { ...read, line: index + 1 };
      case 'nothing':
    }
  }
  if (salts.size === 0) return { kind: 'fault', line: 1, message: `is no baseline: none of its lines is "${FORMAT}"` };
  return { kind: 'baseline', baseline: { entries, salts: [...salts] } };
}

type ReadLine =
  | { readonly kind: 'entry'; readonly entry: BaselineEntry }
  | { readonly kind: 'format'; readonly salt: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fault'; readonly message: string };

function readLine(line: string): ReadLine {
  if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line)) return fault(MERGE_ADVICE);
  if (line.startsWith('# sluice-baseline/')) return readFormat(line);
  if (line.startsWith('#') || line.trim() === '') return { kind: 'nothing' };
  return readEntry(line);
}

const MERGE_ADVICE =
  'is a mark of a merge that did not end: keep the lines of both sides and take the marks out; with the line ".sluice-baseline merge=union" in .gitattributes, Git does so itself';

function readFormat(line: string): ReadLine {
  const [, format, salt = ''] = /^(# sluice-baseline\/v\d+)(?: salt:([0-9a-f]+))?$/.exec(line.trimEnd()) ?? [];
  return format === FORMAT
    ? { kind: 'format', salt }
    : fault(`says "${line.trimEnd().slice(0, 60)}", and this version of sluice reads "${FORMAT}"; upgrade it`);
}

function readEntry(line: string): ReadLine {
  const [fingerprint = '', written = '', expires = '', owner = '', ...reasons] = line.split('\t');
  const path = readPath(written);
  const reason = reasons.join(' ').trim();
  if (!/^[^\s:]+:[0-9a-f]{16}$/.test(fingerprint)) return fault('does not begin with a fingerprint and a tab');
  if (path === undefined || path === '') return fault('has no path behind its fingerprint');
  if (!isDay(expires)) return fault('has no day YYYY-MM-DD behind its path');
  if (owner.trim() === '' || reason === '') return fault('has no owner and reason at its end');
  return { kind: 'entry', entry: { fingerprint, path, reason, owner, expires } };
}

const fault = (message: string): ReadLine => ({ kind: 'fault', message });

/**
 * Writes a baseline: sorted, each entry once, without line numbers and without the time, so that the same findings are the same
 * bytes and that two branches never touch the same line for different things.
 * @param salt a mark of the salt that fingerprints were made with; see `saltMark`
 */
export function baselineText({ entries, salts: [salt = ''] }: Baseline): string {
  const head = [
    salt === '' ? FORMAT : `${FORMAT} salt:${salt}`,
    '# Secrets that were there before. "sluice baseline --prune" takes out what is mended; docs/accepting-secrets.md',
  ];
  return [...head, ...distinctEntries(entries).map(entryLine).toSorted(compareText), ''].join('\n');
}

/** What an entry is about: the same finding may have been accepted twice, on two branches. */
export const baselineKey = ({ fingerprint, path }: Pick<BaselineEntry, 'fingerprint' | 'path'>): string =>
  `${fingerprint}\t${path}`;

/** Of several entries about one finding the one that holds longest. */
export function distinctEntries(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const longest = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = baselineKey(entry);
    const other = longest.get(key);
    if (other === undefined || holdsLonger(entry, other)) longest.set(key, entry);
  }
  return [...longest.values()];
}

/** Which of two that end on one day is kept must not depend on their order. */
const holdsLonger = (one: BaselineEntry, other: BaselineEntry): boolean =>
  (compareText(one.expires, other.expires) || compareText(entryLine(other), entryLine(one))) > 0;

const entryLine = ({ fingerprint, path, expires, owner, reason }: BaselineEntry): string =>
  [fingerprint, writtenPath(path), expires, plain(owner), plain(reason)].join('\t');

/** A path with characters that would end a field or a line is written as JSON, as Git does. */
const writtenPath = (path: string): string => (/[\p{Cc}"\\]|^\s|\s$/u.test(path) ? JSON.stringify(path) : path);

function readPath(written: string): string | undefined {
  if (!written.startsWith('"')) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    return undefined;
  }
}

const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
