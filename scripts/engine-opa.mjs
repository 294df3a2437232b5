// The few edits that the engine makes to OPA's sources, as data (engine/opa-edits.json). None changes a result: they leave out what
// costs and is not used. They are applied to a copy of the packages that are linked, which replaces the module for this build.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * @param {{path: string, folder: string, packages: readonly string[]}} opa the module in the cache and the linked packages' folders
 * @param {readonly {file: string, find: string, replace: string}[]} edits
 * @param {string} target the folder to write the copy to
 */
export function writeEditedOpa(opa, edits, target) {
  copyFiles(opa.folder, target, (name) => name === 'go.mod' || name === 'LICENSE');
  for (const folder of opa.packages) {
    copyFiles(folder, join(target, relative(opa.folder, folder)), (name) => !name.endsWith('_test.go'));
  }
  for (const edit of edits) {
    const path = join(target, edit.file);
    writeFileSync(path, applyEdit(readFileSync(path, 'utf8'), edit));
  }
}

/** Writes a go.mod and go.sum for `-modfile` that are the engine's own, but for OPA. `replacement` is relative to the engine. */
export function writeModFile(engine, opa, replacement, path) {
  const own = readFileSync(join(engine, 'go.mod'), 'utf8');
  writeFileSync(path, `${own}\nreplace ${opa.path} => ${replacement}\n`);
  copyFileSync(join(engine, 'go.sum'), join(dirname(path), 'go.sum'));
}

function copyFiles(from, to, wanted) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    // Written anew rather than copied: the module cache is read-only, and so would the copies be.
    if (entry.isFile() && wanted(entry.name)) writeFileSync(join(to, entry.name), readFileSync(join(from, entry.name)));
  }
}

function applyEdit(source, { file, find, replace }) {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(
      `engine/opa-edits.json: ${file} holds the text to edit ${parts.length - 1} times instead of once; OPA has changed, look again`,
    );
  }
  return parts.join(replace);
}
