import type { Allowlist } from '../rule.ts';

/** The file that is searched, as allowlists see it. */
export interface SearchedFile {
  readonly path: string;
  readonly commit?: string;
}

/** A match, as allowlists see it. */
export interface AllowlistedMatch {
  readonly secret: string;
  readonly match: string;
  /** The whole lines that the match stands on. */
  readonly line: () => string;
}

/** Whether a list admits everything in a file, whatever is found there. */
export function isFileAllowed(list: Allowlist, file: SearchedFile): boolean {
  const isAboutMatches = list.patterns !== undefined || list.stopwords !== undefined;
  return !(list.all === true && isAboutMatches) && holds(list, [...fileParts(list, file)]);
}

/** Whether a list admits a match in a file. */
export const isMatchAllowed = (list: Allowlist, file: SearchedFile, found: AllowlistedMatch): boolean =>
  holds(list, [...fileParts(list, file), ...matchParts(list, found)]);

const holds = ({ all = false }: Allowlist, parts: readonly boolean[]): boolean =>
  parts.length > 0 && (all ? !parts.includes(false) : parts.includes(true));

function* fileParts({ commits, paths, pathWords }: Allowlist, { path, commit }: SearchedFile): Generator<boolean> {
  if (commits !== undefined)
    yield commit !== undefined && commits.some((one) => one.toLowerCase() === commit.toLowerCase());
  if (paths !== undefined)
    yield paths.some((pattern, place) => mayFit(path, pathWords?.[place]) && isMatch(pattern, path));
}

function mayFit(path: string, words: readonly string[] | undefined): boolean {
  if (words === undefined) return true;
  const lower = path.toLowerCase();
  return words.some((word) => lower.includes(word));
}

function* matchParts(
  { patterns, target = 'secret', stopwords }: Allowlist,
  found: AllowlistedMatch,
): Generator<boolean> {
  if (patterns !== undefined) {
    const subject = target === 'line' ? found.line() : found[target];
    yield patterns.some((pattern) => isMatch(pattern, subject));
  }
  if (stopwords !== undefined) {
    const secret = found.secret.toLowerCase();
    yield stopwords.some((word) => secret.includes(word));
  }
}

/** Patterns may be global: then a test begins where the last one ended. */
export function isMatch(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}
