import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import { printTerm } from '../../../src/core/rego/print-term.ts';
import { toTermText } from '../../../src/core/rego/term-text.ts';
import { PolicyInstance } from '../../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../../src/node/engine/policy-module.ts';
import { anyValue } from '../../conformance/rego-arbitraries.ts';
import { compileRego, createBuiltins, run } from './policy-fixture.ts';

const UNDEFINED = { kind: 'undefined' };

describe('a policy instance', function () {
  this.timeout(60_000);

  describe('says what a rule says', () => {
    it('with the value of a complete rule', () => {
      const instance = run('x := {"sum": 1 + 2, "input": input.a}');
      instance.setInput('{"a": [true, null]}');
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: { sum: 3, input: [true, null] } });
    });

    it("with a set as an array in OPA's order", () => {
      const instance = run('x contains y if some y in input');
      instance.setInput('["b", "a", 10, 9, null, [1], {"k": 1}, true, "\u{10000}", "\uffff"]');
      const value = [null, true, 9, 10, 'a', 'b', '\uffff', '\u{10000}', [1], { k: 1 }];
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value });
    });

    it("with the members of objects and sets in OPA's order, however many they are", () => {
      const instance = run('x := [[[k, v] | some k, v in input], [e | some e in {e | some e, _ in input}]]');
      for (const count of [0, 1, 2, 7, 8, 9, 16, 17, 33, 100, 1000]) {
        // 7 and 1009 have no common divisor: each key is another.
        const keys = Array.from({ length: count }, (_, i) => `key ${String((i * 7) % 1009).padStart(4, '0')}`);
        instance.setInput(JSON.stringify(Object.fromEntries(keys.map((key, i) => [key, i]))));
        const sorted = keys.toSorted();
        const value = [sorted.map((key) => [key, keys.indexOf(key)]), sorted];
        expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value });
      }
    });

    it('with what a rule says under another input, and what it says otherwise', () => {
      const instance = run(`
a := input.n
b := a
x := [b, c, d, b] if {
  c := b with input.n as 2
  e := b with input.n as 4
  d := [b, e] with input.n as 3
}`);
      instance.setInput('{"n": 1}');
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: [1, 2, [3, 4], 1] });
    });

    it('with undefined for a rule that does not hold and for an empty set', () => {
      const instance = new PolicyInstance(
        createPolicyModule(compileRego('p if input.a\n\nq contains 1 if input.a', ['p', 'q'])),
        {
          builtins: createBuiltins(),
        },
      );
      instance.setInput('{}');
      expect(instance.evaluate('t/p')).to.deep.equal(UNDEFINED);
      expect(instance.evaluate('t/q')).to.deep.equal(UNDEFINED);
    });

    it('with a fault for a rule that was not compiled', () => {
      expect(run('x := 1').evaluate('t/y')).to.deep.include({ kind: 'fault', code: 'POLICY_NOT_FOUND' });
    });

    it('exactly, whatever value passes through', () => {
      const instance = run('x := input');
      const number = instance.entrypoints.get('t/x') ?? -1;
      fc.assert(
        fc.property(anyValue, (value) => {
          instance.setInput(toTermText(value));
          const seen = instance.evaluateTerm(number);
          expect(seen === undefined ? undefined : printTerm(seen)).to.equal(printTerm(value));
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('takes an input', () => {
    for (const input of ['false', '0', '""', 'null']) {
      it(`of ${input}, which is a document like any other`, () => {
        const instance = run('x := {"input": input}');
        instance.setInput(input);
        expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: { input: JSON.parse(input) } });
      });
    }

    it('or none, and then `input` is undefined', () => {
      const instance = run('x := "none" if not input\n\nx := "one" if input');
      instance.setInput('{}');
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 'one' });
      instance.setInput();
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 'none' });
    });

    it('and other members in it, whatever they and the rest are, as if all had been given at once', () => {
      const rego = 'x := {"all": input, "each": {k: input[k] | some k, _ in input}, "same": input.a == input.p}';
      const [whole, parts] = [run(rego), run(rego)];
      const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value));
      fc.assert(
        fc.property(json, fc.array(json, { minLength: 1, maxLength: 4 }), (a, members) => {
          parts.setInput(`{"a":${a},"p":null,"z":1}`);
          for (const p of members) {
            parts.setInputMember('p', p);
            whole.setInput(`{"a":${a},"p":${p},"z":1}`);
            expect(parts.evaluate('t/x')).to.deep.equal(whole.evaluate('t/x'));
          }
        }),
        { numRuns: 300 },
      );
    });

    it('and members that inputs before it had, whatever was in memory meanwhile', () => {
      const rule = 'x := [input, data.d, [concat("-", [t, input.z]) | some t in split(input.z, ""); t != ""]]';
      const [parts, whole] = [run(rule), run(rule)];
      const member = fc.constantFrom('{"a":["b",1.50]}', '{"a":["c"]}', '[]', '"text"', '{"wide":[[1],[2],[3],{}]}');
      const step = fc.record({
        data: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 10 }),
        z: fc.string({ maxLength: 2000 }),
        members: fc.array(member, { minLength: 1, maxLength: 6 }),
      });
      fc.assert(
        fc.property(step, ({ data, z, members }) => {
          if (data !== null) for (const one of [parts, whole]) one.setData(`{"d":${data}}`);
          parts.setInput(JSON.stringify({ p: null, z }));
          for (const p of members) {
            parts.setInputMember('p', p);
            whole.setInput(`{"p":${p},"z":${JSON.stringify(z)}}`);
            expect(parts.evaluate('t/x')).to.deep.equal(whole.evaluate('t/x'));
          }
        }),
        { numRuns: 300 },
      );
    });

    it('and no member that it does not have', () => {
      for (const input of ['{"q": 1}', '["p"]', '"p"']) {
        const instance = run('x := input');
        instance.setInput(input);
        expect(() => instance.setInputMember('p', '1')).to.throw(SluiceError, 'the input has no p');
      }
      expect(() => run('x := input').setInputMember('p', '1')).to.throw(SluiceError, 'the input has no p');
    });

    it('and members again and again, in memory that does not grow', () => {
      const instance = run('x := count(input.p)');
      instance.setInput('{"a":["rest"],"p":null}');
      const list = JSON.stringify(Array.from({ length: 10_000 }, (_, n) => `member ${n}`));
      for (let round = 0; round < 200; round++) {
        instance.setInputMember('p', list);
        expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 10_000 });
      }
      expect(instance.memoryBytes).to.be.lessThan(32 * 1024 ** 2);
    });

    it('and ever other members, in memory that does not grow', () => {
      const instance = run('x := count(input.p)');
      const list = Array.from({ length: 1000 }, (_, n) => `member ${n}`);
      for (let round = 0; round < 1000; round++) {
        instance.setInput('{"p":null}');
        instance.setInputMember('p', JSON.stringify([...list, round]));
        expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 1001 });
      }
      expect(instance.memoryBytes).to.be.lessThan(16 * 1024 ** 2);
    });

    it('with halves of surrogate pairs, which are U+FFFD as for the API server', () => {
      const instance = run('x := input');
      instance.setInput(String.raw`["\ud83d", "\ud83d\ude00", "\\ud83d", "\ude00\ud83d"]`);
      const value = ['\ufffd', '😀', String.raw`\ud83d`, '\ufffd\ufffd'];
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value });
    });

    it('and refuses text that is not JSON', () => {
      expect(() => run('x := 1').setInput('{"a": '))
        .to.throw(SluiceError)
        .with.property('code', 'INPUT_INVALID');
    });

    it('beside data, which is {} until it is set and again when set anew', () => {
      const instance = run('default x := "nobody"\n\nx := data.names[0]');
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 'nobody' });
      for (const name of ['ann', 'bob']) {
        instance.setData(JSON.stringify({ names: [name] }));
        instance.setInput('{}');
        expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: name });
      }
    });
  });

  describe('when a policy goes wrong', () => {
    it('throws with the place of a conflict, and is not used again', () => {
      const instance = run('x := y if some y in input');
      instance.setInput('[1, 2]');
      expect(() => instance.evaluate('t/x'))
        .to.throw(/pölicy\.rego:3:\d+: var assignment conflict/)
        .with.property('code', 'POLICY_FAILED');
      expect(() => instance.setInput('[1]')).to.throw(/used after it had failed/);
    });

    it('throws when it wants more memory than it may have', () => {
      const instance = run('x := count(numbers.range(1, input))', { maximumPages: 64 });
      instance.setInput('10');
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 10 });
      instance.setInput('1000000');
      expect(() => instance.evaluate('t/x'))
        .to.throw(/opa_malloc: failed/)
        .with.property('code', 'POLICY_FAILED');
    });

    it('throws when an input is nested deeper than the stack', () => {
      const instance = run('x := input');
      expect(() => instance.setInput('['.repeat(1_000_000)))
        .to.throw(SluiceError)
        .with.property('code', 'POLICY_FAILED');
    });

    it('does not start with less memory than the policies need', () => {
      expect(() => run('x := 1', { maximumPages: 1 }))
        .to.throw(/need \d+ pages/)
        .with.property('code', 'POLICY_INVALID');
    });
  });

  describe('over many evaluations', () => {
    const POLICY = `
x contains msg if {
  some i, name in input.names
  regex.match(sprintf("^[a-z]{%d}$", [i + 1]), name)
  not glob.match("*z", [], name)
  msg := sprintf("%v: %s of %d", [{name, i}, upper(name), count(input.names)])
}`;

    it('keeps its memory flat and its answers right', () => {
      const instance = run(POLICY, { garbageBytes: 256 * 1024 });
      const inputs = ['a', 'b', 'c'].map((letter) =>
        JSON.stringify({ names: [letter, `${letter}b`, 'xyz', 'long name'] }),
      );
      const first = inputs.map((input) => evaluateWith(instance, input));
      const memory = instance.memoryBytes;
      for (let i = 0; i < 20_000; i++) {
        instance.setInput(inputs[i % 3] ?? '');
        for (let again = 0; again < 4; again++) instance.evaluate('t/x');
        if (i % 1000 === 0) expect(instance.evaluate('t/x')).to.deep.equal(first[i % 3]);
      }
      expect(first[0]).to.deep.equal({ kind: 'value', value: ['{0, "a"}: A of 4', '{1, "ab"}: AB of 4'] });
      expect(inputs.map((input) => evaluateWith(instance, input))).to.deep.equal(first);
      expect(instance.memoryBytes - memory).to.be.lessThan(1024 ** 2);
      expect(instance.needsRecycling).to.equal(false);
    });

    it('judges by regular expressions and globs as at first when those that it keeps have more room than there is', () => {
      const instance = run(
        `
x := [all | some pattern in input.patterns
  all := [regex.match(pattern, "abcz"), glob.match(pattern, [], "abcz"), regex.find_all_string_submatch_n(pattern, "abcz", -1)]]`,
        { garbageBytes: 0 },
      );
      const patterns = Array.from({ length: 150 }, (_, i) => `^(?:[a-y]{1,${i + 1}}){3}z?`);
      const ask = (some: readonly string[]): unknown => evaluateWith(instance, JSON.stringify({ patterns: some }));
      const few = ['b', 'a.*z$', 'a*z'];
      const first = ask(few);
      expect(first).to.deep.equal({
        kind: 'value',
        value: [
          [true, false, [['b']]],
          [true, false, [['abcz']]],
          [true, true, [['z']]],
        ],
      });
      for (let i = 0; i < 5; i++) {
        const value = patterns.map(() => [true, false, [['abcz']]]);
        expect(ask(patterns)).to.deep.equal({ kind: 'value', value });
        expect(ask(few)).to.deep.equal(first);
      }
      expect(instance.needsRecycling).to.equal(false);
    });

    it('keeps data and input while it takes back the garbage above them', () => {
      const instance = run('x := [count(numbers.range(1, 1000)), data.list, input]', { garbageBytes: 0 });
      instance.setData(JSON.stringify({ list: ['data', 1, { deep: [true] }] }));
      for (const input of ['["first", {"a": 1.5}]', '["second", {"b": null}]']) {
        instance.setInput(input);
        const value = [1000, ['data', 1, { deep: [true] }], JSON.parse(input)];
        for (let i = 0; i < 3; i++) expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value });
      }
    });

    it('asks to be replaced once its memory has grown beyond the watermark', () => {
      const instance = run('x := count(numbers.range(1, input))', { watermarkBytes: 1024 ** 2 });
      expect(instance.needsRecycling).to.equal(false);
      evaluateWith(instance, '100000');
      expect(instance.needsRecycling).to.equal(true);
    });

    it('does not count data as growth', () => {
      const instance = run('x := count(data.list)', { watermarkBytes: 1024 ** 2 });
      instance.setData(JSON.stringify({ list: Array.from({ length: 100_000 }, (_, i) => i) }));
      expect(evaluateWith(instance, '{}')).to.deep.equal({ kind: 'value', value: 100_000 });
      expect(instance.needsRecycling).to.equal(false);
    });
  });
});

function evaluateWith(instance: PolicyInstance, input: string): ReturnType<PolicyInstance['evaluate']> {
  instance.setInput(input);
  return instance.evaluate('t/x');
}
