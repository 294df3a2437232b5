import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../core/compare-text.ts';
import { SluiceError } from '../../core/errors.ts';
import { BuiltinError } from '../../core/rego/builtins/builtin.ts';
import { parseTerm } from '../../core/rego/parse-term.ts';
import type { RegoValue } from '../../core/rego/value.ts';
import { isInside } from '../files/walk-files.ts';
import { formatOf, isFormat, type Format } from './format.ts';
import { formatsReader } from './formats-reader.ts';

/** Where the files lie that policies may name. Plain data: it crosses to worker threads. */
export interface ConfigRoots {
  /** What the paths of policies are relative to. */
  readonly cwd: string;
  /** Absolute folders. A file must lie in one of them, links followed. */
  readonly roots: readonly string[];
}

/** Opening a pipe that nobody writes to must not wait. */
const READ_AT_ONCE = constants.O_RDONLY | constants.O_NONBLOCK;
const MAX_FILES = 1000;
const MAX_FILE_BYTES = 10 * 1024 ** 2;
const MEBIBYTE = 1024 ** 2;
const KEPT_ANSWERS = 200;
const KEPT_LENGTH = MEBIBYTE;

/**
 * conftest's `parse_config`, `parse_config_file` and `parse_combined_config_files`. Each throws a BuiltinError where conftest's
 * would fail, and POLICY_FAILED where the file may not be read. Answers are kept as long as the file is the same, because each rule asks again for each object.
 */
export class ConfigFunctions {
  readonly #files: ConfigRoots | undefined;
  readonly #answers = new Map<string, RegoValue>();

  /** @param files absent: no file may be read */
  constructor(files: ConfigRoots | undefined) {
    this.#files = files;
  }

  /** @param name of the format */
  parseText(name: string, text: string): RegoValue {
    if (!isFormat(name)) throw new BuiltinError(`there is no parser ${name}`);
    return this.#remember(['text', name, text], () => readValue(name, Buffer.from(text)));
  }

  /** @param module path of the policy that calls, as it was compiled */
  parseFile(module: string, given: string): RegoValue {
    const file = this.#find(module, given);
    return this.#remember(['file', file.format, file.real, file.stamp], () => readValue(file.format, file.read()));
  }

  /** One `{path, contents}` for each document, sorted by path; an array at the root of a file is several documents. */
  parseFiles(module: string, given: readonly string[]): RegoValue {
    if (given.length > MAX_FILES)
      throw refusal(`${module} combines ${given.length} files; at most ${MAX_FILES} may be`);
    const found = new Map(given.map((one) => [shownPath(module, one), this.#find(module, one)]));
    const files = [...found].sort(([a], [b]) => compareText(a, b));
    const key = files.flatMap(([shown, { format, real, stamp }]) => [shown, format, real, stamp]);
    return this.#remember(['files', ...key], () => {
      const entries = files.flatMap(([shown, { format, read }]) =>
        readJson(format, read(), true).map((json) => `{"contents":${json},"path":${JSON.stringify(shown)}}`),
      );
      return parseTerm(`[${entries.join(',')}]`);
    });
  }

  #find(module: string, given: string): ConfigFile {
    if (this.#files === undefined) throw refusal(`${module} names a file, and no files can be read here`);
    const format = formatOf(shownPath(module, given));
    if (format === undefined) throw new BuiltinError(`${given}: its name is of no known format`);
    const real = realPathOf(path.resolve(this.#files.cwd, shownPath(module, given)), given);
    if (!this.#files.roots.some((root) => isInside(root, real))) throw outside(module);
    return open(real, format, module, given);
  }

  #remember(key: readonly string[], read: () => RegoValue): RegoValue {
    const question = key.join('\0');
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const answer = read();
    if (question.length > KEPT_LENGTH) return answer;
    if (this.#answers.size >= KEPT_ANSWERS) this.#answers.clear();
    this.#answers.set(question, answer);
    return answer;
  }
}

/** A file that may be read. `stamp` changes when it does. */
interface ConfigFile {
  readonly real: string;
  readonly format: Format;
  readonly stamp: string;
  readonly read: () => Uint8Array;
}

/** As Go's filepath.Join: a path that begins with `/` is below the folder, too. */
const shownPath = (module: string, given: string): string =>
  path.posix.join(path.posix.dirname(module.replaceAll(path.sep, '/')), given);

function realPathOf(file: string, given: string): string {
  try {
    return realpathSync(file);
  } catch {
    throw unreadable(given);
  }
}

function open(real: string, format: Format, module: string, given: string): ConfigFile {
  const bytes = (keep: boolean): { readonly stamp: string; readonly content: Uint8Array } => {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(real, READ_AT_ONCE);
      const info = fstatSync(descriptor, { bigint: true });
      if (!info.isFile()) throw new BuiltinError(`${given} is no file`);
      if (info.size > MAX_FILE_BYTES) throw tooLarge(module);
      const stamp = `${info.size} ${info.mtimeNs} ${info.ctimeNs} ${info.ino}`;
      return { stamp, content: keep ? readFileSync(descriptor) : new Uint8Array() };
    } catch (error) {
      throw error instanceof SluiceError || error instanceof BuiltinError ? error : unreadable(given);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  };
  return { real, format, stamp: bytes(false).stamp, read: () => bytes(true).content };
}

// A limit of ours must not be undefined, as conftest's own failures are: a rule that then does not hold would look like a pass. The
// path is not repeated, for a policy can make it from what it judges.
const refusal = (message: string): SluiceError => new SluiceError('POLICY_FAILED', message);

const outside = (module: string): SluiceError =>
  refusal(
    `${module} names a file that lies outside of the working directory and of the policies' folders; put it into one of them`,
  );

const tooLarge = (module: string): SluiceError =>
  refusal(`${module} names a file of more than ${MAX_FILE_BYTES / MEBIBYTE} MiB; split it`);

const unreadable = (given: string): BuiltinError => new BuiltinError(`${given} cannot be read`);

function readValue(format: Format, bytes: Uint8Array): RegoValue {
  const [json = 'null'] = readJson(format, bytes, false);
  return parseTerm(json);
}

/** YAML and JSON, too, are read by conftest's parsers here: a policy expects what it would get from conftest. */
function readJson(format: Format, bytes: Uint8Array, split: boolean): readonly string[] {
  if (format === 'textproto') throw new BuiltinError('textproto needs the .proto files of its messages');
  const read = formatsReader().read(format, bytes, split);
  if (read.kind === 'documents') return read.documents;
  throw new BuiltinError(`not readable as ${format}: line ${read.fault.line}: ${read.fault.reason}`);
}
