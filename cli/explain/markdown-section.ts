/** The text below a `## heading` of a page, up to the next one; undefined when there is no such heading, or nothing below it. */
export function sectionOf(page: string, heading: string): string | undefined {
  const lines = page.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === `## ${heading}`);
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  const text = rest
    .slice(0, end < 0 ? rest.length : end)
    .join('\n')
    .trim();
  return text === '' ? undefined : text;
}
