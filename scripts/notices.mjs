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
  const folders = bundledPackages(inputs);
  const packages = folders.map((folder) => packageNotice(folder, folders));
  const text = [...packages, `${RULE}\nIn the engine (dist/engine/engine.wasm)\n${RULE}\n\n${engine}`].join('\n');
  const file = path.join(root, 'dist', 'NOTICES.txt');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Folders of the packages that sources of the bundle lie in. */
function bundledPackages(inputs) {
  const folders = inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted();
}

function packageNotice(folder, others) {
  const { name, version } = manifestOf(folder);
  const files = [licenceFiles(folder), ...others.filter((one) => areSiblings(one, folder)).map(licenceFiles)];
  const found = files.find((list) => list.length > 0);
  if (found === undefined)
    throw expected(`${name} is bundled and brings no licence; make it a dependency of package.json, or leave it out`);
  const texts = found.map((file) => readFileSync(file, 'utf8').trim());
  return `${RULE}\n${name} ${version}, bundled in dist/bundle\n${RULE}\n\n${texts.join('\n\n')}\n`;
}

const manifestOf = (folder) => JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));

const licenceFiles = (folder) =>
  readdirSync(path.join(root, folder))
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => path.join(root, folder, file));

/** Of one repository under one licence, whose text not each of its packages brings: @sigstore/verify does not. */
function areSiblings(one, other) {
  const [a, b] = [manifestOf(one), manifestOf(other)];
  return (
    one !== other &&
    a.license === b.license &&
    a.repository?.url !== undefined &&
    a.repository.url === b.repository?.url
  );
}
