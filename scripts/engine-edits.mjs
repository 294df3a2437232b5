// The few edits that an artefact makes to the sources of a module, as data (engine/opa-edits.json). None changes a result: they leave
// out what costs and is not used. They are applied to a copy of the packages that are linked, which replaces the module for this build.
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * @param {{path: string, folder: string, packages: readonly string[]}} module in the cache and the linked packages' folders
 * @param {{edits: readonly {file: string, find: string, replace: string}[], additions?: string}} changes and the folder of further
 * files, in the folders where they are to lie
 * @param {string} target the folder to write the copy to
 */
export function writeEditedModule(module, { edits, additions }, target) {
  copyFiles(module.folder, target, (name) => name === 'go.mod' || name === 'LICENSE');
  for (const folder of module.packages) {
    copyFiles(folder, join(target, relative(module.folder, folder)), (name) => !name.endsWith('_test.go'));
  }
  for (const edit of edits) {
    const path = join(target, edit.file);
    writeFileSync(path, applyEdit(readFileSync(path, 'utf8'), edit));
  }
  if (additions !== undefined) cpSync(additions, target, { recursive: true, force: false, errorOnExist: true });
}

/** Writes a go.mod and go.sum for `-modfile` that are those in `folder`, but for one module. `replacement` is relative to it. */
export function writeModFile(folder, module, replacement, path) {
  const own = readFileSync(join(folder, 'go.mod'), 'utf8');
  writeFileSync(path, `${own}\nreplace ${module.path} => ${replacement}\n`);
  copyFileSync(join(folder, 'go.sum'), join(dirname(path), 'go.sum'));
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
      `${file} holds the text to edit ${parts.length - 1} times instead of once: the module has changed, look again`,
    );
  }
  return parts.join(replace);
}
