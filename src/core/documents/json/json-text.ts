/** Offset of the first character at or behind `start` that is no JSON white space. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
  return at;
}

/** Offset behind the JSON string that opens at `start`; -1 when it is malformed. */
export function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) {
      const length = escapeLength(text, at);
      if (length === 0) return -1;
      at += length;
      // Behind the end of the text the code is NaN, which is refused here too.
    } else if (code >= 0x20) at += 1;
    else return -1;
  }
}

function escapeLength(text: string, at: number): number {
  const letter = text.charAt(at + 1);
  if (letter === 'u') return /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
  return letter !== '' && '"\\/bfnrt'.includes(letter) ? 2 : 0;
}
