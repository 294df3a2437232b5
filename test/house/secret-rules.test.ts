import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readProject } from './support/project-files.ts';
import { secretRulesPage } from './support/secret-rules-page.ts';

describe('docs/secret-rules.md', () => {
  it('lists the rules that ship: node scripts/write-secret-rules.mjs writes it', () => {
    expect(readProject('docs/secret-rules.md')).to.equal(secretRulesPage());
  });
});
