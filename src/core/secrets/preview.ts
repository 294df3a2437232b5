/** Shorter secrets show nothing of themselves: three characters of a password are a good part of it. */
const MIN_LENGTH_SHOWN = 20;
const SHOWN = 3;

/**
 * What a report may show of a secret: of long ones the first three characters, which for tokens are a vendor's prefix, and the
 * length.
 */
export function previewOf(secret: string): string {
  const length = `(${secret.length})`;
  if (secret.length < MIN_LENGTH_SHOWN || !isPlain(secret.slice(0, SHOWN))) return `…${length}`;
  return `${secret.slice(0, SHOWN)}…${length}`;
}

const isPlain = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);
