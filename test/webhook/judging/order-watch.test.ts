import { expect } from 'chai';
import { describe, it } from 'mocha';
import { OrderWatch, type Stage } from '../../../webhook/judging/order-watch.ts';

const LIMIT_MS = 30;

/** Processor time in milliseconds until an order that never ends comes to a stage, while this thread waits. */
function processorMsUntil(wanted: Stage): Promise<number> {
  const before = process.cpuUsage();
  return new Promise((resolve) => {
    const watch = new OrderWatch(LIMIT_MS, (stage) => {
      if (stage !== wanted) return;
      watch.stop();
      const { user, system } = process.cpuUsage(before);
      resolve((user + system) / 1000);
    });
  });
}

describe('OrderWatch', () => {
  it('calls an order stuck when it has had half of its time, however long the machine had none for it', async () => {
    expect(await processorMsUntil('stuck')).to.be.at.least(LIMIT_MS / 2 - 10);
  });
  it('calls its time over when it has had it', async () => {
    expect(await processorMsUntil('over')).to.be.at.least(LIMIT_MS - 10);
  });
  it('says nothing of an order that has ended', async () => {
    const said: Stage[] = [];
    new OrderWatch(LIMIT_MS, (stage) => said.push(stage)).stop();
    await processorMsUntil('slow');
    expect(said).to.deep.equal([]);
  });
});
