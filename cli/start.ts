import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { messageOf } from '../src/core/errors.ts';
import { defaultCacheDir, readEntry, writeEntry } from '../src/node/cache/cache-store.ts';
import { EXIT } from './exit-codes.ts';
import { lazyRequire } from './lazy-require.ts';

/** File name of the bundled program, which carries the hash of its content; the build puts it here. */
declare const PROGRAM: string;

/** Starts with the build's own module system, which is CommonJS (docs/adr/0005-bundle.md). */
type ProgramFunction = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  file: string,
  folder: string,
) => void;

const OFTEN = ['check', 'verify', 'serve', 'gate'] as const;

/** Files that are kept, so that earlier versions and other Nodes do not pile up. */
const KEPT_FILES = 16;

const argv = process.argv.slice(2);

/**
 * Runs the bundled program with the machine code that V8 made of it last time: compiling it anew takes longer than judging a
 * file. V8 refuses code of another version or of another text, and then compiles; `cachedDataRejected` says so.
 */
function start(): void {
  const program = path.join(__dirname, PROGRAM);
  const cacheFile = codeCacheFile();
  const cachedData = cacheFile === undefined ? undefined : readEntry(cacheFile);
  // The build has made the whole program one function, so that nothing needs to be put around a megabyte of text here.
  const script = new Script(readFileSync(program, 'latin1'), {
    filename: program,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cacheFile !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
    process.once('exit', () => keepCode(script, cacheFile));
  }
  const run: ProgramFunction = script.runInThisContext();
  run(lazyRequire(require), { exports: {} }, program, __dirname);
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

/** A file for each command that is called often, because each needs other functions. None when the user wants no cache. */
function codeCacheFile(): string | undefined {
  if (argv.includes('--no-cache')) return undefined;
  const command = OFTEN.find((one) => one === argv[0]) ?? 'other';
  const name = `${PROGRAM}-${command}-${process.version}-${process.arch}`;
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
  start();
} catch (error) {
  process.stderr.write(`error: sluice could not start: ${messageOf(error)}\n  hint: install the package again\n`);
  // Node itself would end with 1, which says "violations".
  process.exitCode = EXIT.notEvaluated;
}
