import { expect } from 'chai';
import { describe, it } from 'mocha';
import { withEntry } from '../../../src/node/cluster/status-entry.ts';

describe("a replica's entry in a status", () => {
  const wish = { podId: 'b', entry: { id: 'b', observedGeneration: 2 }, created: true };
  const nobody = (): boolean => false;

  it('stands beside those of the others, in the order of their names', () => {
    const object = {
      metadata: { name: 'x' },
      status: { byPod: [{ id: 'c' }, { id: 'a' }, { id: 'b', observedGeneration: 1 }] },
    };
    expect(withEntry(object, wish, nobody)).to.deep.equal({
      metadata: { name: 'x' },
      status: { created: true, byPod: [{ id: 'a' }, { id: 'b', observedGeneration: 2 }, { id: 'c' }] },
    });
  });

  it('keeps what others say in the status', () => {
    const object = { status: { totalViolations: 3, auditTimestamp: 'now' } };
    expect(withEntry(object, wish, nobody)?.['status']).to.deep.include({ totalViolations: 3, auditTimestamp: 'now' });
  });

  it('takes the place of those that are no more', () => {
    const object = { status: { created: true, byPod: [{ id: 'dead' }, { id: 'b', observedGeneration: 2 }] } };
    expect(withEntry(object, wish, (id) => id === 'dead')?.['status']).to.deep.equal({
      created: true,
      byPod: [{ id: 'b', observedGeneration: 2 }],
    });
  });

  it('is not written when it is there already', () => {
    const object = { status: { byPod: [{ observedGeneration: 2, id: 'b' }], created: true } };
    expect(withEntry(object, wish, nobody)).to.equal(undefined);
  });
});
