import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { RegoModule } from '../../../src/node/engine/engine-protocol.ts';
import { createPolicyModule } from '../../../src/node/engine/policy-module.ts';
import { loadRegoEngine } from '../../../src/node/engine/rego-engine.ts';

const engine = loadRegoEngine();

const v1 = (path: string, text: string): RegoModule => ({ path, text, regoVersion: 'v1' });
const v0 = (path: string, text: string): RegoModule => ({ path, text, regoVersion: 'v0' });

describe('Rego engine', () => {
  it('says what is linked in', () => {
    expect(engine.version()).to.deep.include({ opa: '1.22.0' });
  });

  describe('exportTemplates', () => {
    const modules = [
      v1('p.rego', 'package main\nimport data.lib.x\ndeny contains x.text if input.kind == "Pod"'),
      v1('x.rego', 'package lib.x\ntext := "no pods"'),
    ];

    it('gives the Rego of a template and its libraries', () => {
      const { templates, errors } = engine.exportTemplates({
        modules,
        policies: [{ package: 'main', rules: ['deny'], document: true }],
      });
      expect(errors).to.deep.equal([]);
      expect(templates[0]?.rego).to.contain('deny contains x.text if input.review.object.kind == "Pod"');
      expect(templates[0]?.libs).to.deep.equal(['package lib.x\n\ntext := "no pods"\n']);
    });

    it('says what stands in the way, with its place', () => {
      const [template] = engine.exportTemplates({
        modules: [v1('p.rego', 'package p\nviolation contains input.source.file')],
        policies: [{ package: 'p', rules: ['violation'], document: false }],
      }).templates;
      expect(template).to.deep.include({ rego: '', libs: [] });
      expect(template?.obstacles[0]).to.deep.include({ path: 'p.rego', row: 2, code: 'not_exportable' });
    });
  });

  describe('compile', () => {
    it('makes one Wasm module of policies in both versions of the language', () => {
      const result = engine.compile({
        modules: [
          v0('old.rego', 'package old\nviolation[{"msg": msg}] { msg := input.a }'),
          v1('new.rego', 'package new\nviolation contains {"msg": "no"} if input.b'),
        ],
        entrypoints: ['old/violation', 'new/violation'],
      });
      expect(result.errors).to.deep.equal([]);
      expect(result.entrypoints).to.deep.equal(['old/violation', 'new/violation']);
      expect(createPolicyModule(result.wasm ?? new Uint8Array()).minimumPages).to.be.greaterThan(0);
    });

    it('gives the same bytes in a fresh engine', () => {
      const request = { modules: [v1('p.rego', 'package p\nx contains y if some y in input.z')], entrypoints: ['p/x'] };
      expect(loadRegoEngine().compile(request)).to.deep.equal(engine.compile(request));
    });

    it('reports a broken module with its place and its source line, and keeps the others', () => {
      const result = engine.compile({
        modules: [v1('good.rego', 'package good\nx := 1'), v1('bad.rego', 'package bad\n\nx if nope(1)')],
        entrypoints: ['good/x', 'bad/x'],
      });
      expect(result.entrypoints).to.deep.equal(['good/x']);
      expect(result.excluded).to.deep.equal(['bad']);
      expect(result.errors[0]).to.deep.equal({
        path: 'bad.rego',
        row: 3,
        col: 6,
        code: 'rego_type_error',
        message: 'undefined function nope',
        line: 'x if nope(1)',
      });
      expect(result.errors[1]?.code).to.equal('entrypoint_excluded');
    });

    it('gives no Wasm when nothing is left', () => {
      const result = engine.compile({ modules: [v1('bad.rego', 'package')], entrypoints: ['bad/x'] });
      expect(result.wasm).to.equal(undefined);
      expect(result.errors.map(({ code }) => code)).to.deep.equal(['rego_parse_error', 'entrypoint_undefined']);
    });

    it('refuses built-ins that make a verdict unrepeatable, and says why', () => {
      const request = { modules: [v1('p.rego', 'package p\nx := http.send({})')], entrypoints: ['p/x'] };
      const [fault] = engine.compile(request).errors;
      expect(fault?.code).to.equal('builtin_refused');
      expect(fault?.message).to.match(/^http\.send is refused: .*network/);
      expect(engine.compile({ ...request, denyBuiltins: [] }).errors).to.deep.equal([]);
    });
  });

  it('compiles a query as the only entrypoint', () => {
    const { wasm, errors } = engine.compileQuery({ modules: [], query: 'x = input.a' });
    expect(errors).to.deep.equal([]);
    expect(createPolicyModule(wasm ?? new Uint8Array()).minimumPages).to.be.greaterThan(0);
    expect(engine.compileQuery({ modules: [], query: 'x =' }).wasm).to.equal(undefined);
  });

  it('inspects modules without compiling them', () => {
    const text =
      '# METADATA\n# title: Labels\n# custom: {severity: high}\npackage a.b\n\nviolation contains input.x if nope(1)';
    const { modules, errors } = engine.inspect([v1('b.rego', text), v1('a.rego', 'package a\nx if {')]);
    expect(errors.map(({ path }) => path)).to.deep.equal(['a.rego']);
    const [module] = modules;
    expect(module?.package).to.equal('a.b');
    expect(module?.rules).to.deep.equal([
      { name: 'violation', ref: 'a.b.violation', row: 6, col: 1, kind: 'set', arity: 0, default: false },
    ]);
    expect(module?.annotations[0]).to.deep.include({
      scope: 'package',
      title: 'Labels',
      custom: { severity: 'high' },
      row: 1,
    });
    expect(module?.annotations[0]).to.not.have.property('description');
    expect(module?.inputs).to.deep.equal(['input.x']);
  });

  it('formats modules', () => {
    expect(engine.format(v1('p.rego', 'package p\nx  :=   1')).text).to.equal('package p\n\nx := 1\n');
    expect(engine.format(v1('p.rego', 'package')).errors).to.have.length(1);
  });

  describe('test', () => {
    const policy = v1('p.rego', 'package p\n\ndeny if input.a\n\nwarn if {\n\tinput.b\n}\n');

    it('tells the outcome, the place and the coverage of tests', () => {
      const tests = v1(
        'p_test.rego',
        'package p_test\ntest_a if data.p.deny with input as {"a": 1}\ntest_b if { print("x"); false }',
      );
      const result = engine.test({ modules: [policy, tests], coverage: true });
      expect(result.results.map(({ name, outcome, file, row }) => ({ name, outcome, file, row }))).to.deep.equal([
        { name: 'test_a', outcome: 'pass', file: 'p_test.rego', row: 2 },
        { name: 'test_b', outcome: 'fail', file: 'p_test.rego', row: 3 },
      ]);
      expect(result.results[1]?.output).to.equal('x\n');
      expect(result.coverage?.files.get('p.rego')).to.deep.equal({
        percent: 100 / 3,
        covered: [[3, 3]],
        notCovered: [[5, 6]],
      });
    });

    it('stops a test that takes too long and goes on with the next', () => {
      const tests = v1(
        'p_test.rego',
        'package p_test\ntest_a if { some i in numbers.range(1, 9999); some j in numbers.range(1, 9999); i * j == -1 }\ntest_b if true',
      );
      const [endless, quick] = engine.test({ modules: [tests], timeoutMs: 50 }).results;
      expect(endless).to.deep.include({ outcome: 'error', message: 'the test did not finish within its time limit' });
      expect(quick?.outcome).to.equal('pass');
    });
  });

  describe('built-ins', () => {
    it('answer as Go does', () => {
      expect(engine.callBuiltin('sprintf', '["%v %q", [{"b", "a"}, "x"]]')).to.deep.equal({
        kind: 'value',
        term: String.raw`"{\"a\", \"b\"} \"x\""`,
      });
      expect(engine.callBuiltin('crypto.sha256', '["a"]')).to.deep.include({ kind: 'value' });
    });

    it('give their errors as data', () => {
      expect(engine.callBuiltin('json.unmarshal', '["{"]')).to.deep.equal({
        kind: 'error',
        message: 'json.unmarshal: unexpected EOF',
      });
    });

    it('see the time of the decision, also where Go asks the clock', () => {
      const past = '86400000000000';
      expect(engine.callBuiltin('time.now_ns', '[]', past)).to.deep.equal({ kind: 'value', term: past });
      const unsafe = { iss: 'a', exp: 86_500 };
      const token = ['{"alg":"HS256"}', JSON.stringify(unsafe)]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
      const signature = engine.callBuiltin('crypto.hmac.sha256', JSON.stringify([token, 'key']));
      const mac = Buffer.from(signature.kind === 'value' ? JSON.parse(signature.term) : '', 'hex').toString(
        'base64url',
      );
      const verify = (now: string): string =>
        JSON.stringify(
          engine.callBuiltin('io.jwt.decode_verify', JSON.stringify([`${token}.${mac}`, { secret: 'key' }]), now),
        );
      expect(verify(past)).to.contain('[true');
      expect(verify(`9${past}`)).to.contain('[false');
    });
  });

  it('evaluates with OPA itself', () => {
    const request = { modules: [v1('p.rego', 'package p\nx contains y if some y in input.l')], query: 'x = data.p.x' };
    expect(engine.evaluate({ ...request, input: { l: ['b', 'a'] } })).to.deep.equal({
      results: [{ expressions: [true], bindings: { x: ['a', 'b'] } }],
      errors: [],
    });
    expect(engine.evaluate({ modules: [], query: 'input' }).results).to.deep.equal([]);
  });

  it('reads YAML as Kubernetes does', () => {
    expect(engine.parseYaml('a: yes\n---\nb: 12345678901234567890\n---\nc: 1\nc: 2\n')).to.deep.equal([
      { kind: 'document', json: '{"a":true}' },
      { kind: 'document', json: '{"b":12345678901234567890}' },
      { kind: 'error', message: 'yaml: unmarshal errors:\n  line 2: key "c" already set in map' },
    ]);
    expect(engine.parseYamlDocument('a: 1')).to.deep.equal({ kind: 'document', json: '{"a":1}' });
  });

  it('prints and orders terms as OPA does', () => {
    const { canonical, printed, sorted } = engine.compareTerms('[{2, 1}, "é", null]');
    expect(canonical).to.deep.equal(['{1, 2}', '"é"', 'null']);
    expect(printed).to.deep.equal(['{1, 2}', '"é"', 'null']);
    expect(sorted).to.deep.equal([2, 1, 0]);
  });

  it('takes any text', () => {
    for (const text of ['\ud800', 'é😀'.repeat(100_000), '\u2028"\\', '']) {
      expect(engine.format(v1('p.rego', `package p # ${text}`)).text).to.match(/^package p/);
    }
  });
});
