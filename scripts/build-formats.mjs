// Builds into dist/engine the reader of conftest's formats (formats.wasm), what it was made from (formats.json) and the licences of
// its parts (FORMATS-NOTICES.txt). Does nothing when it is current. Needs Go, as build-engine.mjs does.
import { join, resolve } from 'node:path';
import { buildArtefact } from './go-artefact.mjs';

const root = resolve(import.meta.dirname, '..');

buildArtefact(
  {
    name: 'formats',
    title: 'The reader of formats',
    folder: join(root, 'engine', 'formats'),
    script: import.meta.filename,
    go: '1.26.8',
    edits: { module: 'cuelang.org/go', file: 'cue-edits.json' },
    version: { name: 'conftest', module: 'github.com/open-policy-agent/conftest' },
    notices: 'FORMATS-NOTICES.txt',
    // 1 GiB: a file that takes more to read is refused.
    maximumPages: 16_384,
  },
  resolve(process.argv[2] ?? join(root, 'dist', 'engine')),
);
