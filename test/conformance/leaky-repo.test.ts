import { expect } from 'chai';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'mocha';
import { ownRules } from '../../src/core/secrets/rules/own-rules.ts';
import { createTextScanner } from '../../src/core/secrets/text/create-text-scanner.ts';

/** A checkout of github.com/Plazmaz/leaky-repo: files as people leak them, with the number of lines in each that are a risk. */
const CHECKOUT = process.env['SLUICE_LEAKY_REPO'];

/** What its labels count, and what of it must be found. More lines in a file than it has labels are false. */
const MIN_FOUND = 85;
const MAX_FALSE = 3;

interface Label {
  readonly risk: number;
  readonly informative: number;
}

describe('leaky-repo', () => {
  if (CHECKOUT === undefined) {
    it.skip('skipped: SLUICE_LEAKY_REPO names no checkout of it');
    return;
  }

  it(`has at least ${MIN_FOUND} of its 96 lines of risk found, and at most ${MAX_FALSE} false ones`, () => {
    const labels = readLabels(CHECKOUT);
    const outcome = { risk: 0, found: 0, wrong: 0 };
    for (const [path, lines] of searchFiles(CHECKOUT)) {
      const { risk, informative } = labels.get(path) ?? { risk: 0, informative: 0 };
      outcome.risk += risk;
      outcome.found += Math.min(risk, lines);
      outcome.wrong += Math.max(0, lines - risk - informative);
    }
    expect(outcome.risk).to.equal(96);
    expect(outcome.found).to.be.at.least(MIN_FOUND);
    expect(outcome.wrong).to.be.at.most(MAX_FALSE);
  });
});

/** Lines `path,risk,informative`. */
function readLabels(checkout: string): ReadonlyMap<string, Label> {
  const lines = readFileSync(join(checkout, '.leaky-meta/secrets.csv'), 'utf8').split(/\r?\n/);
  const rows = lines.filter((line) => /^[^#].*,\d+,\d+$/.test(line)).map((line) => line.split(','));
  return new Map(
    rows.map(([path = '', risk, informative]) => [path, { risk: Number(risk), informative: Number(informative) }]),
  );
}

/** Each file with the number of lines that something was found on. */
function* searchFiles(checkout: string): Generator<readonly [path: string, lines: number]> {
  const keyedHash = (text: string): string => createHmac('sha256', 'a key').update(text).digest('hex');
  const scanner = createTextScanner(ownRules(), { keyedHash, clock: () => performance.now() });
  for (const entry of readdirSync(checkout, { recursive: true, withFileTypes: true })) {
    const path = relative(checkout, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    if (!entry.isFile() || /^\.(?:git|leaky-meta)\//.test(path)) continue;
    const bytes = readFileSync(join(checkout, path));
    const text = bytes.toString('latin1');
    const lineOf = ({ start }: { readonly start: number }): number => text.slice(0, start).split('\n').length;
    yield [path, new Set(scanner.search({ path, text, bytes }).findings.map(lineOf)).size];
  }
}
