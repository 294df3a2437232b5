import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { messageOf } from '../src/core/errors.ts';
import { defaultCacheDir, readEntry, writeEntry } from '../src/node/cache/cache-store.ts';
import { EXIT } from './exit-codes.ts';
import { lazyRequire, onFirstUse } from './lazy-require.ts';

/** File names of the parts of the bundled program, which carry the hash of their content; the build puts them here. */
declare const PARTS: Readonly<Record<string, string>>;

/** Starts with the build's own module system, which is CommonJS (docs/adr/0005-bundle.md). */
type PartFunction = (require: (name: string) => object, module: Part, file: string, folder: string) => void;

interface Part {
  exports: { readonly modules?: () => Modules };
  modules?: Modules;
}

/** What a part gives to the others: its modules, by their path. */
type Modules = Readonly<Record<string, () => object>>;

const OFTEN = ['check', 'verify', 'serve', 'gate'] as const;

/** Files that are kept, so that earlier versions and other Nodes do not pile up. */
const KEPT_FILES = 32;

const argv = process.argv.slice(2);

const parts = new Map<string, Part>();

/**
 * Runs a part of the program with the machine code that V8 made of it last time: compiling it anew takes longer than judging
 * a file. V8 refuses code of another version or of another text, and then compiles; `cachedDataRejected` says so.
 */
function runPart(name: string): Part {
  const fileName = PARTS[name] ?? missing(name);
  const file = path.join(__dirname, fileName);
  const cacheFile = codeCacheFile(fileName);
  const cachedData = cacheFile === undefined ? undefined : readEntry(cacheFile);
  // The build has made the whole part one function, so that nothing needs to be put around so much text here.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cacheFile !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
    process.once('exit', () => keepCode(script, cacheFile));
  }
  const part: Part = { exports: {} };
  parts.set(name, part);
  const run: PartFunction = script.runInThisContext();
  run(requireForPart, part, file, __dirname);
  return part;
}

const requireOfNode = lazyRequire(require);

/** `require` as the parts know it: `judge:src/…` is a module of another part, which is loaded when it is first used. */
function requireForPart(name: string): object {
  const [part = '', module] = name.split(':', 2);
  if (module === undefined || !Object.hasOwn(PARTS, part)) return requireOfNode(name);
  return parts.has(part) ? moduleOf(part, module) : onFirstUse(() => moduleOf(part, module));
}

function moduleOf(name: string, module: string): object {
  const part = parts.get(name) ?? runPart(name);
  part.modules ??= part.exports.modules?.() ?? {};
  const load = part.modules[module] ?? missing(module);
  return load();
}

function missing(name: string): never {
  throw new Error(`the bundle lacks ${name}`);
}

/** At the end, because only then it is known which functions this command needs. */
function keepCode(script: Script, cacheFile: string): void {
  try {
    writeEntry(cacheFile, script.createCachedData());
    const folder = path.dirname(cacheFile);
    const files = readdirSync(folder).map((name) => path.join(folder, name));
    const newestFirst = files.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at);
    for (const { file } of newestFirst.slice(KEPT_FILES)) rmSync(file, { force: true });
  } catch {
    // Without the cache the next run is a little slower; that is worth no word.
  }
}

/**
 * A file for each command that is called often, and for a hook, because each needs other functions: those that the first run did not
 * call are compiled at each later one. None when the user wants no cache.
 */
function codeCacheFile(part: string): string | undefined {
  if (argv.includes('--no-cache')) return undefined;
  const command = OFTEN.find((one) => one === argv[0]) ?? 'other';
  const ofHook = argv.includes('--staged') ? '-staged' : '';
  const name = `${part}-${command}${ofHook}-${process.version}-${process.arch}`;
  try {
    return path.join(chosenCacheDir() ?? defaultCacheDir(process.env, process.platform, home), 'code', name);
  } catch {
    // A user without a home, as in some containers.
    return undefined;
  }
}

/** Not imported: on most machines the environment says where it is. */
const home = (): string => process.getBuiltinModule('node:os').homedir();

function chosenCacheDir(): string | undefined {
  const place = argv.findIndex((one) => one === '--cache-dir' || one.startsWith('--cache-dir='));
  if (place === -1) return undefined;
  const [, inline] = /=(.*)/s.exec(argv[place] ?? '') ?? [];
  return inline ?? argv[place + 1];
}

try {
  runPart('main');
} catch (error) {
  process.stderr.write(`error: sluice could not start: ${messageOf(error)}\n  hint: install the package again\n`);
  // Node itself would end with 1, which says "violations".
  process.exitCode = EXIT.notEvaluated;
}
