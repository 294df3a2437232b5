import { expect } from 'chai';
import { describe, it } from 'mocha';
import { anchorOf, firstCells, headings, localLinks } from './markdown.ts';

const PAGE = `# A page, for tests

| code | meaning |
|---|---|
| \`ONE\` | [first](other.md#one) |
| TWO | [web](https://example.com) |

\`\`\`sh
# not a heading
| not | a table |
[not](a-link.md)
\`\`\`
`;

describe('reading Markdown', () => {
  it('finds the first cells of tables, without head and code', () => {
    expect(firstCells(PAGE)).to.deep.equal(['ONE', 'TWO']);
  });

  it('finds headings, and not comments of examples', () => {
    expect(headings(PAGE)).to.deep.equal(['A page, for tests']);
  });

  it('finds links into the project, and none to the web', () => {
    expect(localLinks(PAGE)).to.deep.equal(['other.md#one']);
  });

  it('names the anchor of a heading', () => {
    expect(anchorOf('A page, for `tests`')).to.equal('a-page-for-tests');
  });
});
