/** A text as one word of a POSIX shell. One that begins with a dash would be taken for a flag, so it gets a folder. */
export function shellWord(text: string): string {
  const path = text.startsWith('-') ? `./${text}` : text;
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
