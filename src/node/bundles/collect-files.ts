import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/model/json.ts';
import { parseFile } from '../documents/parse-file.ts';
import { walkFiles, type FoundFile } from '../files/walk-files.ts';
import type { ResolvedSource } from './resolve-policy-sources.ts';
import { safePath, SourceFiles, type SourceFile } from './source-file.ts';
import { DATA_LAYER, POLICY_LAYER } from './to-bundle.ts';

/** What is neither Rego nor data and belongs to a policy all the same: its parameter schema, Gatekeeper's YAML. */
const FILE_LAYER = 'application/vnd.dev.sluice.policy.file.v1';
const SCHEMA_NAME = 'schema.json';

/**
 * The files of a policy set that is to travel. Each is called by its path below the folder that was given, so that whoever
 * pulls them finds them as they lie here; tests go along.
 * @throws SluiceError POLICY_NOT_FOUND when a path brings nothing, BUNDLE_INVALID when two files would have one name
 */
export function collectFiles(
  cwd: string,
  policies: readonly ResolvedSource[],
  data: readonly string[],
): readonly SourceFile[] {
  const files = new SourceFiles('the files to push');
  const add = (file: SourceFile): void => {
    files.announce(file.path, file.bytes.length);
    files.add(file);
  };
  for (const source of policies) for (const file of policyFiles(cwd, source)) add(file);
  for (const given of data) for (const file of dataFiles(cwd, given)) add(file);
  return files.all();
}

function policyFiles(cwd: string, { path: given, bundle }: ResolvedSource): readonly SourceFile[] {
  if (bundle === undefined) return localFiles(cwd, given);
  const { files, regoV0, data } = bundle;
  return [
    ...files.map((file) => withType(file, readFileSync(path.join(given, file)), regoV0.has(file))),
    ...data.files.map((file) => ({
      path: file,
      bytes: readFileSync(path.join(data.folder, file)),
      mediaType: DATA_LAYER,
    })),
  ];
}

function localFiles(cwd: string, given: string): readonly SourceFile[] {
  const found = walk(cwd, given, ['.rego', SCHEMA_NAME, '.yaml', '.yml']);
  const modules = new Set(found.filter(isModule).map(({ absolute }) => path.dirname(absolute)));
  const files = found
    .map((file) => ({ file, bytes: readFileSync(file.absolute) }))
    .filter(({ file, bytes }) => isModule(file) || belongsTo(file, bytes, modules))
    .map(({ file, bytes }) => withType(nameBelow(cwd, given, file), bytes, false));
  if (files.length === 0)
    throw new SluiceError('POLICY_NOT_FOUND', `policy path ${given} holds no policy; name a folder or file that does`);
  return files;
}

const isModule = ({ absolute }: FoundFile): boolean => absolute.endsWith('.rego');

/** Examples and cases are YAML, too; they stay at home. */
function belongsTo({ absolute }: FoundFile, bytes: Uint8Array, modules: ReadonlySet<string>): boolean {
  if (path.basename(absolute) === SCHEMA_NAME) return modules.has(path.dirname(absolute));
  return parseFile(bytes).documents.some(({ value }) => isGatekeepers(value));
}

const isGatekeepers = (value: JsonValue): boolean =>
  isJsonObject(value) &&
  typeof value['apiVersion'] === 'string' &&
  /^(?:templates|constraints)\.gatekeeper\.sh\//.test(value['apiVersion']);

function withType(name: string, bytes: Uint8Array, isV0: boolean): SourceFile {
  const mediaType = name.endsWith('.rego') ? POLICY_LAYER : FILE_LAYER;
  return { path: safePath(name, name), bytes, mediaType, ...(isV0 ? { regoVersion: 'v0' } : {}) };
}

function dataFiles(cwd: string, given: string): readonly SourceFile[] {
  const found = walk(cwd, given, ['.json', '.yaml', '.yml']);
  if (found.length === 0)
    throw new SluiceError('CONFIG_INVALID', `data path ${given} holds no JSON or YAML file; check the path after -d`);
  return found.map((file) => ({
    path: safePath(nameBelow(cwd, given, file), file.path),
    bytes: readFileSync(file.absolute),
    mediaType: DATA_LAYER,
  }));
}

function walk(cwd: string, given: string, extensions: readonly string[]): readonly FoundFile[] {
  const { files, faults } = walkFiles([given], { cwd, isIgnored: () => false, extensions });
  const [fault] = faults;
  if (fault !== undefined) throw new SluiceError('POLICY_NOT_FOUND', `${fault.message}; check the path`);
  return files;
}

/** A file that is given itself goes by its own name. */
function nameBelow(cwd: string, given: string, { absolute }: FoundFile): string {
  const relative = path.relative(path.resolve(cwd, given), absolute);
  return relative === '' ? path.basename(absolute) : relative.replaceAll(path.sep, '/');
}
