import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { BuiltinError } from '../../../src/core/rego/builtins/builtin.ts';
import { parseTerm } from '../../../src/core/rego/parse-term.ts';
import type { EngineAnswer, EngineBuiltin } from '../../../src/node/engine/policy-builtins.ts';
import { createBuiltins, run } from './policy-fixture.ts';

describe('the built-ins of a policy', function () {
  this.timeout(60_000);

  it('run in TypeScript, and in the engine what is not written there', () => {
    const instance = run(
      'x := [sprintf("%q of %v", ["é", {2, 1}]), regex.replace("foo", "o+", "0"), yaml.unmarshal("a: [1]")]',
    );
    expect(instance.builtins).to.have.members(['sprintf', 'regex.replace', 'yaml.unmarshal']);
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: ['"é" of {1, 2}', 'f0', { a: [1] }] });
  });

  it('are undefined where they fail, for that call alone', () => {
    const instance = run(
      'x contains v if { some s in ["1.0.0", "one", "2.0.0"]; v := semver.compare(s, "1.5.0") }\n\nx contains "after"',
    );
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: [-1, 1, 'after'] });
  });

  it('are undefined where the engine says that they fail', () => {
    const instance = run('x := "refused" if not time.parse_ns("2006", "soon")');
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 'refused' });
  });

  it('stop the evaluation where they fail when errors are strict, without quoting the operand', () => {
    const instance = run('x := semver.compare("s3cret", "1.5.0")', { builtins: createBuiltins({ strict: true }) });
    expect(() => instance.evaluate('t/x'))
      .to.throw(/^the built-in function semver\.compare failed/)
      .and.satisfy((error: Error) => !error.message.includes('s3cret') && error.cause instanceof BuiltinError);
  });

  for (const call of [
    'http.send({"url": "http://localhost", "method": "get"})',
    'net.lookup_ip_addr("localhost")',
    'opa.runtime()',
    'rand.intn("k", 9)',
    'uuid.rfc4122("k")',
    'external_data({"provider": "p", "keys": ["k"]})',
  ]) {
    const name = call.split('(')[0] ?? '';
    it(`refuse ${name} with the reason, and never as undefined`, () => {
      const instance = run(`x := ${call}`);
      expect(() => instance.evaluate('t/x'))
        .to.throw(new RegExp(`${name} is refused: \\w+`))
        .with.property('code', 'POLICY_FAILED');
    });
  }

  it('stop the evaluation when the engine itself fails', () => {
    const engine: EngineBuiltin = () => {
      throw new Error('no engine here');
    };
    const instance = run('x := yaml.unmarshal("a")', { builtins: createBuiltins({ engine }) });
    expect(() => instance.evaluate('t/x'))
      .to.throw(/no engine here/)
      .with.property('code', 'POLICY_FAILED');
  });

  it('see one moment, the one of the decision', () => {
    const builtins = createBuiltins();
    const instance = run('x := [time.now_ns(), time.format(time.now_ns())]', { builtins });
    builtins.now = 1_700_000_000_123_456_789n;
    expect(instance.evaluateTerm(0)).to.deep.equal(
      parseTerm('[1700000000123456789, "2023-11-14T22:13:20.123456789Z"]'),
    );
    builtins.now = 0n;
    expect(instance.evaluateTerm(0)).to.deep.equal([0, '1970-01-01T00:00:00Z']);
  });

  it('do not answer before that moment is set', () => {
    const builtins = createBuiltins();
    builtins.now = undefined;
    expect(() => run('x := time.now_ns()', { builtins }).evaluate('t/x')).to.throw(/before the moment of the decision/);
  });

  it('can be more than OPA has, and other than OPA has', () => {
    const custom = new Map([['rand.intn', () => 4]]);
    const instance = run('x := rand.intn("dice", 6)', { builtins: createBuiltins({ custom }) });
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 4 });
  });

  it('ask the engine the same question once', () => {
    const asked: string[] = [];
    const engine: EngineBuiltin = (name, args): EngineAnswer => {
      asked.push(name + args);
      return { kind: 'value', term: '"answer"' };
    };
    const instance = run('x := [regex.replace("a", "b", c) | some c in ["1", "2"]]', {
      builtins: createBuiltins({ engine }),
    });
    for (let i = 0; i < 3; i++)
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: ['answer', 'answer'] });
    expect(asked).to.deep.equal(['regex.replace["a","b","1"]', 'regex.replace["a","b","2"]']);
  });

  it('keep bytes that are not text', () => {
    const instance = run(
      'x := [crypto.sha256(base64.decode("/wBh")), base64.encode(hex.decode("ff0061")), hex.encode(base64.decode("/wBh"))]',
    );
    const sha256 = createHash('sha256').update(Buffer.from('ff0061', 'hex')).digest('hex');
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: [sha256, '/wBh', 'ff0061'] });
  });

  it('do not answer at all about bytes that the engine could not see', () => {
    const instance = run('x := regex.replace(base64.decode("/w=="), "a", "b")');
    expect(() => instance.evaluate('t/x')).to.throw(/regex\.replace was given a string that is not UTF-8/);
  });

  it('keep every digit', () => {
    const instance = run('x := sprintf("%v %d %v", [123456789012345678901, 9007199254740993, [1.50]])');
    expect(instance.evaluate('t/x')).to.deep.equal({
      kind: 'value',
      value: '123456789012345678901 9007199254740993 [1.50]',
    });
  });
});
