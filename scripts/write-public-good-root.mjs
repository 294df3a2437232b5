#!/usr/bin/env node
// Writes src/node/images/sigstore/public-good-trust-root.ts from Sigstore's own client, which comes with the trust root of the
// public-good instance: node scripts/write-public-good-root.mjs VERSION-OF-@sigstore/tuf
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extract } from 'tar';
import { capture, expected, main, root } from './run.mjs';

const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev';
const TARGET = path.join(root, 'src', 'node', 'images', 'sigstore', 'public-good-trust-root.ts');

await main(() => {
  const version = process.argv[2];
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw expected('name a version of @sigstore/tuf, such as 5.0.1');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sluice-root-'));
  try {
    const text = readTrustedRoot(folder, version);
    writeFileSync(TARGET, toModule(text, version));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function readTrustedRoot(folder, version) {
  const { stdout } = capture('npm', ['pack', `@sigstore/tuf@${version}`, '--pack-destination', folder, '--json']);
  const [{ filename }] = JSON.parse(stdout);
  extract({ file: path.join(folder, filename), cwd: folder, sync: true });
  const seeds = JSON.parse(readFileSync(path.join(folder, 'package', 'seeds.json'), 'utf8'));
  return Buffer.from(seeds[REPOSITORY].targets['trusted_root.json'], 'base64').toString('utf8');
}

function toModule(text, version) {
  const digest = createHash('sha256').update(text).digest('hex');
  const literal = JSON.stringify(JSON.stringify(JSON.parse(text)))
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"');
  return `/**
 * The trust root of Sigstore's public-good instance, target \`trusted_root.json\` of ${REPOSITORY}, as it comes with
 * \`@sigstore/tuf\` ${version} (SHA-256 ${digest}).
 * Written on ${new Date().toISOString().slice(0, 10)} by scripts/write-public-good-root.mjs.
 */
export const PUBLIC_GOOD_TRUST_ROOT: string =
  '${literal}';
`;
}
