import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../scripts/run.mjs';
import { IMAGE } from './image-start.mjs';
import { PLAIN_ENVIRONMENT } from './measure.mjs';
import { peerDefinitions } from './peer-kinds.mjs';
import { processorMsOf, rssOf } from './process-figures.mjs';
import { until } from './until.mjs';

const support = (name) => import(path.join(root, 'dist', 'test', 'support', `${name}.js`));

/** `sluice serve` with the policies of a folder. */
export async function ownServer({ at, program, cacheDir }, folder) {
  const { freePort } = await support('kube/free-port');
  const port = await freePort();
  const certificate = await writeCertificate(at(`certificate-${path.basename(folder)}`));
  // Templates may look up objects of the cluster, and there are none in either server.
  const inventory = at('inventory.json');
  writeFileSync(inventory, JSON.stringify({ inventory: {} }));
  const flags = [
    '-d',
    inventory,
    '--tls-cert',
    certificate.cert,
    '--tls-key',
    certificate.key,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
  ];
  const server = new Server('sluice', { port, path: '/v1/admit' });
  server.start([process.execPath, ...IMAGE.flags, program, 'serve', '-p', folder, ...flags], {
    cwd: folder,
    env: { SLUICE_CACHE_DIR: cacheDir, ...IMAGE.env },
  });
  return server;
}

/** The floor: a server that allows whatever it is asked about. */
export async function idleServer({ at }) {
  const { freePort } = await support('kube/free-port');
  const port = await freePort();
  const { cert, key } = await writeCertificate(at('certificate-idle'));
  const server = new Server('nothing judged', { port, path: '/v1/admit' });
  server.start([process.execPath, path.join(import.meta.dirname, 'idle-server.mjs'), String(port), cert, key], {
    cwd: at('certificate-idle'),
  });
  return server;
}

/** Gatekeeper's own manager, on an API server of its own that has the same templates and constraints. Undefined, with a line that says why, without one of the two. */
export async function peerServer({ at, peers }, folder) {
  const { NO_CLUSTER } = await support('kube/kube-assets');
  const missing = peers['gatekeeper-manager'] === undefined ? 'gatekeeper-manager is not on the PATH' : NO_CLUSTER;
  if (missing !== undefined) {
    console.log(`\nWebhook: without Gatekeeper: ${missing}`);
    return undefined;
  }
  const { KubeCluster } = await support('kube/kube-cluster');
  const { freePort } = await support('kube/free-port');
  const cluster = await KubeCluster.start();
  const [port, health, metrics] = [await freePort(), await freePort(), await freePort()];
  const server = new Server('Gatekeeper', { port, path: '/v1/admit' }, cluster);
  const definitions = at('gatekeeper-definitions.json');
  writeFileSync(
    definitions,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: peerDefinitions({ namespace: 'gatekeeper-system', pod: 'bench' }),
    }),
  );
  await applyAll(cluster, [definitions]);
  const certificate = await writeCertificate(at(`peer-certificate-${path.basename(folder)}`));
  server.start(
    [
      peers['gatekeeper-manager'],
      `--port=${port}`,
      '--host=127.0.0.1',
      `--health-addr=127.0.0.1:${health}`,
      `--prometheus-port=${metrics}`,
      `--cert-dir=${path.dirname(certificate.cert)}`,
      '--disable-cert-rotation',
      '--operation=webhook',
      '--operation=generate',
      '--enable-k8s-native-validation=false',
      '--log-level=ERROR',
    ],
    {
      cwd: folder,
      env: { KUBECONFIG: cluster.kubeconfig(), POD_NAME: 'bench', POD_NAMESPACE: 'gatekeeper-system' },
    },
  );
  // Templates come before what is made by them.
  const files = readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));
  for (const part of [/template\.yaml$/, /constraint-\d+\.yaml$/])
    await applyAll(
      cluster,
      files.filter((file) => part.test(file)),
    );
  return server;
}

async function applyAll(cluster, files) {
  for (const file of files) {
    // A template's kind is known a moment after the template.
    let said = '';
    const isApplied = async () => {
      const { status, stderr } = await cluster.kubectl(['apply', '--server-side', '--force-conflicts', '-f', file]);
      said = stderr;
      return status === 0;
    };
    await until(`the API server takes ${file}`, isApplied, () => said);
  }
}

async function writeCertificate(folder) {
  const { selfSignedCertificate } = await support('certificate');
  const { cert, key } = selfSignedCertificate();
  mkdirSync(folder, { recursive: true });
  const files = { cert: path.join(folder, 'tls.crt'), key: path.join(folder, 'tls.key') };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  return files;
}

/** A webhook in a process of its own, that ends with this object. */
class Server {
  said = '';
  #child;

  constructor(name, { port, path: at }, ...others) {
    Object.assign(this, { name, port, path: at, others });
  }

  start([command, ...args], { cwd, env }) {
    this.#child = spawn(command, args, {
      cwd,
      env: { ...PLAIN_ENVIRONMENT, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on('data', (chunk) => (this.said += chunk));
  }

  /** Waits until it answers a review, with at least so many reasons for a denial. */
  async answers(review, reasons) {
    const isThere = async () => (await this.reasonsFor(review).catch(() => undefined))?.length >= reasons;
    const hasEnded = () => {
      if (this.#child.exitCode !== null) throw new Error(`${this.name} has ended: ${this.said.slice(-2000)}`);
    };
    await until(`${this.name} gives ${reasons} reasons`, async () => (hasEnded(), isThere()));
  }

  /** The reasons for a denial, in an order that depends on nothing but them. */
  async reasonsFor(review) {
    const { response } = JSON.parse(await post(this, readFileSync(review)));
    return response.allowed
      ? []
      : response.status.message
          .split('\n')
          .filter((line) => line !== '')
          .toSorted();
  }

  processorMs() {
    return processorMsOf(this.#child.pid);
  }

  memory() {
    return rssOf(this.#child.pid);
  }

  async end() {
    this.#child?.kill('SIGKILL');
    for (const other of this.others) await other[Symbol.asyncDispose]();
  }
}

const post = ({ port, path: at }, body) =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const call = request({ host: '127.0.0.1', port, path: at, method: 'POST', headers, rejectUnauthorized: false });
    call.on('error', reject);
    call.on('response', (response) => text(response).then(resolve, reject));
    call.end(body);
  });
