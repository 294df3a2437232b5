import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { performance } from 'node:perf_hooks';
import { root } from '../scripts/run.mjs';
import { plainQuestions } from './lib/plain-questions.mjs';
import { ms, ratio, table } from './lib/table.mjs';

const REVIEW = 50;
const load = (file) => import(pathToFileURL(path.join(root, 'dist', file)).href);

/** What verifying an image costs: the cryptography, the way to a registry on this machine, and what is remembered. */
export async function benchImages({ quick, peers }) {
  const count = quick ? 20 : 200;
  const world = await openWorld();
  try {
    await benchVerifying(world, 5 * count);
    await benchRegistries(world, count, peers);
  } finally {
    await world.rig[Symbol.asyncDispose]();
  }
}

async function openWorld() {
  const { SigstoreRig, newRigKey, RIG_ISSUER, RIG_SUBJECT } = await load('test/support/sigstore-rig.js');
  const { createSignatureVerifier } = await load('src/node/images/sigstore/create-signature-verifier.js');
  const rig = await SigstoreRig.start();
  const key = newRigKey();
  const common = { annotations: {}, timestamp: 'if-present', trustRoot: 'rig' };
  const exact = (text) => ({ kind: 'exact', text });
  return {
    rig,
    key,
    createSignatureVerifier,
    signers: {
      key: { ...common, kind: 'key', name: 'key', pem: key.pem, hash: 'sha256', tlog: 'if-present' },
      keyless: {
        ...common,
        kind: 'keyless',
        name: 'ci',
        identities: [{ issuer: exact(RIG_ISSUER), subject: exact(RIG_SUBJECT), extensions: {} }],
        tlog: 'required',
        sct: 'required',
      },
    },
  };
}

async function benchVerifying({ rig, key, signers, createSignatureVerifier }, count) {
  const digest = `sha256:${'ab'.repeat(32)}`;
  const image = { digest, mediaType: 'application/vnd.oci.image.manifest.v1+json', bytes: Buffer.from('{}') };
  const verifier = createSignatureVerifier({ trustRoots: new Map([['rig', rig.trustedRoot]]), now: () => new Date() });
  const kinds = {
    'key, bundle': [signers.key, await rig.signImage(digest, { key, rekor: 'none' })],
    'key, cosign 2': [signers.key, await rig.signLegacy(digest, { key, rekor: 'none' })],
    'keyless, log entry': [signers.keyless, await rig.signImage(digest)],
    'keyless, log entry and timestamp': [signers.keyless, await rig.signImage(digest, { timestamp: true })],
  };
  const rows = Object.entries(kinds).map(([name, [signer, material]]) => {
    const check = () => {
      const begun = process.cpuUsage();
      // Another object each time: what is verified is remembered by the object.
      const { kind, reason } = verifier.check({ ...material }, image, signer);
      const { user, system } = process.cpuUsage(begun);
      if (kind !== 'valid') throw new Error(`${name} does not verify: ${reason}`);
      return (user + system) / 1000;
    };
    for (let round = 0; round < 20; round += 1) check();
    // In the first of these V8 compiles, which counts as well.
    const [first, then] = [1, 2].map(() => Array.from({ length: count }, check));
    const figures = [meanOf(first), meanOf(then), quantile(then, 0.5), quantile(then, 0.99)];
    return [name, ...figures.map((one) => `${one.toFixed(3)} ms`)];
  });
  table(
    `Verifying one signature; processor time: the first ${count}, and ${count} more`,
    ['', 'first, mean', 'then, mean', 'p50', 'p99'],
    rows,
  );
}

async function benchRegistries(world, count, peers) {
  const { RealRegistry, ReferrersRegistry } = await load('test/support/registry.js');
  const rows = [];
  if (peers['docker-registry'] !== undefined)
    rows.push(...(await benchRegistry(world, await RealRegistry.start(), { hasReferrers: false, count })));
  if (peers['referrers-registry'] !== undefined)
    rows.push(...(await benchRegistry(world, await ReferrersRegistry.start(), { hasReferrers: true, count })));
  if (rows.length === 0) return console.log('\nImages in registries: no registry is on PATH: left out');
  table(
    `Images in a registry on this machine, by key: each of ${count} asked about for the first time; the least questions for it, nothing verified, p50; ${REVIEW} at once; remembered`,
    [
      '',
      'p50',
      'p99',
      'asking alone',
      `${REVIEW} at once`,
      'remembered',
      ...(peers.cosign === undefined ? [] : ['cosign verify', 'cosign ÷ sluice']),
    ],
    rows.map((row) => (peers.cosign === undefined ? row.slice(0, 6) : row)),
  );
}

