import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Document, DocumentFault } from '../../../core/documents/document.ts';
import { textAt } from '../../../core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../../core/model/json.ts';
import { MAX_FILE_BYTES, parseFile } from '../../documents/parse-file.ts';
import { readSource } from '../../evaluation/source.ts';
import { enclosingRepository } from '../../files/enclosing-repository.ts';
import { displayPath, isInside, reasonOf } from '../../files/walk-files.ts';

/** A file that a suite names, read once however many cases name it. */
export interface SuiteFile {
  /** As shown. */
  readonly path: string;
  readonly text: string;
  readonly documents: readonly Document[];
  /** Why there may be more in it. */
  readonly faults: readonly DocumentFault[];
}

/** What was asked for, or why it is not to be had. */
export type Found<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'fault'; readonly message: string };

/** An object with its text, which keeps the digits of its numbers. */
export interface SuiteObject {
  readonly object: JsonObject;
  readonly json: string;
}

export const found = <T>(value: T): Found<T> => ({ kind: 'found', value });
export const faultOf = (message: string): { readonly kind: 'fault'; readonly message: string } => ({
  kind: 'fault',
  message,
});

/**
 * Reads the files that suites name. A path is relative to the suite and leads to a file of the same repository, of the working
 * directory or of a path that was given: a suite is input like any other, and must not read what else is on the machine.
 */
export class SuiteFiles {
  readonly #cwd: string;
  readonly #roots: readonly string[];
  readonly #files = new Map<string, Found<SuiteFile>>();
  readonly #homes = new Map<string, readonly string[]>();

  constructor(cwd: string, given: readonly string[]) {
    this.#cwd = cwd;
    this.#roots = [cwd, ...given.map((one) => folderOf(path.resolve(cwd, one)))].map(realPath);
  }

  /** @param folder absolute, of the suite */
  read(folder: string, relative: string): Found<SuiteFile> {
    if (path.isAbsolute(relative) || path.win32.isAbsolute(relative)) {
      return faultOf(`${relative} is an absolute path; write it relative to the suite`);
    }
    const absolute = path.resolve(folder, relative);
    const known = this.#files.get(absolute);
    if (known !== undefined) return known;
    const read = this.#readFile(folder, absolute);
    this.#files.set(absolute, read);
    return read;
  }

  #readFile(folder: string, absolute: string): Found<SuiteFile> {
    const shown = displayPath(this.#cwd, absolute);
    try {
      const real = realpathSync.native(absolute);
      if (!this.#rootsOf(folder).some((root) => isInside(root, real))) {
        return faultOf(`${shown} lies outside the repository of the suite and the paths to verify`);
      }
    } catch (error) {
      return faultOf(`${shown} cannot be read: ${reasonOf(error)}`);
    }
    const read = readSource({ path: shown, absolute }, MAX_FILE_BYTES);
    return read.kind === 'fault' ? faultOf(`${shown} ${read.message}`) : found(toSuiteFile(shown, read.bytes));
  }

  #rootsOf(folder: string): readonly string[] {
    const known = this.#homes.get(folder) ?? [...this.#roots, ...repositoriesAround(folder)];
    this.#homes.set(folder, known);
    return known;
  }
}

export function toSuiteFile(shown: string, bytes: Uint8Array): SuiteFile {
  const { documents, faults } = parseFile(bytes);
  return {
    path: shown,
    text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
    documents,
    faults,
  };
}

/** The one document that gator reads of a template or constraint: the first. */
export function firstDocument(file: SuiteFile): Found<{ readonly document: Document; readonly object: JsonObject }> {
  const [fault] = file.faults;
  if (fault !== undefined) return unreadable(file, fault);
  const document = file.documents.find(({ index }) => index === 0);
  const object = document?.value;
  if (document === undefined || !isJsonObject(object)) return faultOf(`${file.path} holds no object`);
  return found({ document, object });
}

/** Every object of a file. Each must say its kind. */
export function allObjects(file: SuiteFile): Found<readonly SuiteObject[]> {
  const [fault] = file.faults;
  if (fault !== undefined) return unreadable(file, fault);
  const objects: SuiteObject[] = [];
  for (const document of file.documents) {
    const { value, json } = document;
    if (!isJsonObject(value) || textAt(value, ['kind']) === '') {
      return faultOf(`${file.path}:${document.startLine}: this is no object with a kind`);
    }
    objects.push({ object: value, json });
  }
  return objects.length === 0 ? faultOf(`${file.path} holds no object`) : found(objects);
}

/** The object of a file that must hold exactly one. */
export function onlyObject(file: SuiteFile): Found<SuiteObject> {
  const all = allObjects(file);
  if (all.kind === 'fault') return all;
  const [only, another] = all.value;
  if (only !== undefined && another === undefined) return found(only);
  return faultOf(`${file.path} holds ${all.value.length} objects, and a case reviews exactly one`);
}

const unreadable = ({ path: shown }: SuiteFile, { line, column, message }: DocumentFault): Found<never> =>
  faultOf(`${shown}:${line}:${column}: ${message}`);

const folderOf = (absolute: string): string =>
  statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true ? absolute : path.dirname(absolute);

function realPath(absolute: string): string {
  try {
    return realpathSync.native(absolute);
  } catch {
    return absolute;
  }
}

function repositoriesAround(folder: string): readonly string[] {
  const repository = enclosingRepository(realPath(folder));
  return repository === undefined ? [] : [repository];
}
