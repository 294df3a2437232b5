/** The first cell of each row of each table, without its code marks. The row of dashes and the head are not rows. */
export function firstCells(markdown: string): readonly string[] {
  const lines = withoutCode(markdown).split('\n');
  return lines
    .filter((line, index) => line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1] ?? ''))
    .map((line) => plain(line.split('|')[1] ?? ''));
}

/** Headings of any level, without their marks. */
export function headings(markdown: string): readonly string[] {
  return withoutCode(markdown)
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => plain(line.replace(/^#+ /, '')));
}

/** The text of each fenced block in one language. */
export const codeBlocks = (markdown: string, language: string): readonly string[] =>
  [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

/** Where links lead: files and anchors of the project, not the web. */
export function localLinks(markdown: string): readonly string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** The anchor that a heading gets on the sites where these pages are read. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** Lines of fenced blocks are examples: neither tables nor headings nor links. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^(```+|~~~+)[^\n]*\n[\s\S]*?^\1\s*$/gm, '');
}

const isRule = (line: string): boolean => /^\|[\s:|-]+$/.test(line);

const plain = (text: string): string => text.replaceAll('`', '').trim();
