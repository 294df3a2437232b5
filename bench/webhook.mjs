import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { idleServer, ownServer, peerServer } from './lib/admission-servers.mjs';
import { measureLoad } from './lib/measure-load.mjs';
import { bytes, ratio, table } from './lib/table.mjs';

const LIBRARY = process.env.SLUICE_GATEKEEPER_LIBRARY;
const PATIENCE_SECONDS = 6;

/** Templates of gatekeeper-library that say something of a Pod. */
const OF_PODS = [
  'general/allowedrepos',
  'general/containerlimits',
  'general/requiredlabels',
  'general/requiredprobes',
  'pod-security-policy/allow-privilege-escalation',
  'pod-security-policy/capabilities',
  'pod-security-policy/host-namespaces',
  'pod-security-policy/privileged-containers',
];

/** The webhook beside Gatekeeper's own manager, in turn: a Pod that is fine, and one that is not. @returns whether both gave the same answers */
export async function benchWebhook(workplace) {
  if (LIBRARY === undefined) return console.log('\nWebhook: SLUICE_GATEKEEPER_LIBRARY is not set, left out');
  const few = await benchSet(workplace, writeEight(workplace));
  const many = await benchSet(workplace, writeAll(workplace));
  return few && many;
}

async function benchSet(workplace, { title, folder, connections }) {
  const servers = [];
  let floor;
  try {
    servers.push(await ownServer(workplace, folder));
    const theirs = await peerServer(workplace, folder);
    if (theirs !== undefined) servers.unshift(theirs);
    floor = await idleServer(workplace);
    return await compareServers(workplace, servers, { title, connections, floor });
  } finally {
    for (const server of [...servers, floor]) await server?.end();
  }
}

async function compareServers(workplace, servers, { title, connections, floor }) {
  const reviews = {
    'a fine Pod': writeReview(workplace, 'fine', finePod()),
    'a bad one': writeReview(workplace, 'bad', badPod()),
  };
  const reasons = await giveSameReasons(servers, reviews['a bad one']);
  await floor.answers(reviews['a fine Pod'], 0);
  // Servers live for days: what the first requests cost is not what is asked here.
  for (const server of [...servers, floor]) {
    await measureLoad(server, { review: reviews['a bad one'], connections: 8, seconds: workplace.quick ? 1 : 10 });
  }
  const rows = [];
  for (const [what, review] of Object.entries(reviews)) {
    const { length } = await servers.at(-1).reasonsFor(review);
    for (const count of connections) {
      const order = { what, review, connections: count, isDenied: length > 0 };
      rows.push(...(await compare(workplace, servers, { ...order, floor: what === 'a fine Pod' ? floor : undefined })));
    }
  }
  table(title, ['', 'requests/s', 'p50', 'p99', 'processor', 'memory', 'Gatekeeper ÷ sluice'], rows);
  return reasons;
}

