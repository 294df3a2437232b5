/** Whether most characters are the same as, or next to, the one before: `abcdefgh`, `12345678`, `aaaabbbb`. */
export function isSequence(text: string): boolean {
  let steps = 0;
  for (let i = 1; i < text.length; i++) if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) <= 1) steps++;
  return text.length > 2 && steps >= (text.length - 1) * MIN_SHARE;
}

const MIN_SHARE = 0.6;
