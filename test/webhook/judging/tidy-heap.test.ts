import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { packageRoot } from '../../../src/node/package-root.ts';
import { tidyHeap } from '../../../webhook/judging/tidy-heap.ts';
import { isCompiled } from '../../support/program.ts';

const MODULE = pathToFileURL(path.join(packageRoot(), 'dist', 'webhook', 'judging', 'tidy-heap.js')).href;

describe('tidyHeap', function () {
  this.timeout(60_000);

  it('collects what is garbage', () => {
    const before = new WeakRef({ garbage: true });
    // A WeakRef is held until the end of the task that made it.
    return new Promise<void>((resolve) => {
      setImmediate(() => {
        tidyHeap();
        expect(before.deref()).to.equal(undefined);
        resolve();
      });
    });
  });

  it('works in threads that start at one time', async function () {
    if (!isCompiled()) this.skip();
    const code = `import { parentPort } from 'node:worker_threads';
      const { tidyHeap } = await import(${JSON.stringify(MODULE)});
      tidyHeap();
      parentPort.postMessage('tidy');`;
    const start = async (): Promise<unknown> => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
      const [said] = await once(worker, 'message');
      await worker.terminate();
      return said;
    };
    const said = await Promise.all(Array.from({ length: 12 }, start));
    expect(new Set(said)).to.deep.equal(new Set(['tidy']));
  });
});
