import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readProject } from './support/project-files.ts';
import { ownProofsModule } from './support/own-proofs-module.ts';
import { secretRulesPage } from './support/secret-rules-page.ts';

describe('docs/secret-rules.md', () => {
  it('lists the rules that ship: node scripts/write-secret-rules.mjs writes it', () => {
    expect(readProject('docs/secret-rules.md')).to.equal(secretRulesPage());
  });
});

describe('src/core/secrets/rules/own-proofs.ts', () => {
  it('says what is proved of the rules that ship: node scripts/write-secret-rules.mjs writes it', () => {
    expect(readProject('src/core/secrets/rules/own-proofs.ts')).to.equal(ownProofsModule());
  }).timeout(60_000);
});