/** Rounds in turn; of each figure the median. What the floor says is not asked for. */
async function compare({ rounds, quick }, servers, { what, review, connections, isDenied, floor }) {
  const seconds = quick ? 1 : PATIENCE_SECONDS;
  const measured = floor === undefined ? servers : [floor, ...servers];
  const runs = new Map(measured.map(({ name }) => [name, []]));
  for (let round = 0; round < Math.min(rounds, 3); round++) {
    for (const server of measured)
      runs.get(server.name).push(await measureLoad(server, { review, connections, seconds }));
  }
  const figures = measured.map((server) => ({
    name: server.name,
    memory: server.memory(),
    ...medians(runs.get(server.name)),
  }));
  const wrong = isDenied ? 'allowed' : 'denied';
  for (const { name, [wrong]: wrongly, other } of figures.slice(-servers.length)) {
    if (wrongly + other > 0)
      throw new Error(`${name} answered ${wrongly + other} of the reviews otherwise than it must`);
  }
  const own = figures.at(-1);
  const peer = servers.length === 2 ? figures.at(-2) : undefined;
  return figures.map(({ name, rate, p50, p99, processorMs, memory }) => [
    `${name}, ${what}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
    rate.toFixed(0),
    `${p50.toFixed(2)} ms`,
    `${p99.toFixed(2)} ms`,
    processorMs === undefined ? '-' : `${processorMs.toFixed(2)} ms`,
    bytes(memory),
    name === own.name && peer !== undefined
      ? `requests ${ratio(own.rate, peer.rate)}, p99 ${ratio(peer.p99, own.p99)}, processor ${ratio(peer.processorMs, own.processorMs)}, memory ${ratio(peer.memory, own.memory)}`
      : '',
  ]);
}

const medians = (runs) =>
  Object.fromEntries(
    Object.keys(runs[0]).map((key) => [key, runs.map((run) => run[key]).toSorted((a, b) => a - b)[runs.length >> 1]]),
  );

/** Ours is asked first: it has its policies when it listens. The other one has them when it says as much. */
async function giveSameReasons(servers, review) {
  const ours = servers.at(-1);
  await ours.answers(review, 1);
  const wanted = await ours.reasonsFor(review);
  if (servers.length === 1) return true;
  await servers[0].answers(review, wanted.length);
  const theirs = await servers[0].reasonsFor(review);
  if (JSON.stringify(theirs) === JSON.stringify(wanted)) return true;
  console.log(`THE REASONS DIFFER\n  theirs: ${theirs.join('\n          ')}\n  ours:   ${wanted.join('\n          ')}`);
  return false;
}

/** Each with the first constraint of its samples, for every Pod. */
function writeEight({ at }) {
  const folder = at('webhook-eight');
  for (const name of OF_PODS) writeTemplate(name, path.join(folder, path.basename(name)), 1);
  return {
    folder,
    connections: [1, 8],
    title: `Webhook over TLS: ${OF_PODS.length} templates and constraints of gatekeeper-library, a Pod`,
  };
}

/** All templates, and as many of their constraints as make a hundred. */
function writeAll({ at }) {
  const folder = at('webhook-all');
  const names = ['general', 'pod-security-policy'].flatMap((group) =>
    readdirSync(path.join(LIBRARY, 'library', group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(group, name)),
  );
  let constraints = 0;
  for (const name of names)
    constraints += writeTemplate(name, path.join(folder, name.replace('/', '-')), 3, 100 - constraints);
  return {
    folder,
    connections: [1, 8],
    title: `Webhook over TLS: ${names.length} templates and ${constraints} constraints, a Pod`,
  };
}

/** @returns how many constraints */
function writeTemplate(name, to, copies, most = copies) {
  const from = path.join(LIBRARY, 'library', name);
  mkdirSync(to, { recursive: true });
  cpSync(path.join(from, 'template.yaml'), path.join(to, 'template.yaml'));
  const [sample] = readdirSync(path.join(from, 'samples')).toSorted();
  const constraint = readFileSync(path.join(from, 'samples', sample, 'constraint.yaml'), 'utf8');
  const count = Math.min(copies, most);
  for (let copy = 0; copy < count; copy++) {
    writeFileSync(
      path.join(to, `constraint-${copy}.yaml`),
      forPods(constraint).replace(/^ {2}name: .*$/m, `$&-${copy}`),
    );
  }
  return count;
}

/** The same constraint, about Pods in every Namespace. */
const forPods = (constraint) =>
  constraint
    .replace(/^ {4}namespaces:\n(?: {6}- .*\n)+/m, '')
    .replace(/kinds: \["(?:Namespace|Deployment|Service|Ingress)"\]/, 'kinds: ["Pod"]');

function writeReview({ at }, name, object) {
  const file = at(`review-${name}.json`);
  const { metadata } = object;
  writeFileSync(
    file,
    JSON.stringify({
      kind: 'AdmissionReview',
      apiVersion: 'admission.k8s.io/v1',
      request: {
        uid: '7d2c0f5e-3b8a-4f6f-9a51-000000000000',
        kind: { group: '', version: 'v1', kind: 'Pod' },
        resource: { group: '', version: 'v1', resource: 'pods' },
        requestKind: { group: '', version: 'v1', kind: 'Pod' },
        requestResource: { group: '', version: 'v1', resource: 'pods' },
        name: metadata.name,
        namespace: metadata.namespace,
        operation: 'CREATE',
        userInfo: {
          username: 'system:serviceaccount:kube-system:replicaset-controller',
          groups: ['system:authenticated'],
        },
        object,
        oldObject: null,
        dryRun: false,
        options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
      },
    }),
  );
  return file;
}

const pod = (containers) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'cart-000000000000',
    namespace: 'default',
    labels: { app: 'cart', owner: 'me.agilebank.demo', 'pod-template-hash': '5d8f6c7b9' },
    annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' },
  },
  spec: {
    serviceAccountName: 'cart',
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [
      { name: 'config', configMap: { name: 'cart' } },
      { name: 'tmp', emptyDir: {} },
    ],
    containers,
  },
});

const container = (name) => ({
  name,
  image: `openpolicyagent/${name}@sha256:04ff8fce2afd1a3bc26260348e5b290e8d945b1fad4b4c16d22834c2f3a1814a`,
  args: ['serve', '--listen=:8080'],
  env: [{ name: 'LOG_LEVEL', value: 'info' }],
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 10 },
  livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 5, periodSeconds: 10 },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  volumeMounts: [{ name: 'config', mountPath: '/etc/cart', readOnly: true }],
});

const finePod = () => pod([container('cart'), container('proxy')]);

function badPod() {
  const { livenessProbe: _, ...unwatched } = container('cart');
  return pod([{ ...unwatched, image: 'elsewhere/cart:1', securityContext: { privileged: true } }, container('proxy')]);
}
