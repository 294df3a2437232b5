import { expect } from 'chai';
import { describe, it } from 'mocha';
import { listAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { toClusterObject, type ClusterObject } from '../../../src/node/cluster/cluster-object.ts';
import type { ClusterPolicies, PolicyOutcome } from '../../../src/node/cluster/cluster-policies.ts';
import { StatusReporter } from '../../../src/node/cluster/status-reporter.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { TestServer } from '../../support/http-server.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';

describe('what became of policies', () => {
  it('is written also when another replica was written to the object meanwhile', async () => {
    await using written = await Written.open();
    const seen = objectOf(constraint());
    const now = objectOf({ ...constraint(), status: { byPod: [{ id: 'other' }] } });
    written.reporter.report(outcomeOf([objectOf(TEMPLATE), seen]), [objectOf(TEMPLATE), now]);
    expect((await written.entryOf('one'))['enforced']).to.equal(true);
  });

  it('is not written to an object that says something else by now', async () => {
    await using written = await Written.open();
    const changed = objectOf({ ...constraint(), metadata: { name: 'one', uid: 'c', generation: 2 } });
    written.reporter.report(outcomeOf([objectOf(TEMPLATE), objectOf(constraint())]), [objectOf(TEMPLATE), changed]);
    await written.entryOf('k8sa');
    expect(written.names()).to.deep.equal(['k8sa']);
  });

  it('says that a constraint does not judge while its template has a fault', async () => {
    await using written = await Written.open();
    const objects = [objectOf(TEMPLATE), objectOf(constraint())];
    const fault = {
      file: 'cluster:ConstraintTemplate/k8sa#spec.targets[0].rego',
      line: 3,
      column: 7,
      message: 'wrong',
    };
    written.reporter.report({ ...outcomeOf(objects), faults: [fault] }, objects);
    expect((await written.entryOf('one'))['enforced']).to.equal(false);
    expect((await written.entryOf('k8sa'))['errors']).to.deep.equal([
      { code: 'ingest_error', message: 'wrong', location: 'spec.targets[0].rego:3:7' },
    ]);
  });

  it('keeps saying that a constraint judges, while an earlier set is in force', async () => {
    await using written = await Written.open();
    const objects = [objectOf(TEMPLATE), objectOf(constraint())];
    written.reporter.report(outcomeOf(objects), objects);
    await written.entryOf('one');
    const fault = { file: 'cluster:K8sA/one#spec', line: 1, column: 1, message: 'wrong' };
    written.reporter.report({ ...outcomeOf(objects), faults: [fault], isInForce: false }, objects);
    const entry = await pollUntil(
      async () => {
        const own = await written.entryOf('one');
        return own['errors'] === undefined ? undefined : own;
      },
      { what: 'the fault is there' },
    );
    expect(entry['enforced']).to.equal(true);
  });
});

const TEMPLATE: JsonObject = {
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: 'k8sa', uid: 't', generation: 1 },
  spec: { crd: { spec: { names: { kind: 'K8sA' } } } },
};

const constraint = (): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sA',
  metadata: { name: 'one', uid: 'c', generation: 1 },
  spec: {},
});

function objectOf(object: JsonObject): ClusterObject {
  const read = toClusterObject(object, 'me');
  if (read === undefined) throw new Error('it is no object of Kubernetes');
  return read;
}

function outcomeOf(objects: readonly ClusterObject[]): PolicyOutcome {
  const data: ClusterPolicies['data'] = {
    revision: 1,
    namespaces: new Map(),
    inventory: { kind: 'incomplete', reason: 'there is none' },
  };
  const gatekeeper = objects.map(({ source }) => source);
  return { snapshot: { revision: 1, gatekeeper, kept: [], problems: [], data }, faults: [], earlier: new Map(), isInForce: true };
}

/** A reporter, with all that it wrote. */
class Written implements AsyncDisposable {
  readonly reporter: StatusReporter;
  readonly #server: TestServer;

  private constructor(server: TestServer) {
    this.#server = server;
    const connection = { server: server.url('/'), credentials: () => Promise.resolve({ headers: {}, tls: {} }) };
    this.reporter = new StatusReporter({
      client: createKubeClient(connection),
      podId: 'me',
      onTrouble: () => undefined,
      stateOfKind: () => ({ kind: 'established' }),
    });
  }

  static async open(): Promise<Written> {
    return new Written(
      await TestServer.start(({ method, url, body }, response) => {
        const uid = url.includes('/k8sa/one') ? 'c' : 't';
        response.end(method === 'GET' ? JSON.stringify({ metadata: { uid } }) : body);
      }),
    );
  }

  /** Names of the objects that were written to. */
  names(): readonly string[] {
    return this.#puts().map(({ url }) => url.split('/').at(-2) ?? '');
  }

  /** What was last written of an object. */
  entryOf(name: string): Promise<JsonObject> {
    const find = (): JsonObject | undefined => {
      const put = this.#puts().findLast(({ url }) => url.endsWith(`/${name}/status`));
      const [entry] = put === undefined ? [] : listAt(JSON.parse(put.body), ['status', 'byPod']);
      return textAt(entry, ['id']) === 'me' ? (valueAt({ entry: entry ?? null }, ['entry']) as JsonObject) : undefined;
    };
    return pollUntil(find, { what: `${name} is written`, withinMs: 8000 });
  }

  #puts(): TestServer['seen'] {
    return this.#server.seen.filter(({ method }) => method === 'PUT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reporter[Symbol.asyncDispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}
