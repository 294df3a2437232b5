import { once } from 'node:events';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { LeaseRecord } from '../../../src/core/lease/lease-decision.ts';
import { LeaseKeeper, type LeaseState } from '../../../src/node/lease/lease-keeper.ts';
import type { LeaseStore } from '../../../src/node/lease/lease-store.ts';
import { SimulatedTime } from '../../support/simulated-time.ts';

describe('a lease that replicas compete for', () => {
  let time: SimulatedTime;
  let shelf: Shelf;
  let keepers: LeaseKeeper[];

  beforeEach(() => {
    time = new SimulatedTime();
    shelf = new Shelf();
    keepers = [];
  });
  afterEach(() => Promise.all(keepers.map((keeper) => keeper[Symbol.asyncDispose]())));

  const replica = (self: string, store: LeaseStore = shelf, states: LeaseState[] = []): LeaseKeeper => {
    const keeper = new LeaseKeeper({
      store,
      self,
      now: time.now,
      today: () => new Date(time.now()),
      pause: time.pause,
      random: () => 0,
      onChange: (state) => states.push(state),
    });
    keepers.push(keeper);
    return keeper;
  };
  const holders = (): readonly boolean[] => keepers.map(({ isHeld }) => isHeld);

  it('is held by the first, for as long as it lives', async () => {
    replica('a');
    await time.pass(10);
    replica('b');
    for (let minute = 0; minute < 10; minute += 1) {
      await time.pass(60_000);
      expect(holders()).to.deep.equal([true, false]);
    }
  });

  it('is never held by two, whoever asks when', async () => {
    for (const name of ['a', 'b', 'c', 'd']) replica(name);
    for (let step = 0; step < 100; step += 1) {
      shelf.isAwayFor = step % 7 === 0 ? ['a', 'b', 'c', 'd'][step % 4] : undefined;
      await time.pass(997);
      expect(holders().filter((isHeld) => isHeld).length).to.be.at.most(1);
    }
  });

  it('is given up by who cannot reach the server, before another takes it', async () => {
    const [first] = [replica('a')];
    await time.pass(10);
    const second = replica('b');
    const term = (await first.term(new AbortController().signal)) ?? expect.fail('no term');
    shelf.isAwayFor = 'a';
    await time.pass(11_000);
    expect(term.aborted).to.equal(true);
    expect(holders()).to.deep.equal([false, false]);
    await time.pass(10_000);
    expect(second.isHeld).to.equal(true);
    shelf.isAwayFor = undefined;
    await time.pass(60_000);
    expect(holders()).to.deep.equal([false, true]);
  });

  it('is given up in time by whose server does not answer at all', async () => {
    const hanging = new Shelf();
    const keeper = replica('a', hanging);
    await time.pass(2500);
    expect(keeper.isHeld).to.equal(true);
    hanging.hangs = true;
    await time.pass(12_000);
    expect(keeper.isHeld).to.equal(false);
  });

  it('goes to the next at once when it is given back', async () => {
    const first = replica('a');
    await time.pass(10);
    const states: LeaseState[] = [];
    const second = replica('b', shelf, states);
    await time.pass(3000);
    expect(states).to.deep.equal([{ kind: 'waiting', holder: 'a' }]);
    await first[Symbol.asyncDispose]();
    await time.pass(3000);
    expect(second.isHeld).to.equal(true);
    expect(shelf.record).to.deep.include({ holder: 'b' });
  });

  it('lets wait who wants a term until there is one, or until it is told to stop', async () => {
    replica('a');
    await time.pass(10);
    const second = replica('b');
    const stop = new AbortController();
    const waiting = second.term(stop.signal);
    stop.abort();
    expect(await waiting).to.equal(undefined);
  });
});

/** A lease as an API server keeps it: who writes over something else than what is there is too late. */
class Shelf implements LeaseStore {
  record: LeaseRecord | undefined;
  isAwayFor: string | undefined;
  hangs = false;
  #versions = 0;

  readonly read: LeaseStore['read'] = async (options) => {
    await this.#reach(options?.signal);
    return this.record;
  };

  readonly write: LeaseStore['write'] = async ({ holder, durationMs }, over, options) => {
    await this.#reach(options?.signal);
    if (holder !== '' && holder === this.isAwayFor) throw new Error('the server is away');
    if (this.record?.version !== over?.version) return undefined;
    this.#versions += 1;
    this.record = { holder, durationMs, version: String(this.#versions) };
    return this.record.version;
  };

  async #reach(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.hangs && signal !== undefined) await once(signal, 'abort');
    signal?.throwIfAborted();
  }
}
