import { expect } from 'chai';
import { array, assert, asyncProperty, boolean } from 'fast-check';
import { describe, it } from 'mocha';
import { createSlots } from '../../../src/node/registry/slots.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('slots', () => {
  it('are as many as they are, and are given in the order of asking', async () => {
    const slots = createSlots(2);
    const order: number[] = [];
    const releases = [0, 1, 2, 3].map((one) =>
      slots.take().then((release) => {
        order.push(one);
        return release;
      }),
    );
    await nextTurn();
    expect(order).to.deep.equal([0, 1]);
    (await releases[1])?.();
    (await releases[1])?.();
    await nextTurn();
    expect(order, 'one that is given back twice is one').to.deep.equal([0, 1, 2]);
  });

  it('are never more than they are, and none is lost, whoever gives up waiting', async () => {
    await assert(
      asyncProperty(array(boolean(), { maxLength: 30 }), async (patient) => {
        const slots = createSlots(3);
        let [taken, most] = [0, 0];
        await Promise.all(
          patient.map(async (isPatient) => {
            const signal = isPatient ? undefined : AbortSignal.abort();
            const release = await slots.take(signal).catch(() => undefined);
            if (release === undefined) return;
            taken += 1;
            most = Math.max(most, taken);
            await nextTurn();
            taken -= 1;
            release();
          }),
        );
        const left = await Promise.race([
          Promise.all([slots.take(), slots.take(), slots.take()]).then(() => 3),
          nextTurn().then(() => 0),
        ]);
        return most <= 3 && left === 3;
      }),
      { numRuns: 50 },
    );
  });

  it('are given up by whoever is called away', async () => {
    const slots = createSlots(1);
    const release = await slots.take();
    const away = new AbortController();
    const waits = slots.take(away.signal).then(
      () => 'a place',
      () => 'gave up',
    );
    const next = slots.take();
    away.abort();
    expect(await waits).to.equal('gave up');
    release();
    expect(await next).to.be.a('function');
  });
});
