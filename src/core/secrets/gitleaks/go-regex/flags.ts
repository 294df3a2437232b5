/** What `(?i)`, `(?m)`, `(?s)` and `(?U)` turn on. */
export interface GoFlags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly isUngreedy: boolean;
}

export const NO_FLAGS: GoFlags = { ignoreCase: false, multiLine: false, dotAll: false, isUngreedy: false };

const FLAGS: Readonly<Record<string, keyof GoFlags>> = {
  i: 'ignoreCase',
  m: 'multiLine',
  s: 'dotAll',
  U: 'isUngreedy',
};

/**
 * The flags after `written`, such as `i-s`.
 * @returns undefined when it is no list of flags
 */
export function changeFlags(flags: GoFlags, written: string): GoFlags | undefined {
  const match = /^([imsU]*)(?:-([imsU]+))?$/.exec(written);
  if (match === null) return undefined;
  const changed: Record<keyof GoFlags, boolean> = { ...flags };
  for (const letter of match[1] ?? '') set(changed, letter, true);
  for (const letter of match[2] ?? '') set(changed, letter, false);
  return changed;
}

function set(flags: Record<keyof GoFlags, boolean>, letter: string, value: boolean): void {
  const flag = FLAGS[letter];
  if (flag !== undefined) flags[flag] = value;
}
