import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { PolicyInstance } from '../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../src/node/engine/policy-module.ts';
import { loadRegoEngine } from '../../src/node/engine/rego-engine.ts';
import { compileRego, createBuiltins } from '../node/engine/policy-fixture.ts';

/** Where the numbers come from: the document, or texts in it, which may be longer than what JavaScript reads. */
const OPERANDS = 'a := to_number(input.a)\n\nb := to_number(input.b)\n\nn := input.n\n\nm := input.m';

/** Rules that compute with integers, each with all its digits. */
const RULES: Readonly<Record<string, string>> = {
  'a sum': '[a + b, n + m, a + m, a + a]',
  'a difference': '[a - b, n - m, n - b, count(input.a) - 1]',
  'a product': '[a * b, n * m, a * 1048576000]',
  // OPA's Wasm divides to 18 digits.
  'a quotient': '[q | d := abs(b % 1000000000) + 1; q := [((a % 1000000000) * d) / d, ((n % 1000) * d) / d][_]]',
  'a remainder': '[r | b != 0; r := a % b]',
  'nothing, when it is divided by zero': '[q | q := [a / (b - b), (n - n) / (m - m), a % (n - n)][_]]',
  'a sum of sums': '((a + 1) - (b - n)) + ((m * 3) - -1)',
  'what is rounded': '[round(n - m), abs(n + 1), ceil(m * 3), floor(n - m)]',
  'what is compared': '[a < b, a <= b, a == b, a + 0 == b, n + 1 > m, n < b, max([a, b, n]), sort([a, b, n, m])]',
  'a set of numbers': '{a, b, n, m, a + 0, n - 0} - {m + 0}',
  'a key of an object': '{v | v := {0: "zero", 1: "one", -1: "minus", 4294967296: "long"}[a + n]}',
  'an index of an array': '[v | v := ["p", "q", "r"][[n, n - 1, a][_]]]',
  'the bits of what is small': '[bits.and(abs(n + 0), 255), bits.xor(abs(m - 0), 1), bits.lsh(1, abs(m % 8))]',
};

const edges = [
  0n,
  1n,
  9n,
  10n,
  1000n,
  ...[31n, 32n, 53n, 59n, 62n, 63n].map((bits) => 2n ** bits),
  10n ** 17n,
  10n ** 18n,
];
const integer = fc.oneof(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: -(2n ** 31n), max: 2n ** 31n }), {
  weight: 4,
  arbitrary: fc
    .tuple(fc.constantFrom(...edges), fc.bigInt({ min: -2n, max: 2n }), fc.boolean())
    .map(([edge, by, isNegative]) => (isNegative ? -(edge + by) : edge + by)),
});
const plain = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.maxSafeInteger());
const anyInput = fc.record({
  a: integer.map(String),
  b: integer.map(String),
  n: plain,
  m: plain,
});

describe("integers, against OPA's interpreter", function () {
  this.timeout(120_000);
  const seed = Date.now() % 2 ** 31;
  before(() => console.log(`integers fuzz: random seed ${seed}`));

  for (const [name, rule] of Object.entries(RULES)) {
    it(name, () => {
      const engine = loadRegoEngine();
      const text = `${OPERANDS}\n\nx := json.marshal(${rule})`;
      const ours = new PolicyInstance(createPolicyModule(compileRego(text, ['x'])), { builtins: createBuiltins() });
      const modules = [{ path: 'p.rego', text: `package t\n\n${text}\n`, regoVersion: 'v1' } as const];
      fc.assert(
        fc.property(anyInput, (input) => {
          ours.setInput(JSON.stringify(input));
          const outcome = ours.evaluate('t/x');
          const theirs = engine.evaluate({ modules, query: 'data.t.x', input });
          expect(theirs.errors).to.deep.equal([]);
          const expected = theirs.results[0]?.expressions[0];
          expect(outcome).to.deep.equal(
            expected === undefined ? { kind: 'undefined' } : { kind: 'value', value: expected },
          );
        }),
        { seed, numRuns: 40 },
      );
    });
  }
});
