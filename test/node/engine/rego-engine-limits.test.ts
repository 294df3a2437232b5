import { expect } from 'chai';
import { describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import { loadRegoEngine } from '../../../src/node/engine/rego-engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** (module (memory (export "memory") 1) (func) + exports of the protocol; sluice_call is `unreachable`). */
const STOPS = Buffer.from(
  '0061736d01000000' + // header
    '0110' +
    '03' +
    '60017f017f' +
    '60017f00' +
    '60027f7f017e' + // types: i32→i32, i32→(), (i32, i32)→i64
    '030403000102' + // functions
    '0503010001' + // memory of one page
    '073504066d656d6f72790200' + // exports: memory,
    '0c736c756963655f616c6c6f630000' + // sluice_alloc,
    '0b736c756963655f667265650001' + // sluice_free,
    '0b736c756963655f63616c6c0002' + // sluice_call
    '0a0d03040041000b02000b0300000b', // code: 0; nothing; unreachable
  'hex',
);

describe('Rego engine limits', () => {
  it('says what to do when the artefact is not there', () => {
    expect(() => loadRegoEngine({ path: '/nowhere/engine.wasm' }))
      .to.throw(SluiceError, /nowhere.*build-engine\.mjs/)
      .with.property('code', 'ENGINE_MISSING');
  });

  it('says what to do when the artefact is damaged', () => {
    using folder = temporaryFolder();
    expect(() => loadRegoEngine({ path: folder.write('engine.wasm', 'not wasm') }))
      .to.throw(SluiceError, /build it again/)
      .with.property('code', 'ENGINE_FAILED');
  });

  it('turns a stop of the engine into a fault and starts afresh', () => {
    using folder = temporaryFolder();
    const engine = loadRegoEngine({ path: folder.write('engine.wasm', STOPS) });
    expect(engine.memoryBytes).to.equal(65_536);
    expect(() => engine.version()).to.throw(SluiceError, /stopped at version: unreachable/);
    expect(engine.memoryBytes).to.equal(0);
    expect(() => engine.version()).to.throw(SluiceError, /stopped at version: unreachable/);
  });

  it('refuses a request that is too large, and works on', () => {
    const engine = loadRegoEngine({ maxRequestLength: 100 });
    expect(() => engine.parseYaml('x'.repeat(100)))
      .to.throw(SluiceError, /the limit is 100/)
      .with.property('code', 'INPUT_TOO_LARGE');
    expect(engine.parseYaml('1')).to.have.length(1);
  });

  it('replaces an instance above the watermark', () => {
    const engine = loadRegoEngine({ memoryWatermark: 1 });
    const first = engine.callBuiltin('lower', '["A"]');
    expect(engine.memoryBytes).to.equal(0);
    expect(engine.callBuiltin('lower', '["A"]')).to.deep.equal(first);
  });

  it('works on after a call that the engine could not answer', () => {
    const engine = loadRegoEngine();
    expect(() => engine.callBuiltin('nope', '[]')).to.throw(SluiceError, /there is no built-in function nope/);
    expect(() => engine.callBuiltin('lower', '["A"')).to.throw(SluiceError, /not a ground term/);
    expect(engine.callBuiltin('lower', '["A"]')).to.deep.equal({ kind: 'value', term: '"a"' });
  });

  it('grows its buffer with the requests', () => {
    const engine = loadRegoEngine();
    for (const length of [10, 100_000, 50, 3_000_000, 10]) {
      expect(engine.callBuiltin('count', JSON.stringify(['é'.repeat(length)]))).to.deep.equal({
        kind: 'value',
        term: String(length),
      });
    }
  });
});
