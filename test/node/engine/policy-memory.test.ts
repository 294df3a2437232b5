/// <reference path="../../../src/node/engine/webassembly.d.ts" />
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { toBytes } from '../../../src/core/rego/go-string.ts';
import { PolicyMemory } from '../../../src/node/engine/policy-memory.ts';

describe('PolicyMemory', () => {
  // Any UTF-16 that Rego strings have here: characters, and bytes that are no text.
  const unit = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 3 }),
    fc.constantFrom('a', '\ufffd', '\ufeff', '\udc80', '\0'),
  );
  const text = fc.array(unit, { maxLength: 60 }).map((units) => units.join(''));

  it('gives back what was written, byte for byte as Go has it', () => {
    fc.assert(
      fc.property(text, (written) => {
        const memory = new PolicyMemory(new WebAssembly.Memory({ initial: 1 }));
        const [address, length] = memory.writeText(written, () => 1000);
        const bytes = Array.from({ length }, (_, index) => memory.byte(address + index));
        expect(bytes).to.deep.equal([...toBytes(written)]);
        expect(memory.readText(address, length)).to.equal(written);
      }),
    );
  });
  it('takes as much as the text is long, and nothing behind it', () => {
    for (const written of ['', 'short', 'é', 'x'.repeat(33), 'é'.repeat(33)]) {
      const memory = new PolicyMemory(new WebAssembly.Memory({ initial: 1 }));
      memory.setByte(1000 + toBytes(written).length, 7);
      const asked: number[] = [];
      memory.writeText(written, (length) => asked.push(length) + 999);
      expect([asked, memory.byte(1000 + toBytes(written).length)]).to.deep.equal([[toBytes(written).length], 7]);
    }
  });
  it('writes into memory that grew when room was taken', () => {
    const wasm = new WebAssembly.Memory({ initial: 1 });
    const memory = new PolicyMemory(wasm);
    for (const written of ['short', 'x'.repeat(100)]) {
      const [address, length] = memory.writeText(written, () => wasm.grow(1) * 65536);
      expect(memory.readText(address, length)).to.equal(written);
    }
  });
});
