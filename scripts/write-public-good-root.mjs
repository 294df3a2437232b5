#!/usr/bin/env node
// Writes from Sigstore's own client, which comes with both, what the program believes of the public-good instance unasked: its
// trust root (src/node/images/sigstore/public-good-trust-root.ts) and the root of TUF by which a newer one is fetched
// (src/node/images/trust-root/public-good-tuf-root.ts): node scripts/write-public-good-root.mjs VERSION-OF-@sigstore/tuf
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extract } from 'tar';
import { capture, expected, main, root } from './run.mjs';

const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev';
const IMAGES = path.join(root, 'src', 'node', 'images');

await main(() => {
  const version = process.argv[2];
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw expected('name a version of @sigstore/tuf, such as 5.0.1');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sluice-root-'));
  try {
    const seed = readSeed(folder, version);
    writeFileSync(path.join(IMAGES, 'sigstore', 'public-good-trust-root.ts'), trustRootModule(seed, version));
    writeFileSync(path.join(IMAGES, 'trust-root', 'public-good-tuf-root.ts'), tufRootModule(seed, version));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function readSeed(folder, version) {
  const { stdout } = capture('npm', ['pack', `@sigstore/tuf@${version}`, '--pack-destination', folder, '--json']);
  const [{ filename }] = JSON.parse(stdout);
  extract({ file: path.join(folder, filename), cwd: folder, sync: true });
  return JSON.parse(readFileSync(path.join(folder, 'package', 'seeds.json'), 'utf8'))[REPOSITORY];
}

function trustRootModule({ targets }, version) {
  const text = textOf(targets['trusted_root.json']);
  return `/**
 * The trust root of Sigstore's public-good instance, target \`trusted_root.json\` of ${REPOSITORY}, as it comes with
 * \`@sigstore/tuf\` ${version} (SHA-256 ${digestOf(text)}).
 * Written on ${today()} by scripts/write-public-good-root.mjs.
 */
export const PUBLIC_GOOD_TRUST_ROOT: string =
  '${literal(text)}';
`;
}

function tufRootModule(seed, version) {
  const text = textOf(seed['root.json']);
  const { version: number, expires } = JSON.parse(text).signed;
  return `/** Where Sigstore's public-good instance publishes its trust root, by TUF. */
export const PUBLIC_GOOD_MIRROR = '${REPOSITORY}';

/**
 * The root of TUF by which that mirror is held, version ${number}, expires on ${expires.slice(0, 10)}; later ones are signed by it. As it
 * comes with \`@sigstore/tuf\` ${version} (SHA-256 ${digestOf(text)}).
 * Written on ${today()} by scripts/write-public-good-root.mjs.
 */
export const PUBLIC_GOOD_TUF_ROOT: string =
  '${literal(text)}';
`;
}

function textOf(base64) {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function digestOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

/** The document without its white space, which no signature of it covers, as it stands between quotes. */
function literal(text) {
  return JSON.stringify(JSON.stringify(JSON.parse(text)))
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"');
}
