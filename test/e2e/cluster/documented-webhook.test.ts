import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { documentedConfiguration, documentedRules } from '../../support/kube/documented-webhook.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { isCompiled } from '../../support/program.ts';

const POLICY = `package main

deny contains sprintf("%s uses latest", [container.name]) if {
	some field in ["containers", "ephemeralContainers"]
	some container in input.spec[field]
	endswith(container.image, ":latest")
}

deny contains "too many" if input.spec.replicas > 3
`;

describe('the webhook configuration of the documentation', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let cluster: KubeCluster;
  before(async () => {
    cluster = await sharedCluster();
  });

  it('is taken by the API server as it stands', async () => {
    const { status, stdout, stderr } = await cluster.kubectl(['apply', '--dry-run=server', '-f', '-'], {
      stdin: documentedConfiguration(),
    });
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/validatingwebhookconfiguration.*\/sluice created \(server dry run\)/);
  });

  it('leaves no way around for containers that are put into a Pod, and for replicas', async function () {
    if (!isCompiled()) this.skip();
    await using place = await WebhookNamespace.open(cluster, {
      files: { 'policy/main.rego': POLICY },
      webhook: documentedRules(),
    });
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'main', image: 'web:1' }] } };
    const spec = { replicas: 1, selector: { matchLabels: { app: 'a' } }, template };
    const objects = [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: template.spec },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec },
    ];
    for (const object of objects) expect((await place.apply(object)).status).to.equal(0);
    const debugged = await place.kubectl(['debug', 'a', '--image=tool:latest', '--container=tool', '--attach=false']);
    expect([debugged.status, debugged.stderr.includes('[main] tool uses latest')]).to.deep.equal([1, true]);
    const scaled = await place.kubectl(['scale', 'deployment', 'a', '--replicas=9']);
    expect([scaled.status, scaled.stderr.includes('[main] too many')]).to.deep.equal([1, true]);
  });
});
