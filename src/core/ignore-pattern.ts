/**
 * Turns `--ignore` patterns into one test. A pattern is a glob over the shown path: `*` inside a folder, `**` across folders,
 * `?` one character; a pattern without `/` matches a name at any depth; one that names a folder leaves out what is in it.
 */
export function ignoreTest(patterns: readonly string[]): (displayPath: string) => boolean {
  const expressions = patterns.map(toExpression);
  return (displayPath) => expressions.some((expression) => expression.test(displayPath));
}

function toExpression(pattern: string): RegExp {
  const trimmed = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const anchored = trimmed.includes('/');
  const body = trimmed
    .replace(/^\//, '')
    .split(/(\*\*\/?|\*|\?)/)
    .map(globPart)
    .join('');
  return new RegExp(`${anchored ? '^/?' : '(?:^|/)'}${body}(?:/.*)?$`, 's');
}

function globPart(part: string): string {
  switch (part) {
    case '**/':
      return '(?:.*/)?';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
    default:
      return part.replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&');
  }
}
