import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { createTextScanner } from '../../../../src/core/secrets/text/create-text-scanner.ts';
import { adversarialTexts } from './support/adversarial-texts.ts';

const LENGTH = 100_000;
/** The scanner reads its clock once in 64 runs of patterns over few characters, or in as much work as those. */
const RUNS_A_READING = 64;
const MOST_RUNS_A_CHARACTER = 3;

/** Counts work instead of time: `node bench/secrets.mjs` measures a megabyte of each. */
describe('a text that is made to take long', () => {
  let readings = 0;
  const clock = (): number => {
    readings++;
    return 0;
  };
  const ports = { keyedHash: (text: string): string => text, clock };
  const scanner = createTextScanner(ownRules(), ports);

  for (const [name, text] of Object.entries(adversarialTexts(LENGTH))) {
    for (const path of ['a.yaml', 'a.ts']) {
      it(`of ${name}, in ${path}, takes work in proportion to its length`, () => {
        readings = 0;
        expect(scanner.search({ path, text })).not.to.have.property('incomplete');
        expect((readings * RUNS_A_READING) / LENGTH).to.be.lessThan(MOST_RUNS_A_CHARACTER);
      });
    }
  }
});
