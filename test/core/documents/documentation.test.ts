import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { FAULT_CODES } from '../../../src/core/documents/document.ts';
import { DEFAULT_LIMITS } from '../../../src/core/documents/limits.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { DEVIATIONS } from './support/deviations.ts';

const page = readFileSync(path.join(packageRoot(), 'docs', 'documents.md'), 'utf8');

function firstCells(pattern: RegExp): readonly string[] {
  return [...page.matchAll(pattern)].map(([, name = '']) => name);
}

describe('docs/documents.md', () => {
  it('explains every fault code, and none that does not exist', () => {
    expect(firstCells(/^\| `([a-z]+(?:-[a-z]+)*)` +\|/gm)).to.deep.equal(FAULT_CODES);
  });

  it('lists every deviation from the YAML reader of Kubernetes', () => {
    expect(firstCells(/^\| \*\*(.+?)\*\*/gm)).to.deep.equal(DEVIATIONS.map(({ name }) => name));
  });

  it('states the limits', () => {
    const { maxLength, maxDocuments, maxFaults, maxDepth, maxAliasExpansion } = DEFAULT_LIMITS;
    expect(page)
      .to.match(/length of a file +\| 50 MiB/)
      .and.to.match(/documents in a file +\| 1,000,000/);
    expect(page)
      .to.match(/faulty documents in a file +\| 1,000 /)
      .and.to.match(/nesting +\| 200/);
    expect([maxLength, maxDocuments, maxFaults, maxDepth, maxAliasExpansion]).to.deep.equal([
      50 * 1024 ** 2,
      1_000_000,
      1000,
      200,
      1024 ** 2,
    ]);
  });
});
