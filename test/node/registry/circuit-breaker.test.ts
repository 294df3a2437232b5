import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createCircuitBreaker } from '../../../src/node/registry/circuit-breaker.ts';
import { ConnectionLost, type LossKind } from '../../../src/node/registry/connection-fault.ts';

/** A circuit that opens after three failures for ten seconds, a clock, and a count of what got through. */
function rig(): {
  pass(seconds: number): void;
  fail(kind?: LossKind): Promise<string>;
  succeed(): Promise<string>;
  readonly asked: () => number;
} {
  let now = 0;
  let asked = 0;
  const circuit = createCircuitBreaker({ failures: 3, openMs: 10_000, now: () => now });
  const run = async (answer: string | Error): Promise<string> => {
    const ask = async (): Promise<string> => {
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return circuit.run(ask).catch((error: unknown) => (error instanceof Error ? error.message : ''));
  };
  return {
    pass: (seconds) => {
      now += seconds * 1000;
    },
    fail: (kind = 'timeout') => run(new ConnectionLost('nobody there', kind)),
    succeed: () => run('here'),
    asked: () => asked,
  };
}

async function opened(): Promise<ReturnType<typeof rig>> {
  const circuit = rig();
  for (const kind of ['timeout', 'unreachable', 'timeout'] as const) await circuit.fail(kind);
  return circuit;
}

describe('a circuit', () => {
  it('answers at once after failures in a row, with the same words and since when', async () => {
    const circuit = await opened();
    circuit.pass(4);
    expect([await circuit.succeed(), circuit.asked()]).to.deep.equal(['nobody there (still, tried 4 s ago)', 3]);
  });

  it('lets one through after a while, and closes when that is answered', async () => {
    const circuit = await opened();
    circuit.pass(10);
    const both = [circuit.succeed(), circuit.succeed()];
    expect(await Promise.all(both)).to.deep.equal(['here', 'nobody there (still, tried 10 s ago)']);
    expect(await circuit.succeed()).to.equal('here');
  });

  it('stays open when that one fails', async () => {
    const circuit = await opened();
    circuit.pass(10);
    expect(await circuit.fail()).to.equal('nobody there');
    circuit.pass(9);
    expect(await circuit.succeed()).to.equal('nobody there (still, tried 9 s ago)');
    circuit.pass(1);
    expect(await circuit.succeed()).to.equal('here');
  });

  it('lets the next one through when that one was abandoned', async () => {
    const circuit = await opened();
    circuit.pass(10);
    await circuit.fail('abandoned');
    expect(await circuit.succeed()).to.equal('here');
  });

  it('is not opened by failures that are not in a row, nor by what says that somebody is there', async () => {
    const circuit = rig();
    for (const kind of ['timeout', 'timeout', 'broken', 'timeout', 'timeout'] as const) await circuit.fail(kind);
    for (const kind of ['abandoned', 'abandoned'] as const) await circuit.fail(kind);
    await circuit.succeed();
    for (let left = 2; left > 0; left -= 1) await circuit.fail();
    expect(await circuit.succeed()).to.equal('here');
  });
});
