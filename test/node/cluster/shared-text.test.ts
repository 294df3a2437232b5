import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { isSameText, readShared, shareText, TextPacker } from '../../../src/node/cluster/shared-text.ts';

describe('texts that threads share', () => {
  it('are read as they were, whatever is in them, also beside each other', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 50 }), (texts) => {
        const packer = new TextPacker();
        expect(texts.map((text) => packer.share(text)).map(readShared)).to.deep.equal(texts);
        expect(texts.map(shareText).map(readShared)).to.deep.equal(texts);
      }),
    );
  });

  it('are the same when their bytes are', () => {
    const packer = new TextPacker();
    packer.share('before');
    expect(isSameText(packer.share('ä'), shareText('ä'))).to.equal(true);
    expect(isSameText(packer.share('a'), shareText('b'))).to.equal(false);
  });

  it('lie beside each other as long as they are small', () => {
    const packer = new TextPacker();
    const [a, b, large] = [packer.share('a'), packer.share('b'), packer.share('x'.repeat(100_000))];
    expect(b.bytes.buffer).to.equal(a.bytes.buffer);
    expect(large.bytes.buffer.byteLength).to.equal(100_000);
    for (let n = 0; n < 1000; n += 1) packer.share('y'.repeat(1000));
    expect(readShared(b)).to.equal('b');
  });

  it('are there once for all threads', async () => {
    const shared = shareText('seen');
    const code = `const { parentPort, workerData } = require('node:worker_threads');
      workerData.bytes[0] = 'S'.charCodeAt(0); parentPort.postMessage('done');`;
    const worker = new Worker(code, { eval: true, workerData: shared });
    await once(worker, 'message');
    await worker.terminate();
    expect(readShared(shared)).to.equal('Seen');
  });
});
