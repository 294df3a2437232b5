import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EXIT } from '../../cli/exit-codes.ts';
import { ERROR_CODES } from '../../src/core/errors.ts';
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
