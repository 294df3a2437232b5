import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { installKind } from '../../support/kube/install-kind.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import type { KubectlResult } from '../../support/kube/kubectl.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { isCompiled } from '../../support/program.ts';

const POLICIES = {
  'policy/objects.rego': `# METADATA
# title: Objects
# custom: {policy: objects}
package policies.objects

violation contains {"msg": sprintf("%s uses %s", [container.name, container.image])} if {
	some field in ["containers", "ephemeralContainers"]
	some container in input.review.object.spec[field]
	endswith(container.image, ":latest")
}

violation contains {"msg": sprintf("%d replicas are too many", [input.review.object.spec.replicas])} if {
	input.review.kind.kind in {"Deployment", "Scale"}
	input.review.object.spec.replicas > 3
}

violation contains {"msg": "an owner never changes"} if {
	input.review.operation == "UPDATE"
	input.review.object.metadata.labels.owner != input.review.oldObject.metadata.labels.owner
}

violation contains {"msg": sprintf("%s is kept", [input.review.name])} if {
	input.review.operation == "DELETE"
	input.review.object.metadata.labels.keep == "true"
}

violation contains {"msg": sprintf("no shell in %s", [input.review.name])} if {
	input.review.kind.kind == "PodExecOptions"
	input.review.object.command[0] == "sh"
}

violation contains {"msg": "nobody makes widgets of nothing"} if {
	input.review.kind.kind == "Widget"
	input.review.object.spec.size == 0
}
`,
  'policy/advice.rego': `package advice

warn contains "say who owns it" if {
	input.kind == "ConfigMap"
	not input.metadata.labels.owner
}
`,
};

