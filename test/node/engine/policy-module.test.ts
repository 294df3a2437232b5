import { expect } from 'chai';
import { describe, it } from 'mocha';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { SluiceError } from '../../../src/core/errors.ts';
import { PolicyInstance } from '../../../src/node/engine/policy-instance.ts';
import { createPolicyModule, type PolicyModule } from '../../../src/node/engine/policy-module.ts';
import { compileRego, createBuiltins } from './policy-fixture.ts';

describe('a policy module', function () {
  this.timeout(60_000);

  it('tells the memory that its policies need, which grows with them', () => {
    const small = createPolicyModule(compileRego('x := 1', ['x']));
    const text = 'long text '.repeat(50_000);
    const large = createPolicyModule(compileRego(`x := "${text}"`, ['x']));
    expect(large.minimumPages - small.minimumPages).to.be.within(7, 9);
    const instance = new PolicyInstance(large, { builtins: createBuiltins() });
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: text });
  });

  it('has room for all its data, also where the last of it reaches into another page', () => {
    const textOf = (length: number): string => 'x'.repeat(length);
    const moduleOf = (length: number): PolicyModule =>
      createPolicyModule(compileRego(`x := "${textOf(length)}"`, ['x']));
    let [fits, over] = [1, 65_537];
    const pages = moduleOf(fits).minimumPages;
    while (over - fits > 1) {
      const middle = Math.trunc((fits + over) / 2);
      if (moduleOf(middle).minimumPages === pages) fits = middle;
      else over = middle;
    }
    for (const length of [fits, over, over + 8]) {
      const instance = new PolicyInstance(moduleOf(length), { builtins: createBuiltins() });
      expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: textOf(length) });
    }
  });

  it('travels to other threads', () => {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(createPolicyModule(compileRego('x := 1', ['x'])));
    const received = receiveMessageOnPort(port2);
    port1.close();
    const instance = new PolicyInstance(received?.message, { builtins: createBuiltins() });
    expect(instance.evaluate('t/x')).to.deep.equal({ kind: 'value', value: 1 });
  });

  const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const notPolicies: Readonly<Record<string, readonly number[]>> = {
    'bytes that are no Wasm': [1, 2, 3],
    'Wasm that imports nothing': MAGIC,
    // One type () -> (), one import env.open of that type.
    'Wasm that imports something else': [
      ...MAGIC,
      1,
      4,
      1,
      0x60,
      0,
      0,
      2,
      12,
      1,
      3,
      0x65,
      0x6e,
      0x76,
      4,
      0x6f,
      0x70,
      0x65,
      0x6e,
      0,
      0,
    ],
  };
  for (const [what, bytes] of Object.entries(notPolicies)) {
    it(`is not made from ${what}`, () => {
      expect(() => createPolicyModule(Uint8Array.from(bytes)))
        .to.throw(SluiceError)
        .with.property('code', 'POLICY_INVALID');
    });
  }
});
