import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { AdmissionQueue, type Served } from '../../../webhook/admission/admission-queue.ts';

describe('AdmissionQueue', () => {
  let now: number;
  let queue: AdmissionQueue;
  let begun: string[];
  let finish: Map<string, (value: string) => void>;
  beforeEach(() => {
    now = 0;
    begun = [];
    finish = new Map();
    queue = new AdmissionQueue({ concurrency: 1, maxWaiting: 8, now: () => now });
  });

  /** Asks for a turn, in which nothing happens until `end`. The letter in front of the name is the line. */
  const ask = (name: string, limitMs = 10_000): Promise<Served<string>> =>
    queue.run({ key: name[0] ?? '', limitMs }, (leftMs) => {
      begun.push(`${name} ${leftMs}`);
      return new Promise((resolve) => finish.set(name, resolve));
    });
  const end = async (name: string, answer?: Promise<Served<string>>): Promise<void> => {
    finish.get(name)?.(name);
    await answer;
    // Whoever is called in next begins in a turn of the loop of its own.
    await new Promise(setImmediate);
  };
  const kindOf = async (answer: Promise<Served<string>>): Promise<string> => {
    const served = await answer;
    return served.kind === 'shed' ? served.why : served.value;
  };

  it('serves at once whoever comes while there is room', async () => {
    const answer = ask('a1');
    expect([begun, queue.running, queue.waiting]).to.deep.equal([['a1 10000'], 1, 0]);
    await end('a1', answer);
    expect([await answer, queue.running]).to.deep.equal([{ kind: 'served', value: 'a1' }, 0]);
  });
  it('takes turns between lines', async () => {
    const first = ask('a1');
    const answers = new Map(['a2', 'a3', 'a4', 'b1'].map((name) => [name, ask(name)]));
    await end('a1', first);
    for (const name of ['a2', 'b1', 'a3', 'a4']) {
      const answer = answers.get(name) ?? expect.fail();
      expect(begun.at(-1)).to.equal(`${name} 10000`);
      await end(name, answer);
    }
  });
  it('takes the waiting from the time that there is', async () => {
    const first = ask('a1');
    const second = ask('b1');
    now = 400;
    await end('a1', first);
    expect(begun).to.deep.equal(['a1 10000', 'b1 9600']);
    await end('b1', second);
  });
  it('refuses at the door whoever could not be judged in time, and nobody else', async () => {
    const first = ask('a1');
    now = 1000;
    await end('a1', first);
    const second = ask('a2');
    expect(await kindOf(ask('b1', 1500))).to.equal('late');
    const patient = ask('b2', 10_000);
    await end('a2', second);
    await end('b2', patient);
    expect(await kindOf(patient)).to.equal('b2');
  });
  it('goes on after a time in which everything took long: an estimate alone shuts nobody out', async () => {
    const slow = ask('a1');
    now = 60_000;
    await end('a1', slow);
    const quick = ask('a2', 1000);
    await end('a2', quick);
    expect(await kindOf(quick)).to.equal('a2');
  });
  it('refuses whoever waited too long', async () => {
    const first = ask('a1');
    expect(await kindOf(ask('b1', 5))).to.equal('waited');
    expect(queue.waiting).to.equal(0);
    await end('a1', first);
  });
  it('refuses whose turn comes when there is no time left for it, and lets the next one in', async () => {
    const first = ask('a1', 4000);
    const [late, second] = [ask('b1', 4000), ask('c1', 8000)];
    now = 3990;
    await end('a1', first);
    expect([await kindOf(late), begun]).to.deep.equal(['waited', ['a1 4000', 'c1 4010']]);
    await end('c1', second);
    expect([queue.running, queue.waiting]).to.deep.equal([0, 0]);
  });
  it('refuses more than may wait, and lets no line take all the places', async () => {
    const first = ask('a1');
    const waiting = Array.from({ length: 4 }, (_, n) => ask(`a${n + 2}`));
    expect(await kindOf(ask('a9'))).to.equal('full');
    const others = ['b1', 'c1', 'd1', 'e1'].map((name) => ask(name));
    expect(await kindOf(ask('f1'))).to.equal('full');
    expect(queue.waiting).to.equal(8);
    await end('a1', first);
    for (const name of ['a2', 'b1', 'c1', 'd1', 'e1', 'a3', 'a4', 'a5']) await end(name);
    const answers = await Promise.all([...waiting, ...others]);
    expect(answers.map(({ kind }) => kind)).to.deep.equal(Array.from({ length: 8 }, () => 'served'));
  });
  it('says in a refusal what to do', async () => {
    const first = ask('a1');
    const served = await ask('b1', 1);
    expect(served)
      .to.have.property('message')
      .that.matches(/overloaded: .*; try again, or run more replicas or threads/);
    await end('a1', first);
  });
  it('lets the next one in when the work throws', async () => {
    const failing = queue.run({ key: 'a', limitMs: 1000 }, async () => Promise.reject(new Error('broken')));
    const fault: unknown = await failing.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).to.have.property('message', 'broken');
    expect(queue.running).to.equal(0);
  });
});
