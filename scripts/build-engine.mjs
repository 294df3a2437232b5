// Builds dist/engine: the Rego engine (engine.wasm), what it was made from (engine.json) and the licences of its parts (NOTICES.txt).
// Does nothing when dist/engine is current. Needs Go; whoever installs the published package needs neither Go nor this script.
import { join, resolve } from 'node:path';
import { policyRuntimeNotices } from './engine-notices.mjs';
import { buildArtefact } from './go-artefact.mjs';

const OPA = 'github.com/open-policy-agent/opa';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'engine');

buildArtefact(
  {
    name: 'engine',
    title: 'The Rego engine',
    folder,
    script: import.meta.filename,
    go: '1.26',
    edits: { module: OPA, file: 'opa-edits.json', additions: '_opa' },
    version: { name: 'opa', module: OPA },
    notices: 'NOTICES.txt',
    moreNotices: (modules) => policyRuntimeNotices(modules, folder),
    // 1 GiB: what a policy that asks for too much gets before the engine stops, instead of the memory of the whole machine.
    maximumPages: 16_384,
  },
  resolve(process.argv[2] ?? join(root, 'dist', 'engine')),
);