const GROUP = 'tests.sluice.dev';
describe('sluice serve behind a real API server', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  let place: WebhookNamespace;
  before(async function () {
    if (!isCompiled()) this.skip();
    place = await WebhookNamespace.open(await sharedCluster(), { files: POLICIES });
  });
  after(async () => place?.[Symbol.asyncDispose]());

  const pod = (name: string, image: string, labels: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: place.name, labels: { app: 'test', ...labels } },
    spec: { containers: [{ name: 'main', image }] },
  });
  const configMap = (metadata: JsonObject, data: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: place.name, ...metadata },
    data,
  });
  const deployment = (name: string, replicas: number): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: place.name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'web:1' }] } },
    },
  });

  const expectAllowed = ({ status, stderr }: KubectlResult): void => {
    expect([status, stderr]).to.deep.equal([0, '']);
  };
  /** As kubectl words a 403 of a webhook. */
  const expectDenied = ({ status, stderr }: KubectlResult, message: string): void => {
    expect(status).to.equal(1);
    expect(stderr.trimEnd()).to.match(/^Error from server \(Forbidden\): /);
    expect(
      stderr.trimEnd().endsWith(`admission webhook "admit.sluice.dev" denied the request: ${message}`),
      stderr,
    ).to.equal(true);
  };
  const exists = async (kind: string, name: string): Promise<boolean> =>
    (await place.kubectl(['get', kind, name])).status === 0;

  describe('creating', () => {
    it('lets through what no policy forbids, and says so in the audit log', async () => {
      expectAllowed(await place.apply(pod('good', 'web:1')));
      expect(place.lastVerdict('create', 'pods')).to.deep.include({ verdict: 'allow' });
    });
    it('refuses with 403 and the words of the policy, and nothing is stored', async () => {
      expectDenied(await place.apply(pod('bad', 'web:latest')), '[objects] main uses web:latest');
      expect(place.lastVerdict('create', 'pods')).to.deep.include({ verdict: 'deny' });
      expect(place.lastEvent('create', 'pods')?.responseStatus?.code).to.equal(403);
      expect(await exists('pod', 'bad')).to.equal(false);
    });
    it('shows each message on a line of its own', async () => {
      const two = {
        ...pod('two', 'web:latest'),
        spec: {
          containers: [
            { name: 'a', image: 'a:latest' },
            { name: 'b', image: 'b:latest' },
          ],
        },
      };
      expectDenied(await place.apply(two), '[objects] a uses a:latest\n[objects] b uses b:latest');
    });
    it('passes warnings on to whoever applies', async () => {
      const { status, stdout, stderr } = await place.apply(configMap({ name: 'nobodys' }));
      expect([status, stdout, stderr]).to.deep.equal([
        0,
        'configmap/nobodys created\n',
        'Warning: [advice] say who owns it\n',
      ]);
    });
    it('knows an object by its generateName before it has a name', async () => {
      const object = { ...pod('', 'web:latest'), metadata: { generateName: 'once-', namespace: place.name } };
      const { status, stderr } = await place.kubectl(['create', '-f', '-'], { stdin: JSON.stringify(object) });
      expect([status, stderr.includes('[objects] main uses web:latest')], stderr).to.deep.equal([1, true]);
      expect(place.lastVerdict('create', 'pods').verdictId).to.equal(place.check(object).results[0]?.verdictId);
    });
    it('judges a dry run like any other', async () => {
      expectDenied(await place.apply(pod('dry', 'web:latest'), '--dry-run=server'), '[objects] main uses web:latest');
      expectAllowed(await place.apply(pod('dry', 'web:1'), '--dry-run=server'));
      expect(await exists('pod', 'dry')).to.equal(false);
    });
    it('judges a server-side apply, which makes and changes by the same call', async () => {
      expectDenied(await place.apply(pod('ssa', 'web:latest'), '--server-side'), '[objects] main uses web:latest');
      expectAllowed(await place.apply(pod('ssa', 'web:1'), '--server-side'));
      expectDenied(await place.apply(pod('ssa', 'web:latest'), '--server-side'), '[objects] main uses web:latest');
      expect(place.lastVerdict('patch', 'pods', 'ssa')).to.deep.include({ verdict: 'deny' });
    });
  });

  describe('changing', () => {
    it('sees what was there before', async () => {
      expectAllowed(await place.apply(configMap({ name: 'owned', labels: { owner: 'a' } })));
      expectDenied(
        await place.kubectl(['label', 'configmap', 'owned', 'owner=b', '--overwrite']),
        '[objects] an owner never changes',
      );
      expectAllowed(await place.kubectl(['label', 'configmap', 'owned', 'more=yes']));
    });
    it('judges the scale of a Deployment, which comes without the Deployment', async () => {
      expectAllowed(await place.apply(deployment('scaled', 1)));
      expectDenied(
        await place.kubectl(['scale', 'deployment', 'scaled', '--replicas=4']),
        '[objects] 4 replicas are too many',
      );
      expect(place.lastVerdict('patch', 'deployments/scale')).to.deep.include({ verdict: 'deny' });
      expectAllowed(await place.kubectl(['scale', 'deployment', 'scaled', '--replicas=3']));
    });
    it('judges a container that is put into a running Pod', async () => {
      expectAllowed(await place.apply(pod('debugged', 'web:1')));
      const debug = (image: string): Promise<KubectlResult> =>
        place.kubectl(['debug', 'debugged', `--image=${image}`, '--container=tool', '--attach=false', '-q']);
      const { status, stderr } = await debug('tool:latest');
      expect([status, stderr.includes('[objects] tool uses tool:latest')], stderr).to.deep.equal([1, true]);
      expect(place.lastVerdict('patch', 'pods/ephemeralcontainers')).to.deep.include({ verdict: 'deny' });
      expect((await debug('tool:1')).status).to.equal(0);
      expect(place.lastVerdict('patch', 'pods/ephemeralcontainers')).to.deep.include({ verdict: 'allow' });
    });
  });

  describe('connecting', () => {
    it('judges a command before it is run in a Pod', async () => {
      expectAllowed(await place.apply(pod('entered', 'web:1')));
      const { status, stderr } = await place.kubectl(['exec', 'entered', '--', 'sh', '-c', 'id']);
      expect([status, stderr.includes('denied the request: [objects] no shell in entered')], stderr).to.deep.equal([
        1,
        true,
      ]);
      expect(place.lastVerdict('get', 'pods/exec')).to.deep.include({ verdict: 'deny' });
    });
    it('lets others on; here they end at the node that there is none of', async () => {
      const { stderr } = await place.kubectl(['exec', 'entered', '--', 'id']);
      expect(stderr).to.match(/does not have a host assigned/);
      expect(place.lastVerdict('get', 'pods/exec').verdict).to.be.oneOf(['allow', 'idle']);
    });
  });

  describe('deleting', () => {
    it('judges the object that would be gone', async () => {
      expectAllowed(await place.apply(pod('kept', 'web:1', { keep: 'true' })));
      expectDenied(await place.kubectl(['delete', 'pod', 'kept']), '[objects] kept is kept');
      expectAllowed(await place.kubectl(['label', 'pod', 'kept', 'keep-']));
      expectAllowed(await place.kubectl(['delete', 'pod', 'kept', '--grace-period=0', '--wait=false']));
    });
    it('judges every one of many', async () => {
      expectAllowed(
        await place.apply(configMap({ name: 'one-of-two', labels: { owner: 'a', batch: 'x', keep: 'true' } })),
      );
      expectAllowed(await place.apply(configMap({ name: 'two-of-two', labels: { owner: 'a', batch: 'x' } })));
      const { status, stderr } = await place.kubectl(['delete', 'configmap', '-l', 'batch=x']);
      expect([status, stderr.includes('[objects] one-of-two is kept')], stderr).to.deep.equal([1, true]);
      expect([await exists('configmap', 'one-of-two'), await exists('configmap', 'two-of-two')]).to.deep.equal([
        true,
        false,
      ]);
    });
  });

  describe('custom objects', () => {
    let kind: AsyncDisposable;
    before(async () => {
      kind = await installKind(place.cluster, { group: GROUP, kind: 'Widget', versions: ['v1'] });
    });
    after(() => kind[Symbol.asyncDispose]());
    const widget = (name: string, spec: JsonObject): JsonObject => ({
      apiVersion: `${GROUP}/v1`,
      kind: 'Widget',
      metadata: { name, namespace: place.name },
      spec,
    });

    it('are judged like all others', async () => {
      expectAllowed(await place.apply(widget('some', { size: 1 })));
      const nothing = widget('nothing', { size: 0 });
      expectDenied(await place.apply(nothing), '[objects] nobody makes widgets of nothing');
      expect(place.lastVerdict('create', 'widgets').verdictId).to.equal(place.check(nothing).results[0]?.verdictId);
    });
    it('are judged when their scale changes', async () => {
      expectAllowed(await place.apply(widget('scaled', { size: 1, replicas: 1 })));
      expectDenied(
        await place.kubectl(['scale', 'widget', 'scaled', '--replicas=9']),
        '[objects] 9 replicas are too many',
      );
    });
  });

  describe('the same verdict as in a file', () => {
    it('is what `sluice check` says of what is refused', async () => {
      const object = pod('parity', 'web:latest');
      await place.apply(object);
      const report = place.check(object);
      expect(report.summary).to.deep.include({ fail: 1, error: 0 });
      const { verdictId, policySet } = place.lastVerdict('create', 'pods');
      expect(verdictId)
        .to.match(/^[0-9a-f]{64}$/)
        .and.to.equal(report.results.find(({ status }) => status === 'fail')?.verdictId);
      expect(policySet).to.equal(report.policySet);
    });
    it('is what `sluice check` says of what is allowed', async () => {
      const object = deployment('parity', 2);
      expectAllowed(await place.apply(object));
      const [passed] = place.check(object).results;
      expect(place.lastVerdict('create', 'deployments').verdictId).to.equal(passed?.verdictId);
    });
    it('is there with warnings, too', async () => {
      const object = configMap({ name: 'parity' });
      await place.apply(object);
      const warned = place.check(object).results.find(({ status }) => status === 'warn');
      expect(place.lastVerdict('create', 'configmaps').verdictId).to.equal(warned?.verdictId);
    });
  });

  describe('a Namespace that is being deleted', () => {
    it('is judged when it goes, and what is in it can still be taken away', async () => {
      const { cluster } = place;
      await using going = await WebhookNamespace.open(cluster, { files: POLICIES, labels: { keep: 'true' } });
      expectAllowed(
        await going.apply({
          ...configMap({ labels: { owner: 'a' } }),
          metadata: { name: 'in-it', labels: { owner: 'a' } },
        }),
      );
      const remove = ['delete', 'namespace', going.name, '--wait=false'];
      expectDenied(await cluster.kubectl(remove), `[objects] ${going.name} is kept`);
      expectAllowed(await cluster.kubectl(['label', 'namespace', going.name, 'keep-']));
      expectAllowed(await cluster.kubectl(remove));
      expect(going.lastVerdict('delete', 'namespaces').verdict).to.equal('allow');

      const refused = await going.kubectl(['create', 'configmap', 'too-late']);
      expect(refused.stderr).to.match(/because it is being terminated/);
      expectAllowed(await going.kubectl(['delete', 'configmap', 'in-it']));
      expect(going.lastVerdict('delete', 'configmaps').verdict).to.equal('allow');
    });
  });
});
