import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTextScanner } from '../../../../src/core/secrets/text/create-text-scanner.ts';
import type { SearchOutcome, TextFinding } from '../../../../src/core/secrets/finding.ts';
import { runWithin } from '../../../../src/node/evaluation/run-within.ts';
import { loadGitleaksConfig } from '../../../../src/node/secrets/gitleaks/load-gitleaks-config.ts';
import { createDice } from '../../../support/dice.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function search(regex: string, text: string): Promise<SearchOutcome<TextFinding>> {
  using folder = temporaryFolder();
  folder.write('.gitleaks.toml', `[[rules]]\nid = 'a'\nregex = '''${regex}'''\n`);
  const ownRules = (): { rules: []; allowlists: [] } => ({ rules: [], allowlists: [] });
  const { rules } = await loadGitleaksConfig({ root: folder.path, file: '.gitleaks.toml', ownRules });
  const ports = { keyedHash: () => '0'.repeat(64), clock: () => performance.now() };
  const scanner = createTextScanner(rules, ports, { budgetMs: 500 });
  const bytes = Buffer.from(text, 'latin1');
  const outcome = runWithin(30_000, () => scanner.search({ path: 'a.txt', text, bytes }));
  return outcome.kind === 'done' ? outcome.value : expect.fail('the search did not end by itself');
}

describe('a rule of a user that is slow', function () {
  this.timeout(60_000);

  it('finds what it finds, where an engine that backtracks would never end', async () => {
    const { findings, incomplete } = await search('(?:(?:a+)+)+(!+)', `${'a'.repeat(200_000)} ${'a'.repeat(5)}!!`);
    expect(incomplete).to.equal(undefined);
    expect(findings).to.have.lengthOf(1);
    expect(findings[0]).to.include({ start: 200_006, end: 200_008 });
  });

  it('is stopped when its time is over, and the search is told to be incomplete', async () => {
    // Each character leads to a state that was not there before, with some 500 places.
    const dice = createDice(1);
    const text = Array.from({ length: 1_000_000 }, () => dice.pick(['a', 'b'])).join('');
    const { findings, incomplete } = await search('[ab]*a[ab]{999}z', text);
    expect(findings).to.deep.equal([]);
    expect(incomplete).to.match(/^500 ms are over/);
  });
});
