import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/run.mjs';
import { IMAGE } from './lib/image-start.mjs';
import { PLAIN_ENVIRONMENT } from './lib/measure.mjs';
import { peakOf, rssOf } from './lib/process-figures.mjs';
import { bytes, table } from './lib/table.mjs';
import { until } from './lib/until.mjs';

const load = (file) => import(pathToFileURL(path.join(root, 'dist', file)).href);

const TEMPLATES = '/apis/templates.gatekeeper.sh/v1/constrainttemplates';
const CONSTRAINTS = '/apis/constraints.gatekeeper.sh/v1beta1';
const CALLERS = 24;
const LIMIT = 250e6;
/** So long after a rush memory is read: what was taken for it is given back by then. */
const QUIET_MS = 15_000;

/** Memory of a server that knows many objects of a cluster, after it has loaded them and after they have changed. */
export async function benchInventory({ quick }) {
  const { NO_CLUSTER } = await load('test/support/kube/kube-assets.js');
  if (NO_CLUSTER !== undefined) return console.log(`\nInventory: left out, ${NO_CLUSTER}`);
  const count = quick ? 1_000 : 10_000;
  const world = await startWorld(count);
  try {
    const rows = [];
    for (const jobs of [1, 2, 4]) rows.push(await measureServer(world, jobs));
    const most = Math.max(...rows.filter(({ jobs }) => jobs <= 2).flatMap(({ figures }) => figures.slice(0, -1)));
    table(`Inventory: ${count} objects, ${bytes(world.size)} as the API server sends them`, HEAD, rows.map(toRow));
    console.log(most < LIMIT ? 'Below 250 MB with two threads.' : `MORE THAN 250 MB with two threads: ${bytes(most)}`);
    return most < LIMIT;
  } finally {
    await world.cluster[Symbol.asyncDispose]();
  }
}

const HEAD = ['threads', 'without', 'loaded', 'after 2,000 changes', 'after 2,000 requests', 'peak'];
const toRow = ({ jobs, figures }) => [String(jobs), ...figures.map(bytes)];

/** A cluster with as many objects, half of them Pods and half ConfigMaps, and a policy that looks them up. */
export async function startWorld(count) {
  const { KubeCluster } = await load('test/support/kube/kube-cluster.js');
  const { GATEKEEPER_CRDS } = await load('src/core/gatekeeper/crds/gatekeeper-crds.js');
  const cluster = await KubeCluster.start();
  for (const crd of GATEKEEPER_CRDS)
    await cluster.create('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd);
  const namespaces = [];
  for (let index = 0; index < 20; index += 1) namespaces.push(await cluster.namespace({ team: `team-${index % 5}` }));
  let size = 0;
  await inParallel(count, async (index) => {
    const namespace = namespaces[index % namespaces.length];
    const [kind, object] = index % 2 === 0 ? ['pods', podOf(index)] : ['configmaps', configMapOf(index)];
    const created = await cluster.create(`/api/v1/namespaces/${namespace}/${kind}`, object);
    size += JSON.stringify(created).length;
  });
  await cluster.create(TEMPLATES, TEMPLATE);
  return { cluster, namespaces, size, count };
}

/** Starts a server, and reads its memory: before there is an inventory, with it, after changes, and at rest. */
export async function measureServer({ cluster, namespaces, count }, jobs) {
  const server = await startServer(cluster.kubeconfig(), jobs);
  try {
    const without = rssOf(server.pid);
    await cluster.create('/apis/config.gatekeeper.sh/v1alpha1/namespaces/default/configs', CONFIG);
    await until(`the kind is there`, async () => (await get(cluster, `${CONSTRAINTS}/benchtaken`)).status === 200);
    await put(cluster, 'POST', `${CONSTRAINTS}/benchtaken`, CONSTRAINT);
    const last = (count % 2 === 0 ? count - 2 : count - 1).toString();
    await until('the inventory is looked up', async () => !(await server.allows(`pod-${last}`)));
    await pause(QUIET_MS);
    const loaded = rssOf(server.pid);
    await inParallel(Math.min(2_000, count), async (index) => {
      const namespace = namespaces[index % namespaces.length];
      const object = index % 2 === 0 ? `pods/pod-${index}` : `configmaps/settings-${index}`;
      const body = { metadata: { labels: { round: `r-${jobs}` } } };
      await put(cluster, 'PATCH', `/api/v1/namespaces/${namespace}/${object}`, body);
    });
    await pause(QUIET_MS);
    const changed = rssOf(server.pid);
    for (let index = 0; index < 2_000; index += 1) await server.allows(`free-${index}`);
    await pause(QUIET_MS);
    return { jobs, figures: [without, loaded, changed, rssOf(server.pid), peakOf(server.pid)] };
  } finally {
    server.stop();
    await put(cluster, 'DELETE', `${CONSTRAINTS}/benchtaken/free`);
    await put(cluster, 'DELETE', '/apis/config.gatekeeper.sh/v1alpha1/namespaces/default/configs/config');
  }
}

async function startServer(kubeconfig, jobs) {
  const { temporaryFolder } = await load('test/support/temporary-folder.js');
  const { selfSignedCertificate } = await load('test/support/certificate.js');
  const { admissionReview } = await load('test/support/admission-review.js');
  const { Agent, request } = await import('node:https');
  const { text } = await import('node:stream/consumers');
  const folder = temporaryFolder();
  const { cert, key } = selfSignedCertificate();
  folder.write('tls.crt', cert);
  folder.write('tls.key', key);
  const flags = ['--cluster', '--kubeconfig', kubeconfig, '--jobs', String(jobs), '--host', '127.0.0.1', '--port', '0'];
  const program = path.join(root, 'dist', 'bundle', 'sluice.js');
  const child = spawn(
    process.execPath,
    [...IMAGE.flags, program, 'serve', '--tls-cert', 'tls.crt', '--tls-key', 'tls.key', ...flags],
    {
      cwd: folder.path,
      env: { ...PLAIN_ENVIRONMENT, ...IMAGE.env, SLUICE_CACHE_DIR: folder.at('cache') },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const url = await urlIn(child);
  const agent = new Agent({ keepAlive: true, ca: cert });
  const allows = async (name) => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } };
    const call = request(`${url}/v1/admit?timeout=30s`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json' },
    });
    call.end(JSON.stringify(admissionReview(pod)));
    const [answer] = await once(call, 'response');
    return JSON.parse(await text(answer)).response.allowed;
  };
  const stop = () => {
    agent.destroy();
    child.kill('SIGKILL');
    folder[Symbol.dispose]();
  };
  return { pid: child.pid, allows, stop };
}

