import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { BundledData } from '../bundles/resolve-policy-sources.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import { walkFiles, type FoundFile } from '../files/walk-files.ts';
import { parseDataFile } from '../documents/parse-file.ts';

/**
 * Builds the `data` document from `-d` paths and bundles, as OPA does: the content of a file is merged at the path of its
 * folder below the path given; the file's own name is not part of it.
 * @throws SluiceError CONFIG_INVALID when a file cannot be read, is no object, or two files say different things.
 */
export function readData(cwd: string, given: readonly string[], bundled: readonly BundledData[] = []): JsonObject {
  let data: JsonObject = {};
  const add = (root: string, file: FoundFile): void => {
    data = merge(data, nest(folderKeys(root, file), readObject(file)), [], file.path);
  };
  for (const one of given) for (const file of dataFiles(cwd, one)) add(path.resolve(cwd, one), file);
  for (const { label, folder, files } of bundled) {
    for (const file of files) add(folder, { path: `${label}/${file}`, absolute: path.join(folder, file) });
  }
  return data;
}

function dataFiles(cwd: string, given: string): readonly FoundFile[] {
  const { files, faults } = walkFiles([given], { cwd, isIgnored: () => false, extensions: ['.json', '.yaml', '.yml'] });
  const [fault] = faults;
  if (fault !== undefined) throw new SluiceError('CONFIG_INVALID', `data ${fault.message}; check the path after -d`);
  if (files.length === 0) throw new SluiceError('CONFIG_INVALID', `data path ${given} holds no JSON or YAML file`);
  return files;
}

function folderKeys(root: string, { absolute }: FoundFile): readonly string[] {
  const relative = path.relative(root, path.dirname(absolute));
  return relative === '' || relative.startsWith('..') ? [] : relative.split(path.sep);
}

function readObject(file: FoundFile): JsonObject {
  const parsed = parseDataFile(readFileSync(file.absolute));
  const [fault] = parsed.faults;
  if (fault !== undefined) {
    throw new SluiceError('CONFIG_INVALID', `data file ${file.path}:${fault.line}:${fault.column}: ${fault.message}`);
  }
  const value = parsed.documents[0]?.value ?? {};
  if (!isJsonObject(value))
    throw new SluiceError('CONFIG_INVALID', `data file ${file.path} must hold an object at its root`);
  return value;
}

function nest(keys: readonly string[], value: JsonObject): JsonObject {
  return keys.reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), value);
}

function merge(into: JsonObject, from: JsonObject, at: readonly string[], file: string): JsonObject {
  // A map has no `constructor` and no `__proto__` of its own.
  const merged = new Map<string, JsonValue>(Object.entries(into));
  for (const [key, value] of Object.entries(from)) {
    const present = merged.get(key);
    if (present === undefined) merged.set(key, value);
    else if (isJsonObject(present) && isJsonObject(value)) merged.set(key, merge(present, value, [...at, key], file));
    else
      throw new SluiceError(
        'CONFIG_INVALID',
        `data file ${file} sets data.${[...at, key].join('.')}, which another file sets already`,
      );
  }
  return Object.fromEntries(merged);
}
