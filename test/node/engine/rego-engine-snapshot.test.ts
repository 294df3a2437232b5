import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { packageRoot } from '../../../src/node/package-root.ts';

// The build's scripts have no types: they are what is under test, so their shape is checked by using them.
interface Snapshot {
  readonly snapshot: (bytes: Uint8Array, start: (module: object) => object, maximumPages: number) => Uint8Array;
}
const script = pathToFileURL(path.join(packageRoot(), 'scripts', 'engine-snapshot.mjs'));
const { snapshot } = (await import(script.href)) as Snapshot;

/**
 * (module
 *   (memory (export "memory") 2)
 *   (global (mut i64) (i64.const 1))
 *   (func (export "_initialize") (global.set 0 (i64.const -5)) (i64.store (i32.const 70000) (i64.const 7)))
 *   (func (export "value") (result i64) (i64.add (global.get 0) (i64.load (i32.const 70000)))))
 */
const STARTS = Buffer.from(
  '0061736d01000000' +
    '01080260000060' +
    '00017e' + // types: ()→(), ()→i64
    '0303020001' + // functions
    '0503010002' + // memory
    '0606017e0142010b' + // global
    '072003' +
    '066d656d6f72790200' +
    '0b5f696e697469616c697a650000' +
    '0576616c75650001' + // exports
    '0a1e' +
    '02' +
    '0f00' +
    '427b2400' +
    '41f0a204' +
    '4207' +
    '370300' +
    '0b' + // code of _initialize
    '0c00' +
    '2300' +
    '41f0a204' +
    '290300' +
    '7c0b', // code of value
  'hex',
);

interface Instance {
  readonly exports: Readonly<Record<string, (() => bigint) | undefined>>;
}
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object) => Instance;
  };
};

const instantiate = (module: object): Instance => new WebAssembly.Instance(module);

function start(module: object): Instance {
  const instance = instantiate(module);
  instance.exports['_initialize']?.();
  return instance;
}

describe('engine snapshot', () => {
  it('begins where the start ended: memory and globals', () => {
    const instance = instantiate(new WebAssembly.Module(snapshot(STARTS, start, 16)));
    expect(instance.exports['value']?.()).to.equal(2n);
  });

  it('cannot be started twice, and shows nothing that the module did not', () => {
    const instance = instantiate(new WebAssembly.Module(snapshot(STARTS, start, 16)));
    expect(Object.keys(instance.exports)).to.deep.equal(['memory', 'value']);
  });

  it('gives the same bytes for the same module', () => {
    expect(snapshot(STARTS, start, 16)).to.deep.equal(snapshot(STARTS, start, 16));
  });
});
