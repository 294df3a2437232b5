/** The entries of a `.gitleaksignore`. */
export interface GitleaksIgnore {
  /** `file:rule:line` or `commit:file:rule:line`, each once. */
  readonly entries: readonly string[];
  /** What people should know: entries that are none, and that entries name places. */
  readonly notices: readonly string[];
}

/**
 * Reads a `.gitleaksignore`: entries `file:rule:line`, for any commit, and `commit:file:rule:line`. They accept what stands at a
 * place, also what comes to stand there later, which is why sluice's own acceptances are made of content.
 * @param name of the file, for notices
 */
export function parseGitleaksIgnore(text: string, name = '.gitleaksignore'): GitleaksIgnore {
  const entries = new Set<string>();
  const notices: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) continue;
    const entry = toEntry(written);
    if (entry === undefined)
      notices.push(`${name}:${index + 1}: no entry: file:rule:line or commit:file:rule:line is one`);
    else entries.add(entry);
  }
  if (entries.size > 0) notices.push(POSITIONAL(name, entries.size));
  return { entries: [...entries], notices };
}

const POSITIONAL = (name: string, size: number): string =>
  `${name}: ${size === 1 ? '1 entry accepts' : `${size} entries accept`} whatever stands at a place; "sluice baseline" accepts what is there`;

/** Backslashes of Windows are those of paths. */
function toEntry(written: string): string | undefined {
  const parts = written.split(':');
  if (parts.length !== 3 && parts.length !== 4) return undefined;
  const line = parts.at(-1) ?? '';
  if (!/^[0-9]+$/.test(line)) return undefined;
  const file = parts.length - 3;
  return parts.map((part, index) => (index === file ? part.replaceAll('\\', '/') : part)).join(':');
}
