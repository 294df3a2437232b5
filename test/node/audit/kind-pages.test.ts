import { expect } from 'chai';
import { describe, it } from 'mocha';
import { kindPages } from '../../../src/node/audit/kind-pages.ts';
import type { ApiResource, KubeClient, ListPage } from '../../../src/node/kubernetes/kube-client.ts';
import { KubeError } from '../../../src/node/kubernetes/kube-error.ts';
import { rejection } from '../../support/rejection.ts';

const PODS: ApiResource = { group: '', version: 'v1', kind: 'Pod', plural: 'pods', isNamespaced: true };

describe('the pages of one kind', () => {
  it('come again from the first when the server has forgotten where the list was', async () => {
    const server = new ForgetfulServer([page('a', '1'), 410, page('b', '1'), page('c', '')]);
    expect(await server.read()).to.deep.equal(['a→1', 'anew', 'b→1', 'c→']);
    expect(server.asked).to.deep.equal(['', '1', '', '1']);
  });

  it('are not begun again for ever', async () => {
    const server = new ForgetfulServer([410, 410, 410, 410, 410]);
    expect(await rejection(server.read())).to.deep.include({ status: 410 });
    expect(server.asked).to.have.length(4);
  });

  it('go on where they were when the server is away for a while', async () => {
    const server = new ForgetfulServer([page('a', '1'), 0, 503, page('b', '')]);
    expect(await server.read()).to.deep.equal(['a→1', 'b→']);
    expect(server.asked).to.deep.equal(['', '1', '1', '1']);
  });

  it('end with what the server says when it stays away, or does not let us in', async () => {
    const away = new ForgetfulServer(Array.from({ length: 100 }, () => 503));
    expect(await rejection(away.read())).to.deep.include({ status: 503 });
    expect(away.asked.length).to.be.lessThan(30);
    const closed = new ForgetfulServer([403]);
    expect(await rejection(closed.read())).to.deep.include({ status: 403 });
  });

  it('go on behind the page of an earlier process', async () => {
    const server = new ForgetfulServer([page('b', '')]);
    expect(await server.read('1')).to.deep.equal(['b→']);
    expect(server.asked).to.deep.equal(['1']);
  });
});

const page = (name: string, next: string): ListPage => ({ items: [{ metadata: { name } }], resourceVersion: '', next });

/** Gives answers in an order that no real server can be made to keep: what it forgets is its own business. */
class ForgetfulServer {
  readonly asked: string[] = [];
  readonly #answers: (ListPage | number)[];
  #now = 0;

  constructor(answers: readonly (ListPage | number)[]) {
    this.#answers = [...answers];
  }

  async read(from: string = ''): Promise<readonly string[]> {
    const seen: string[] = [];
    const pages = kindPages(this.#client(), PODS, {
      from,
      limit: 1,
      signal: new AbortController().signal,
      patienceMs: 60_000,
      now: () => this.#now,
      pause: (ms) => Promise.resolve(void (this.#now += ms)),
      random: () => 0,
    });
    for await (const one of pages) {
      seen.push(
        one.kind === 'anew' ? 'anew' : `${JSON.stringify(one.items).replace(/\W|metadata|name/g, '')}→${one.next}`,
      );
    }
    return seen;
  }

  #client(): KubeClient {
    const list: KubeClient['list'] = (_, { from = '' } = {}) => this.#list(from);
    // Nothing else of a client is used here.
    return { list } as KubeClient;
  }

  async *#list(from: string): AsyncGenerator<ListPage, void, undefined> {
    for (let at = from; ;) {
      this.asked.push(at);
      const answer = this.#answers.shift() ?? 500;
      if (typeof answer === 'number') throw new KubeError(`it says ${answer}`, { status: answer });
      yield answer;
      if (answer.next === '') return;
      at = answer.next;
    }
  }
}