async function urlIn(child) {
  for await (const line of createInterface(child.stderr)) {
    const [url] = /https:[^,]+/.exec(line) ?? [];
    if (line.startsWith('listening on ') && url !== undefined) {
      child.stderr.resume();
      return url;
    }
  }
  throw new Error('sluice serve has ended before it listened');
}

const get = (cluster, path) => cluster.request({ method: 'GET', path });

async function put(cluster, method, at, body) {
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const { status, message } = await cluster.request({ method, path: at, contentType, ...(body && { body }) });
  if (status >= 300) throw new Error(`${method} ${at}: ${status} ${message}`);
}

async function inParallel(count, task) {
  let next = 0;
  const work = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: CALLERS }, work));
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const REGO = `package taken

violation[{"msg": msg}] {
  name := input.review.object.metadata.name
  data.inventory.namespace[_]["v1"]["Pod"][name]
  msg := sprintf("%v is taken", [name])
}
`;

const TEMPLATE = {
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: 'benchtaken' },
  spec: {
    crd: { spec: { names: { kind: 'BenchTaken' } } },
    targets: [{ target: 'admission.k8s.gatekeeper.sh', rego: REGO }],
  },
};

const CONSTRAINT = {
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'BenchTaken',
  metadata: { name: 'free' },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] } },
};

const CONFIG = {
  apiVersion: 'config.gatekeeper.sh/v1alpha1',
  kind: 'Config',
  metadata: { name: 'config', namespace: 'default' },
  spec: { sync: { syncOnly: ['Pod', 'ConfigMap'].map((kind) => ({ group: '', version: 'v1', kind })) } },
};

/** As a Deployment makes them: two containers, probes, settings, volumes, and what the API server adds. */
const podOf = (index) => {
  const app = `app-${index % 400}`;
  const container = (name, port) => ({
    name,
    image: `registry.example/team-${index % 12}/${name}:v${index % 40}.${index % 7}@sha256:${digest(index, name)}`,
    args: ['--config', `/etc/${app}/config.yaml`, '--listen', `:${port}`],
    ports: [{ name: 'http', containerPort: port }],
    env: [
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'DATABASE', valueFrom: { secretKeyRef: { name: `${app}-db`, key: 'url' } } },
      { name: 'REPLICA', value: `${app}-${index}` },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: `${256 + (index % 8) * 64}Mi` } },
    readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: '/live', port: 'http' }, periodSeconds: 10 },
    securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'config', mountPath: `/etc/${app}` }],
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${index}`,
      labels: { app, 'pod-template-hash': digest(index % 400, 'h').slice(0, 10), version: `v${index % 40}` },
      annotations: { 'prometheus.io/scrape': 'true', 'checksum/config': digest(index % 400, 'c') },
    },
    spec: {
      containers: [container('server', 8080), container('proxy', 15001)],
      volumes: [{ name: 'config', configMap: { name: `settings-${index | 1}` } }],
    },
  };
};

const configMapOf = (index) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: `settings-${index}`, labels: { app: `app-${index % 400}` } },
  data: {
    'config.yaml': Array.from(
      { length: 24 },
      (_, line) => `setting-${line}: value-${(index * 31 + line * 7) % 997}`,
    ).join('\n'),
    'feature-flags': JSON.stringify({ beta: index % 3 === 0, limit: index % 100, region: `eu-${index % 4}` }),
  },
});

/** Not one that means anything, and another for each. */
const digest = (index, salt) => {
  let state = (index + 1) * 2_654_435_761 + salt.length * 40_503;
  return Array.from({ length: 64 }, () =>
    ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % 16).toString(16),
  ).join('');
};
