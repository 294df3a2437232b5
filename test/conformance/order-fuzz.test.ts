import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../src/core/model/json.ts';
import { PolicyInstance } from '../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../src/node/engine/policy-module.ts';
import { loadRegoEngine } from '../../src/node/engine/rego-engine.ts';
import { compileRego, createBuiltins } from '../node/engine/policy-fixture.ts';

/** Rules whose answer depends on the order in which members of sets and keys of objects are met. */
const RULES: Readonly<Record<string, string>> = {
  'an array of the keys of an object': 'x := [k | some k, _ in input.object]',
  'an array of the values of an object': 'x := [v | v := input.object[_]]',
  'an array of the members of a set': 'set := {m | m := input.list[_]}\n\nx := [m | some m in set]',
  'a set within a set': 'set := {{m | m := l[_]} | l := input.lists[_]}\n\nx := [[m, n] | some m in set; some n in m]',
  'keys that are no strings':
    'object := {m: i | some i, m in {n | n := input.list[_]}}\n\nx := [[k, v] | v := object[k]]',
  'a walk': 'x := [p | walk(input, [p, _])]',
  'a walk with values': 'x := [v | walk(input.object, [_, v])]',
  'joined strings': 'x := concat("-", {t | t := input.texts[_]})',
  'text of JSON': 'x := json.marshal({"o": input.object, "s": {m | m := input.list[_]}, "t": input.texts})',
  'replaced texts': 'x := strings.replace_n({t: "*" | t := input.texts[_]; t != ""}, concat("", input.texts))',
  'the first that is found': 'x := [k | some k, v in input.object; v != null][0]',
  'a rule of a set': 's contains k if some k, _ in input.object\n\nx := [k | s[k]]',
  'a function of each': 'f(k) := sprintf("%v", [k])\n\nx := [f(k) | some k, _ in input.object]',
};

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', 'Z', '_', '1', '<'), maxLength: 4 });
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<JsonValue>(null, true, false),
    fc.integer({ min: -20, max: 20 }),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
})).value;
const anyInput = fc.record({
  object: fc.dictionary(text, value, { maxKeys: 12, noNullPrototype: true }),
  list: fc.array(value, { maxLength: 12 }),
  lists: fc.array(fc.array(value, { maxLength: 4 }), { maxLength: 4 }),
  texts: fc.array(text, { maxLength: 8 }),
});

describe("the order in which things are met, against OPA's own", function () {
  this.timeout(120_000);
  const seed = Date.now() % 2 ** 31;
  before(() => console.log(`order fuzz: random seed ${seed}`));

  for (const [name, rule] of Object.entries(RULES)) {
    it(name, () => {
      const engine = loadRegoEngine();
      const ours = new PolicyInstance(createPolicyModule(compileRego(rule, ['x'])), { builtins: createBuiltins() });
      const modules = [{ path: 'p.rego', text: `package t\n\n${rule}\n`, regoVersion: 'v1' } as const];
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
        { seed, numRuns: 60 },
      );
    });
  }
});
