import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { compareValues, equalValues } from '../../src/core/rego/compare.ts';
import { RegoNumber } from '../../src/core/rego/number.ts';
import { parseTerm } from '../../src/core/rego/parse-term.ts';
import { printTerm } from '../../src/core/rego/print-term.ts';
import { toTermText } from '../../src/core/rego/term-text.ts';
import { toJsonText } from '../../src/core/rego/to-json.ts';
import { isArray, type RegoValue } from '../../src/core/rego/value.ts';
import { loadRegoEngine, type RegoEngine } from '../../src/node/engine/rego-engine.ts';
import { anyString, anyValue } from './rego-arbitraries.ts';

describe("Rego values, against OPA's own", function () {
  this.timeout(120_000);
  const seed = Date.now() % 2 ** 31;
  let engine: RegoEngine;

  before(() => {
    engine = loadRegoEngine();
    console.log(`values fuzz: random seed ${seed}`);
  });

  it('sort as in OPA', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 6 }), (values) => {
        const theirs = ask('sort', [values]);
        const sorted = theirs !== null && isArray(theirs) ? theirs : [];
        const ours = [...values].sort(compareValues);
        expect(sorted).to.have.lengthOf(ours.length);
        expect(ours.every((value, i) => equalValues(value, sorted[i] ?? null))).to.equal(true);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('print as in OPA', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = typeof value === 'string' || isNumber(value) ? `[${printTerm(value)}]` : printTerm(value);
        const shown = typeof value === 'string' || isNumber(value) ? [value] : value;
        expect(ask('sprintf', ['%v', [shown]])).to.equal(text);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('quote as in Go', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(ask('sprintf', ['%q', [text]])).to.equal(printTerm(text));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('become JSON as in OPA', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const theirs = ask('json.marshal', [value]);
        expect(theirs).to.be.a('string');
        expect(printTerm(parseTerm(toJsonText(value)))).to.equal(
          typeof theirs === 'string' && printTerm(parseTerm(theirs)),
        );
      }),
      { seed, numRuns: 500 },
    );
  });

  function ask(name: string, operands: readonly RegoValue[]): RegoValue {
    const answer = engine.callBuiltin(name, toTermText(operands));
    if (answer.kind !== 'value') throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return parseTerm(answer.term);
  }
});

function isNumber(value: RegoValue): boolean {
  return typeof value === 'number' || value instanceof RegoNumber;
}