async function benchRegistry(world, registry, { hasReferrers, count }) {
  const title = hasReferrers ? 'with a list of referrers' : 'docker-registry (tags stand in)';
  try {
    const sign = await loadSigning(registry.host, world);
    const rows = [];
    for (const format of ['bundle', 'legacy']) {
      const names = await sign(format, 20 + 2 * count + REVIEW);
      const inspector = await openInspector(world, registry.host);
      const askPlainly = plainQuestions({ host: registry.host, hasReferrers, format });
      for (const name of names.slice(0, 20)) await Promise.all([ask(inspector, name), askPlainly(name)]);
      const [cold, plain] = [[], []];
      for (let index = 20; index < 20 + 2 * count; index += 2) {
        cold.push(await timed(() => ask(inspector, names[index])));
        plain.push(await timed(() => askPlainly(names[index + 1])));
      }
      const atOnce = await timed(() => Promise.all(names.slice(-REVIEW).map((name) => ask(inspector, name))));
      const warm = await timed(async () => {
        for (let round = 0; round < 1000; round += 1) await ask(inspector, names[20 + 2 * (round % count)]);
      });
      const theirs = await cosignVerify(world, names[20]);
      const ours = quantile(cold, 0.5);
      rows.push([
        `${title}, ${format}`,
        ms(ours),
        ms(quantile(cold, 0.99)),
        ms(quantile(plain, 0.5)),
        ms(atOnce),
        `${(warm / 1000).toFixed(4)} ms`,
        theirs === undefined ? '-' : ms(theirs),
        ratio(theirs, ours),
      ]);
    }
    return rows;
  } finally {
    await registry[Symbol.asyncDispose]();
  }
}

async function loadSigning(host, { rig, key }) {
  const { manifestBytes, pushBlob, pushImage, pushManifest, pushReferrer } = await load('test/support/oci-content.js');
  const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
  return async (format, count) => {
    const names = [];
    for (let index = 0; index < count; index += 1) {
      // As images are: a repository for each. Registries of tests go through all that a repository has to list referrers.
      const target = { host, repository: `bench/${format}-${index}` };
      const image = await pushImage(target, `v${index}`, `${format} ${index}`);
      const tag = image.digest.replace(':', '-');
      if (format === 'bundle') {
        const material = await rig.signImage(image.digest, { key, rekor: 'none' });
        const referrer = await pushReferrer(target, image, {
          artifactType: bundleType,
          content: Buffer.from(material.bytes).toString('utf8'),
        });
        await pushManifest(target, manifestBytes({ manifests: [referrer] }), tag);
      } else {
        const { bytes, annotations } = await rig.signLegacy(image.digest, { key, rekor: 'none' });
        const type = 'application/vnd.dev.cosign.simplesigning.v1+json';
        await pushManifest(
          target,
          manifestBytes({ layers: [await pushBlob(target, type, bytes, annotations)] }),
          `${tag}.sig`,
        );
      }
      names.push(`${host}/${target.repository}:v${index}`);
    }
    return names;
  };
}

async function openInspector({ signers, rig }, host) {
  const { openImageInspector } = await load('src/node/images/open-image-inspector.js');
  const { cachedInspector } = await load('src/node/images/cached-inspector.js');
  const { createFindingCache } = await load('src/node/images/finding-cache.js');
  const { DEFAULT_IMAGES_CONFIG } = await load('src/node/config/images-config.js');
  const authority = {
    name: 'bench',
    images: [`${host}/**`],
    exclude: [],
    signers: [signers.key],
    required: 1,
    attestations: [],
    signature: 'required',
    allPlatforms: false,
    action: 'deny',
  };
  const images = { ...DEFAULT_IMAGES_CONFIG, authorities: [authority], trustRoots: { rig: rig.trustedRoot } };
  const config = { registries: [], images };
  const inspector = openImageInspector({ config, env: {}, allowLoopback: true, now: () => new Date() });
  return cachedInspector(inspector, createFindingCache({ now: Date.now, verifiedMs: 3_600_000, staleMs: 0 }));
}

async function ask(inspector, name) {
  const { status, message } = await inspector.inspect(name);
  if (status !== 'verified') throw new Error(`${name} ${message}`);
}

/** A process each time, as people run it. */
async function cosignVerify({ key }, name) {
  const { findProgram } = await import('./lib/measure.mjs');
  const cosign = findProgram('cosign');
  if (cosign === undefined) return undefined;
  const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');
  const folder = mkdtempSync(path.join((await import('node:os')).tmpdir(), 'sluice-bench-'));
  try {
    writeFileSync(path.join(folder, 'key.pub'), key.pem);
    const args = ['verify', '--key', 'key.pub', '--insecure-ignore-tlog', '--allow-http-registry', name];
    const walls = [];
    for (let round = 0; round < 3; round += 1) walls.push(await timed(() => finished(cosign, args, folder)));
    return Math.min(...walls);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function finished(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
  });
}

async function timed(task) {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}

const meanOf = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
