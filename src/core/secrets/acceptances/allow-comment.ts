import { utf8OfBytes } from '../utf8-of-bytes.ts';

/** Someone's word, in a comment beside it, that a finding may stay. */
export type AllowComment =
  | {
      readonly by: 'sluice';
      /** Ids of rules, or `secrets` for all of them. */
      readonly rules: readonly string[];
      /** Empty when none was written; then the comment allows nothing. */
      readonly reason: string;
      /** Nothing else stands on the line, so it speaks of the next one. */
      readonly isAlone: boolean;
    }
  /** The comments of other scanners know no reasons. */
  | { readonly by: 'gitleaks' | 'detect-secrets'; readonly isAboutNextLine: boolean };

/** What our own comments begin with, for who looks through a whole file. */
export const ALLOW_MARK = 'sluice:allow';

/** The word for every rule. */
export const ALL_RULES = 'secrets';

const LONGEST_REASON = 300;
/** How far before the mark its comment may begin, and how far behind it may go. */
const REACH = 500;

/** The allow comment on a line, in whatever language: `# sluice:allow RULE -- reason`. Takes text, or bytes as latin1. */
export function parseAllowComment(line: string): AllowComment | undefined {
  return ownComment(line) ?? peersComment(line);
}

function ownComment(line: string): AllowComment | undefined {
  const at = line.indexOf(ALLOW_MARK);
  if (at < 0) return undefined;
  const before = line.slice(Math.max(0, at - REACH), at);
  const opening = OPENING.exec(before);
  const behind = line.slice(at + ALLOW_MARK.length, at + ALLOW_MARK.length + REACH);
  if (opening === null || !/^(?:[\s:,*-]|$)/.test(behind)) return undefined;
  const { body, rest } = cutAtEnd(behind, opening[1] ?? '');
  const isFirst = at <= REACH && /^[\s{-]*$/.test(before.slice(0, opening.index));
  return { by: 'sluice', ...readBody(body), isAlone: isFirst && /^[\s}-]*$/.test(rest) };
}

/** Where the comment begins that the mark stands in. What comes before a mark in its comment does not matter. */
const OPENING = /(?:(?<![^\s{])|(?<=\{\{-))(#|\/\/|--|<!--|;|\/\*|\{#|%|\*(?=\s))/;

const ENDINGS: Readonly<Record<string, string>> = { '<!--': '-->', '/*': '*/', '*': '*/', '{#': '#}' };

function cutAtEnd(text: string, opening: string): { readonly body: string; readonly rest: string } {
  const ending = ENDINGS[opening];
  const end = ending === undefined ? -1 : text.indexOf(ending);
  return end < 0 || ending === undefined
    ? { body: text, rest: '' }
    : { body: text.slice(0, end), rest: text.slice(end + ending.length) };
}

/** ` RULE, RULE -- reason`; XML has no `--` in comments, so a colon does, too. */
function readBody(body: string): { readonly rules: readonly string[]; readonly reason: string } {
  const separator = /\s--(?=\s|$)|:/.exec(body);
  const head = separator === null ? body : body.slice(0, separator.index);
  const reason = separator === null ? '' : body.slice(separator.index + separator[0].length);
  return {
    rules: head.split(/[\s,]+/).filter((word) => word !== ''),
    reason: /[\p{L}\p{N}]/u.test(reason) ? utf8OfBytes(reason).trim().slice(0, LONGEST_REASON) : '',
  };
}

/** Sources: gitleaks, `gitleaks:allow` anywhere on the line; detect-secrets, its filters of allowlists. */
function peersComment(line: string): AllowComment | undefined {
  if (line.includes('gitleaks:allow')) return { by: 'gitleaks', isAboutNextLine: false };
  const pragma = /pragma: ?(?:allow|white)list[ -](nextline )?secret/i.exec(line.includes('pragma:') ? line : '');
  return pragma === null ? undefined : { by: 'detect-secrets', isAboutNextLine: pragma[1] !== undefined };
}
