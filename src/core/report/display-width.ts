const ASCII = /^[\x20-\x7e]*$/;
const zeroWidth = (): RegExp => /^[\p{Mn}\p{Me}\u200c\u200d]$/u;
/** Where East Asian text and emoji live; terminals give these two columns. */
const wide = (): RegExp =>
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** How many terminal columns a printable text takes, so that a caret lands under its character. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  const [zero, two] = [zeroWidth(), wide()];
  let width = 0;
  for (const character of text) width += zero.test(character) ? 0 : two.test(character) ? 2 : 1;
  return width;
}
