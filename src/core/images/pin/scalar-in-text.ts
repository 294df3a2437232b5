/** Where a scalar's characters stand in a text, without its quotes. */
export type ScalarPlace =
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly behind: number }
  | { readonly kind: 'refused'; readonly problem: string };

/** A key, plain or in quotes, and its colon. */
const KEY = /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s:"'#,[\]{}][^\s:,[\]{}]*)[ \t]*:(?=\s|["'])/y;
/** Blanks, comments and line breaks, an anchor, a tag, the head of a block. */
const BEFORE_VALUE =
  /(?:\s|(?<=\s)#[^\r\n]*|(?<=\s)[&!][^\s,[\]{}]*(?=\s))*(?:[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n\s*)?/y;

/**
 * Finds the characters of a scalar that is known to be `wanted`. What is written in another way than to the letter, such as with
 * escapes, is refused. A reader of YAML must confirm what comes of an edit: this one knows only how values usually begin.
 * @param at offset of the key of the value, or of the item
 */
export function scalarInText(text: string, at: number, isItem: boolean, wanted: string): ScalarPlace {
  const value = valueStart(text, at, isItem);
  if (value === undefined) return refused('is not written as a key and its value');
  const quote = text.charAt(value) === '"' || text.charAt(value) === "'" ? text.charAt(value) : '';
  if (text.charAt(value) === '*') return refused('is an alias; its anchor names the image');
  const start = value + quote.length;
  const end = start + wanted.length;
  if (!text.startsWith(wanted, start) || !text.startsWith(quote, end))
    return refused('is written with escapes or over several lines; write it as one plain text');
  return { kind: 'scalar', start, end, behind: end + quote.length };
}

const refused = (problem: string): ScalarPlace => ({ kind: 'refused', problem });

function valueStart(text: string, at: number, isItem: boolean): number | undefined {
  const behindKey = isItem ? at : behind(KEY, text, at);
  return behindKey === undefined ? undefined : behind(BEFORE_VALUE, text, behindKey);
}

function behind(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}
