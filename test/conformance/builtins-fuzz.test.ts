import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ASK_ENGINE } from '../../src/core/rego/builtins/builtin.ts';
import { BUILTINS } from '../../src/core/rego/builtins/table.ts';
import { loadRegoEngine, type RegoEngine } from '../../src/node/engine/rego-engine.ts';
import { operandsOf } from './builtin-operands.ts';
import { differenceOf } from './compare-builtin.ts';

const FIXED_SEED = 20_260_101;
const FORMATS = 1500;
const CALLS = 60;
/** They have an effect or none at all, and no answer to compare. */
const SILENT: ReadonlySet<string> = new Set(['internal.print', 'trace']);

describe("the built-ins in TypeScript, against OPA's own", function () {
  this.timeout(120_000);
  const randomSeed = Date.now() % 2 ** 31;
  let engine: RegoEngine;

  before(() => {
    engine = loadRegoEngine();
    console.log(`built-ins fuzz: random seed ${randomSeed}`);
  });

  for (const [name, builtin] of BUILTINS) {
    if (SILENT.has(name)) continue;
    for (const seed of [FIXED_SEED, randomSeed]) {
      it(`${name} gives OPA's answer (${seed === FIXED_SEED ? 'fixed' : 'random'} seed)`, () => {
        const numRuns = name === 'sprintf' ? FORMATS : CALLS;
        fc.assert(
          fc.property(operandsOf(name), (operands) => {
            expect(differenceOf(engine, name, builtin, operands)).to.equal(undefined);
          }),
          { seed, numRuns },
        );
      });
    }
  }

  it('answer for most quantities without OPA', () => {
    const context = { nowNanoseconds: 0n, digest: () => new Uint8Array(), print: () => {} };
    const asked = fc.sample(operandsOf('units.parse'), { seed: FIXED_SEED, numRuns: 200 }).filter((operands) => {
      try {
        return BUILTINS.get('units.parse')?.(operands, context) === ASK_ENGINE;
      } catch {
        return false;
      }
    });
    expect(asked.length).to.be.lessThan(150);
  });
});
