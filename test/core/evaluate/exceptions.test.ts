import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Engine, Outcome } from '../../../src/core/evaluate/engine.ts';
import { createExceptions } from '../../../src/core/evaluate/exceptions.ts';
import type { Ruling } from '../../../src/core/evaluate/verdict.ts';
import type { JsonValue } from '../../../src/core/model/json.ts';
import { documentPolicy } from './support/document-policy.ts';

const FOUND: Ruling = { kind: 'violations', violations: [{ message: 'runs as root' }] };

/** An engine that knows one answer, and counts how often it is asked for it. */
function engineThatSays(outcome: Outcome): Engine & { asked: number } {
  const engine = {
    asked: 0,
    setInput: () => undefined,
    setParameters: () => undefined,
    evaluate: () => {
      engine.asked += 1;
      return outcome;
    },
  };
  return engine;
}

const value = (excepted: JsonValue): Outcome => ({ kind: 'value', value: excepted });
const policy = documentPolicy({ exception: 'main/exception' });

function queryFor(rule: string, outcome: Outcome): string | undefined {
  const ruling = createExceptions(engineThatSays(outcome), policy)?.apply(rule, FOUND);
  return ruling?.kind === 'violations' ? ruling.exceptedBy : undefined;
}

describe('exceptions', () => {
  it('exempt from the rules that they name, without the word in front', () => {
    const outcome = value([['run_as_root', 'ports']]);
    for (const rule of ['deny_run_as_root', 'violation_run_as_root', 'warn_run_as_root', 'deny_ports']) {
      expect(queryFor(rule, outcome), rule).to.be.a('string');
    }
    expect(queryFor('deny_run', outcome)).to.equal(undefined);
    expect(queryFor('deny', outcome)).to.equal(undefined);
  });

  it('exempt from the rules without a suffix by an empty name', () => {
    for (const rule of ['deny', 'violation', 'warn']) expect(queryFor(rule, value([['']])), rule).to.be.a('string');
    expect(queryFor('deny_ports', value([['']]))).to.equal(undefined);
  });

  it('say which query found them', () => {
    expect(queryFor('deny_ports', value([['ports']]))).to.equal('data.main.exception[_][_] == "ports"');
  });

  it('are found in any list of lists or objects, and nowhere else', () => {
    expect(queryFor('deny_ports', value({ a: { b: 'ports' } }))).to.be.a('string');
    for (const other of [['ports'], 'ports', [['x'], 7], { ports: true }]) {
      expect(queryFor('deny_ports', value(other)), JSON.stringify(other)).to.equal(undefined);
    }
  });

  it('are asked for once an input, and only when something was found', () => {
    const engine = engineThatSays(value([['ports']]));
    const exceptions = createExceptions(engine, policy);
    expect(engine.asked).to.equal(0);
    exceptions?.apply('deny_ports', FOUND);
    exceptions?.apply('deny', FOUND);
    expect(engine.asked).to.equal(1);
  });

  it('that cannot be evaluated exempt from nothing, and are a fault', () => {
    const fault: Outcome = { kind: 'fault', code: 'POLICY_TIMEOUT', message: 'too slow' };
    const exceptions = createExceptions(engineThatSays(fault), policy);
    expect(exceptions?.apply('deny', FOUND)).to.deep.equal(FOUND);
    expect(exceptions?.fault).to.deep.equal(fault);
  });

  it('never turn a fault of the rule into anything else', () => {
    const broken: Ruling = { kind: 'fault', code: 'POLICY_FAILED', message: 'stopped' };
    const exceptions = createExceptions(engineThatSays(value([['']])), policy);
    expect(exceptions?.apply('deny', broken)).to.equal(broken);
  });

  it('are not looked for in a policy that has none', () => {
    expect(createExceptions(engineThatSays(value([['']])), documentPolicy({}))).to.equal(undefined);
  });
});
