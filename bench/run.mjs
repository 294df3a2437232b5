// Measures sluice beside its peers, in one run and in turn, so that the ratios mean something on any machine. See README.md.
import { rmSync } from 'node:fs';
import os from 'node:os';
import { benchGrowth } from './growth.mjs';
import { benchHook } from './hook.mjs';
import { benchImages } from './images.mjs';
import { benchInventory } from './inventory.mjs';
import { manifestTexts } from './lib/manifests.mjs';
import { benchGatekeeper } from './gatekeeper.mjs';
import { benchManyPolicies } from './many-policies.mjs';
import { benchManifests } from './manifests.mjs';
import { benchProcess } from './process.mjs';
import { benchWebhook } from './webhook.mjs';
import { createWorkplace } from './workplace.mjs';

const PEERS = {
  conftest: 'the same rules over the same files',
  opa: 'compiling a policy set',
  gator: 'the same templates over the same objects, and the same suites',
  gitleaks: 'the same staged files, searched for secrets',
  'gatekeeper-manager': "the webhook with the same templates; Gatekeeper's program, under this name",
  'docker-registry': 'keeps the images that are verified; has no list of referrers',
  'referrers-registry': 'the same with one (go-containerregistry)',
  cosign: 'verifying one image, a process each time',
};

const workplace = createWorkplace({ quick: process.argv.includes('--quick'), peerNames: Object.keys(PEERS) });
try {
  reportMachine(workplace);
  const { origin, texts, leftOut } = manifestTexts(workplace);
  console.log(`\nManifests: ${origin}, ${texts.length} different texts${leftOut}`);
  const sections = [
    benchManifests,
    benchProcess,
    benchGrowth,
    benchManyPolicies,
    benchGatekeeper,
    benchHook,
    benchImages,
    benchInventory,
    benchWebhook,
  ];
  const sound = [];
  for (const section of sections) sound.push(await attempt(() => section(workplace, texts)));
  process.exitCode = sound.every(Boolean) ? 0 : 1;
} finally {
  rmSync(workplace.folder, { recursive: true, force: true });
}

/** One table that cannot be made does not take the others away, but the run has failed. */
async function attempt(section) {
  try {
    return (await section()) !== false;
  } catch (error) {
    console.log(`\nNOT MEASURED: ${error.message}`);
    return false;
  }
}

function reportMachine({ quick, rounds, peers }) {
  const processor = os.cpus()[0]?.model.trim();
  console.log(
    `Node ${process.version}, ${os.cpus().length} × ${processor}, ${quick ? 'quick: figures are rough' : `medians of ${rounds} rounds`}`,
  );
  for (const [name, use] of Object.entries(PEERS))
    console.log(`  ${name.padEnd(18)} ${peers[name] === undefined ? 'not on PATH: left out' : use}`);
}
