/**
 * Whether an RE2 expression means the same to JavaScript, for texts of printable ASCII. What is not surely so is left to RE2
 * itself: this decides about speed, never about the answer. Left out are flags and look-around (`(?`), back references, named
 * classes, `\s` and other escapes by letter, and a class that begins with `]`. Groups are not repeated and repetitions are
 * few, so that no expression takes long.
 */
export function isPortable(expression: string): boolean {
  return PORTABLE.test(expression) && (expression.match(/[*+]/g) ?? []).length <= MAX_REPETITIONS;
}

/** Printable ASCII, where `.`, `\w` and `$` have one meaning. */
export function isPlainText(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

const MAX_REPETITIONS = 5;
const LITERAL = String.raw`[A-Za-z0-9 !"#%&',\/:;<=>@_\x60~-]`;
const ESCAPED = String.raw`\\[.*+?()|[\]{}^$\\\/-]`;
const NAMED = String.raw`\\[dDwW]`;
const CLASS_ITEM = String.raw`(?:[A-Za-z0-9 !"#%',.\/:;<=>@_~*+?()|$-]|\\[.\]\\\/-])`;
const CLASS = String.raw`\[\^?${CLASS_ITEM}+\]`;
const ATOM = String.raw`(?:${LITERAL}|${ESCAPED}|${NAMED}|${CLASS}|\.)`;
const PORTABLE = new RegExp(String.raw`^(?:${ATOM}(?:[*+?]|\{[0-9]{1,2}\})?|\((?!\?)|\)|\||\^|\$)*$`);
