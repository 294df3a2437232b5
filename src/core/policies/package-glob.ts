/**
 * conftest's globs over a package path, where `.` is an ordinary character: `*`, `?`, `[a-c]` and `[^a]`; a backslash takes the
 * next character as it is. A `[` without an end is no glob, and matches nothing. Source: conftest runner/test.go, Go's path.Match.
 */
export function matchesPackage(glob: string, packagePath: string): boolean {
  const parts = glob.match(PARTS);
  if (parts === null || parts.join('') !== glob || parts.includes('[')) return false;
  try {
    return new RegExp(`^${parts.map(toExpression).join('')}$`, 'su').test(packagePath);
  } catch {
    // A range such as [z-a], which holds no character.
    return false;
  }
}

const PARTS = /\[\^?(?:\\.|[^\]\\])+\]|\\.|[^\\]/gsu;

function toExpression(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  if (part.startsWith('\\')) return literal(part.slice(1));
  return part.startsWith('[') ? `[${part.slice(1, -1).replaceAll(/[[&~|]/g, '\\$&')}]` : literal(part);
}

const literal = (character: string): string => (/[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character);
