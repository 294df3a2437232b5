/** What stands for a space of a name in code of any kind. */
const SEPARATORS = ' _.-';

/**
 * Whether a text holds one word of each list.
 * @param text in lower case
 * @param words in lower case; where one has a space, the text may have a separator or nothing
 */
export const holdsWords = (text: string, words: readonly (readonly string[])[]): boolean =>
  words.every((list) => list.some((word) => holdsWord(text, word.split(' '))));

function holdsWord(text: string, [first = '', ...rest]: readonly string[]): boolean {
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    if (goesOn(text, at + first.length, rest)) return true;
  }
  return false;
}

function goesOn(text: string, from: number, parts: readonly string[]): boolean {
  let at = from;
  for (const part of parts) {
    if (SEPARATORS.includes(text.charAt(at))) at += 1;
    if (!text.startsWith(part, at)) return false;
    at += part.length;
  }
  return true;
}
