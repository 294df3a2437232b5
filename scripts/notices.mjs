import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expected, root } from './run.mjs';

const ENGINE_NOTICES = path.join(root, 'dist', 'engine', 'NOTICES.txt');

/** Licences of what is inside our artefacts. What npm installs beside us brings its own. */
export function writeNotices() {
  if (!existsSync(ENGINE_NOTICES))
    throw expected(`${path.relative(root, ENGINE_NOTICES)} is missing: the engine was built without its licences`);
  const text = readFileSync(ENGINE_NOTICES, 'utf8');
  if (!/Apache License/.test(text))
    throw expected(`${path.relative(root, ENGINE_NOTICES)} does not hold the licence of OPA`);
  writeFileSync(path.join(root, 'dist', 'NOTICES.txt'), text);
}
