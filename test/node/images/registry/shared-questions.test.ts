import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createSharedQuestions, type Question } from '../../../../src/node/images/registry/shared-questions.ts';
import type { Patience } from '../../../../src/node/registry/http-exchange.ts';

interface Asked {
  readonly patience: Patience;
  answer(text: string): void;
  fail(error: Error): void;
}

/** Questions that are answered when a test says so. */
function rig(wholeMs = 10_000): {
  readonly asked: Asked[];
  readonly ask: (key: string, deadline?: number) => Promise<string>;
} {
  const asked: Asked[] = [];
  const questions = createSharedQuestions<string>({ wholeMs, now: Date.now });
  const question = (key: string, deadline: number | undefined): Question<string> => ({
    key,
    deadline,
    find: (patience) =>
      new Promise((resolve, reject) => {
        asked.push({ patience, answer: resolve, fail: reject });
      }),
    late: () => 'late',
  });
  return { asked, ask: (key, deadline) => questions.ask(question(key, deadline)) };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('equal questions at the same time', () => {
  it('are asked once, and answered alike', async () => {
    const { asked, ask } = rig();
    const answers = [ask('a'), ask('a'), ask('b')];
    await nextTurn();
    expect(asked).to.have.length(2);
    asked[0]?.answer('one');
    asked[1]?.answer('two');
    expect(await Promise.all(answers)).to.deep.equal(['one', 'one', 'two']);
  });

  it('are asked again when they were answered', async () => {
    const { asked, ask } = rig();
    for (const text of ['one', 'two']) {
      const answer = ask('a');
      await nextTurn();
      asked.at(-1)?.answer(text);
      expect(await answer).to.equal(text);
    }
    expect(asked).to.have.length(2);
  });

  it('wait each for itself, and the longest wait counts', async () => {
    const { asked, ask } = rig();
    const now = Date.now();
    const impatient = ask('a', now + 5);
    const patient = ask('a', now + 5000);
    expect(await impatient).to.equal('late');
    expect(asked[0]?.patience.signal.aborted).to.equal(false);
    expect(asked[0]?.patience.until()).to.equal(now + 5000);
    asked[0]?.answer('here');
    expect(await patient).to.equal('here');
  });

  it('are broken off when nobody waits any more, and then begin anew', async () => {
    const { asked, ask } = rig();
    expect(await ask('a', Date.now() + 5)).to.equal('late');
    expect(asked[0]?.patience.signal.aborted).to.equal(true);
    const again = ask('a');
    await nextTurn();
    asked[1]?.answer('here');
    expect(await again).to.equal('here');
  });

  it('take no longer than anything may', async () => {
    const { ask } = rig(5);
    expect(await ask('a', Date.now() + 60_000)).to.equal('late');
  });

  it('are not asked when it is too late already', async () => {
    const { asked, ask } = rig();
    expect(await ask('a', Date.now() - 1)).to.equal('late');
    await nextTurn();
    expect(asked).to.deep.equal([]);
  });

  it('fail alike', async () => {
    const { asked, ask } = rig();
    const answers = [ask('a'), ask('a')].map((answer) => answer.catch((error: unknown) => error));
    await nextTurn();
    const fault = new Error('fault');
    asked[0]?.fail(fault);
    expect(await Promise.all(answers)).to.deep.equal([fault, fault]);
  });
});
