import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EXIT } from '../../cli/exit-codes.ts';
import { ERROR_CODES } from '../../src/core/errors.ts';
import { IMAGE_CODES } from '../../src/core/images/image-code.ts';
import { firstCells, headings } from './support/markdown.ts';
import { readProject } from './support/project-files.ts';

describe('docs/errors.md', () => {
  it('explains every error code, and none that does not exist', () => {
    const page = readProject('docs/errors.md');
    const explained = [...headings(page), ...firstCells(page)].filter((text) => /^[A-Z][A-Z_]{2,}$/.test(text));
    expect(new Set(explained)).to.deep.equal(new Set(Object.keys(ERROR_CODES)));
  });
});

describe('docs/exit-codes.md', () => {
  it('explains every exit code, and none that does not exist', () => {
    const page = readProject('docs/exit-codes.md');
    const explained = [...headings(page), ...firstCells(page)].flatMap((text) => (/^\d+/.exec(text) ?? []).map(Number));
    expect(new Set(explained)).to.deep.equal(new Set(Object.values(EXIT)));
  });
});

describe('docs/signed-images.md', () => {
  it('explains every code of images in the words of the program, and none that does not exist', () => {
    const lines = readProject('docs/signed-images.md').split('\n');
    const explained = lines.flatMap((line) => {
      const cells = /^\| `([A-Z]{3}_[A-Z_]+)`\s*\| (.+?)\s*\|$/.exec(line);
      return cells === null ? [] : [[cells[1], cells[2]]];
    });
    expect(Object.fromEntries(explained)).to.deep.equal(IMAGE_CODES);
  });
});
