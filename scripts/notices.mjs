import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expected, root } from './run.mjs';

const ENGINE_NOTICES = path.join('dist', 'engine', 'NOTICES.txt');
const LICENCE_FILE = /^(licen[cs]e|notice|copying)([.-]|$)/i;
const RULE = '='.repeat(100);

/**
 * Writes the licences of everything that is inside our artefacts. What npm installs beside us brings its own.
 * @param {readonly string[]} inputs the sources of the bundle
 */
export function writeNotices(inputs) {
  const engine = readFileSync(path.join(root, ENGINE_NOTICES), 'utf8');
  if (!engine.includes('Apache License')) throw expected(`${ENGINE_NOTICES} does not hold the licence of OPA`);
  const packages = bundledPackages(inputs).map(packageNotice);
  const text = [...packages, `${RULE}\nIn the engine (dist/engine/engine.wasm)\n${RULE}\n\n${engine}`].join('\n');
  const file = path.join(root, 'dist', 'NOTICES.txt');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Folders of the packages that sources of the bundle lie in. */
function bundledPackages(inputs) {
  const folders = inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted();
}

function packageNotice(folder) {
  const { name, version } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const files = readdirSync(path.join(root, folder)).filter((file) => LICENCE_FILE.test(file));
  if (files.length === 0)
    throw expected(`${name} is bundled and brings no licence; make it a dependency of package.json, or leave it out`);
  const texts = files.map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim());
  return `${RULE}\n${name} ${version}, bundled in dist/bundle\n${RULE}\n\n${texts.join('\n\n')}\n`;
}
