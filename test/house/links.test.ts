import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { anchorOf, headings, localLinks } from './support/markdown.ts';
import { isThere, projectFiles, readProject } from './support/project-files.ts';

const pages = projectFiles().filter((file) => file.endsWith('.md'));

describe('the pages', () => {
  it('link only to what is there', () => {
    const dead = pages.flatMap((page) =>
      localLinks(readProject(page))
        .filter((link) => !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(pages).to.include('README.md');
    expect(dead).to.deep.equal([]);
  });

  it('of docs/ can all be reached from the README or the architecture', () => {
    const entries = ['README.md', 'docs/architecture.md'];
    const linked = new Set(
      entries.flatMap((page) => localLinks(readProject(page)).map((link) => targetOf(page, link).file)),
    );
    const docs = pages.filter((page) => page.startsWith('docs/') && !entries.includes(page));
    expect(docs.filter((page) => !linked.has(page))).to.deep.equal([]);
  });
});

function targetOf(page: string, link: string): { readonly file: string; readonly anchor: string } {
  const [file = '', anchor = ''] = decodeURI(link).split('#');
  return { file: file === '' ? page : path.posix.join(path.posix.dirname(page), file).replace(/\/$/, ''), anchor };
}

function leadsSomewhere(page: string, link: string): boolean {
  const { file, anchor } = targetOf(page, link);
  if (!isThere(file)) return false;
  return anchor === '' || !file.endsWith('.md') || headings(readProject(file)).map(anchorOf).includes(anchor);
}
