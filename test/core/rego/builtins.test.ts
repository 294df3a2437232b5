import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ASK_ENGINE, BuiltinError } from '../../../src/core/rego/builtins/builtin.ts';
import { BUILTINS } from '../../../src/core/rego/builtins/table.ts';
import { parseTerm } from '../../../src/core/rego/parse-term.ts';
import { printTerm } from '../../../src/core/rego/print-term.ts';
import { isArray } from '../../../src/core/rego/value.ts';

describe('the built-ins in TypeScript', () => {
  const answers: Readonly<Record<string, string>> = {
    'strings.any_prefix_match(["abc", ["x", "ab"]])': 'true',
    'strings.any_suffix_match([{"abc"}, {"x", "ab"}])': 'false',
    'strings.count(["cheese", "e"])': '3',
    'strings.count(["é😀", ""])': '3',
    'strings.split_n(["a.b.c", ".", -2])': '["b", "c"]',
    'indexof_n(["ééaéé", "éé"])': '[0, 3]',
    'object.subset([{"a": {"b": [1, 2, 3]}, "c": 1}, {"a": {"b": [2, 3]}}])': 'true',
    'object.subset([{"a": {1, 2}}, {"a": {3}}])': 'false',
    'object.subset([[1, 2], {2}])': 'true',
    'cast_set([[2, 1, 1.0]])': '{1, 2}',
    'cast_array([{2, 1}])': '[1, 2]',
    'hex.encode(["é"])': '"c3a9"',
    'base64url.encode_no_pad(["a?>~"])': '"YT8-fg"',
    'urlquery.encode(["a b/é~"])': '"a+b%2F%C3%A9~"',
    'urlquery.decode(["a+b%2F%C3%A9"])': '"a b/é"',
    'semver.compare(["v1.10.0", "1.9.9"])': '1',
    'semver.compare(["1.0.0-alpha.2", "1.0.0-alpha.10"])': '-1',
    'semver.compare(["1.0.0-rc.1", "1.0.0+build"])': '-1',
    'semver.is_valid(["1.02.3"])': 'false',
    'semver.is_valid([1])': 'false',
    'units.parse(["100m"])': '0.1000000000',
    'units.parse(["1.5Gi"])': '1610612736',
    'units.parse_bytes(["10MiB"])': '10485760',
    'time.parse_rfc3339_ns(["2024-02-29T12:00:00.5+02:00"])': '1709200800500000000',
    'time.parse_duration_ns(["1h30m"])': '5400000000000',
    'time.now_ns([])': '1700000000000000001',
    'trace(["note"])': 'true',
  };
  for (const [call, expected] of Object.entries(answers)) {
    it(`${call} is ${expected}`, () => {
      expect(answerOf(call)).to.equal(expected);
    });
  }

  for (const call of [
    'hex.decode(["abc"])',
    'semver.compare(["1", "1.0.0"])',
    'strings.count([1, ""])',
    'indexof_n(["a", ""])',
    'cast_string([1])',
  ]) {
    it(`${call} fails as in OPA`, () => {
      expect(() => answerOf(call)).to.throw(BuiltinError);
    });
  }

  for (const call of [
    'units.parse(["1e3Ki"])',
    'units.parse_bytes(["1.5Gi"])',
    'time.parse_rfc3339_ns(["2024-02-30T00:00:00Z"])',
    'time.parse_duration_ns(["1.5h"])',
  ]) {
    it(`${call} is left to OPA itself`, () => {
      expect(answerOf(call)).to.equal('the engine');
    });
  }

  it('print every combination of values, and what is undefined', () => {
    const printed: string[] = [];
    answerOf('internal.print([[{"a"}, {1, 2}, set(), {["x"]}]])', printed);
    expect(printed).to.deep.equal(['a 1 <undefined> ["x"]', 'a 2 <undefined> ["x"]']);
  });
});

function answerOf(call: string, printed: string[] = []): string {
  const [, name = '', text = ''] = /^([\w.]+)\((.*)\)$/.exec(call) ?? [];
  const operands = parseTerm(text);
  const context = {
    nowNanoseconds: 1_700_000_000_000_000_001n,
    digest: () => new Uint8Array(),
    print: (line: string) => printed.push(line),
  };
  const answer = BUILTINS.get(name)?.(operands !== null && isArray(operands) ? operands : [], context) ?? null;
  return answer === ASK_ENGINE ? 'the engine' : printTerm(answer);
}
