import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LeftOvers } from '../../../src/node/cluster/left-overs.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { TestServer } from '../../support/http-server.ts';

const OWN = 'sluice-7d4b9c6f5-bbbbb';
const DEAD = 'sluice-66d5f9c8b-ccccc';

describe('what pods left behind in the status of objects', () => {
  it('goes when they are no more, or have ended', async () => {
    const ended = 'sluice-7d4b9c6f5-ddddd';
    expect(await sweptOf([OWN, DEAD, ended], [pod(OWN), pod(ended, 'Failed')])).to.deep.equal([DEAD, ended]);
  });

  it('stays when it is that of another program, or of pods that live', async () => {
    const other = 'gatekeeper-audit-7d4b9c6f5-ccccc';
    const sibling = 'sluice-7d4b9c6f5-ddddd';
    expect(await sweptOf([OWN, other, sibling, 'laptop'], [pod(OWN), pod(sibling)])).to.deep.equal([]);
  });

  it('is left to the first by name of the pods that live', async () => {
    expect(await sweptOf([OWN, DEAD], [pod('sluice-1-bbbbb'), pod(OWN)])).to.deep.equal([]);
  });

  it('stays while this pod itself is not to be found: somebody looks in the wrong place', async () => {
    expect(await sweptOf([OWN, DEAD], [])).to.deep.equal([]);
  });

  it('stays, and it is said, while pods cannot be listed', async () => {
    const problems: (string | undefined)[] = [];
    expect(await sweptOf([OWN, DEAD], 'forbidden', (one) => problems.push(one.trouble))).to.deep.equal([]);
    expect(problems[0]).to.match(/^pods cannot be listed: /);
  });
});

const pod = (name: string, phase = 'Running'): object => ({ metadata: { name }, status: { phase } });

/** Which of these entries are taken away, when these pods are there: after it has looked once. */
async function sweptOf(
  entries: readonly string[],
  pods: readonly object[] | 'forbidden',
  onTrouble: (leftOvers: LeftOvers) => void = () => undefined,
): Promise<readonly string[]> {
  await using server = await TestServer.start((_, response) => {
    const status = {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code: 403,
      reason: 'Forbidden',
      message: 'no',
    };
    if (pods === 'forbidden') response.writeHead(403);
    response.end(JSON.stringify(pods === 'forbidden' ? status : { metadata: { resourceVersion: '1' }, items: pods }));
  });
  const swept: string[] = [];
  let rounds = 0;
  let looked: () => void = () => undefined;
  const isDone = new Promise<void>((resolve) => (looked = resolve));
  await using leftOvers = new LeftOvers({
    client: createKubeClient({ server: server.url('/'), credentials: () => Promise.resolve({ headers: {}, tls: {} }) }),
    podId: OWN,
    namespace: 'sluice-system',
    entries: () => entries,
    sweep: (isStale) => void swept.push(...entries.filter(isStale)),
    onTrouble: () => onTrouble(leftOvers),
    times: { firstMs: 1, everyMs: 2 },
    pause: (_, signal) => {
      rounds += 1;
      if (rounds === 1) return Promise.resolve();
      looked();
      return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
    },
  });
  await isDone;
  return swept;
}
