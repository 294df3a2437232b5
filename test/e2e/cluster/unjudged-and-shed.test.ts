import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeResponse } from '../../support/kube/kube-request.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { isCompiled } from '../../support/program.ts';

/** What is in this cluster may not change any more, whatever the change. */
const NO_UPDATES = `# METADATA
# title: No updates
# custom: {policy: no-updates, match: {kinds: [{apiGroups: [""], kinds: [Pod, ConfigMap, Service]}]}}
package policies.no_updates

violation contains {"msg": sprintf("%s does not change", [input.review.name])} if input.review.operation == "UPDATE"
`;

const SLOW = `package main

deny contains "never" if {
	input.kind == "ConfigMap"
	input.metadata.name != "is-the-webhook-asked"
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b == -1
}
`;

describe('what a webhook has no time for, on a real API server', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  it('is refused at once, with the time after which clients try again', async function () {
    if (!isCompiled()) this.skip();
    await using place = await WebhookNamespace.open(await sharedCluster(), {
      files: { 'policy/slow.rego': SLOW },
      args: ['-p', 'policy', '--jobs', '1', '--timeout', '2000'],
      webhook: { timeoutSeconds: 3 },
    });
    const create = (name: string): Promise<KubeResponse> =>
      place.cluster.request({
        method: 'POST',
        path: `/api/v1/namespaces/${place.name}/configmaps?dryRun=All`,
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
      });
    // There is one thread and time for one of them; whoever came before was quick, so nobody knows how long these take.
    expect((await create('first')).status).to.equal(500);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => create(`next-${index}`)));
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).to.deep.equal(new Set([429, 500]));
    expect(statuses.filter((status) => status === 429).length).to.be.greaterThan(10);
    const shed = answers.find(({ status }) => status === 429);
    expect(shed?.body).to.deep.include({ reason: 'TooManyRequests', details: { retryAfterSeconds: 1 } });
    expect(shed?.message).to.match(/the webhook is overloaded: .*try again/);
  });
});

describe('what a webhook must let through on a real API server', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let place: WebhookNamespace;
  before(async function () {
    if (!isCompiled()) this.skip();
    place = await WebhookNamespace.open(await sharedCluster(), {
      files: { 'policy/no-updates.rego': NO_UPDATES },
      // Also shows that the API server takes the answers to the older version.
      webhook: { admissionReviewVersions: ['v1beta1'] },
    });
  });
  after(async () => place?.[Symbol.asyncDispose]());

  const create = async (object: JsonObject): Promise<void> => {
    const made = await place.apply(object);
    expect(made.stderr).to.equal('');
  };
  const patch = async (what: string, change: JsonObject, ...args: readonly string[]): Promise<string> =>
    (await place.kubectl(['patch', what, '--type', 'merge', '-p', JSON.stringify(change), ...args])).stderr;
  const whyUnjudged = (verb: string, resource: string): string | undefined =>
    place.lastEvent(verb, resource)?.annotations?.['admit.sluice.dev/unjudged'];

  it('the state of a Pod, and not its labels in the same breath', async () => {
    await create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'web:1' }] },
    });
    expect(await patch('pod/web', { status: { phase: 'Running' } }, '--subresource=status')).to.equal('');
    expect(whyUnjudged('patch', 'pods/status')).to.equal('only the state of the object is written (status)');
    const both = { metadata: { labels: { app: 'other' } }, status: { phase: 'Failed' } };
    expect(await patch('pod/web', both, '--subresource=status')).to.include('web does not change');
  });
  it('the last finalizer of what was deleted, and nothing else of it', async () => {
    await create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'held', finalizers: ['tests.sluice.dev/hold'] },
    });
    expect(await patch('configmap/held', { metadata: { finalizers: null } })).to.include('held does not change');
    await place.kubectl(['delete', 'configmap/held', '--wait=false']);
    expect(await patch('configmap/held', { data: { a: 'b' }, metadata: { finalizers: null } })).to.include(
      'held does not change',
    );
    expect(await patch('configmap/held', { metadata: { finalizers: null } })).to.equal('');
    expect(whyUnjudged('patch', 'configmaps')).to.match(/^the object is being deleted/);
    expect((await place.kubectl(['get', 'configmap/held'])).stderr).to.include('NotFound');
  });
  it('not the status of a Service', async () => {
    await create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'front' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    });
    const status = { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } };
    expect(await patch('service/front', status, '--subresource=status')).to.include('front does not change');
  });
});
