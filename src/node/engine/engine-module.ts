import { SluiceError, messageOf } from '../../core/errors.ts';
import { readEngineFile } from './engine-artefact.ts';

/**
 * V8 optimises a function after it has executed this many bytes of it (13 million by default, 1.8 on Node 20). The engine has 17,000
 * functions that are all new at the first call: optimising the warm ones competes with running them for the few cores of a CI
 * machine and makes a first compilation several times slower. The hot ones are still optimised, somewhat later.
 */
const PATIENT_TIERING = '--wasm-tiering-budget=1000000000';

/** What V8 starts with, by its major version (Node 20, 22, 24, 26). Another V8 runs the engine as well, with a slower first call. */
const DEFAULT_TIERING: ReadonlyMap<number, string> = new Map([
  [11, '--wasm-tiering-budget=1800000'],
  [12, '--wasm-tiering-budget=13000000'],
  [13, '--wasm-tiering-budget=13000000'],
  [14, '--wasm-tiering-budget=13000000'],
]);

/** Both flags are on when Node starts. */
const OPTIMISING_FLAGS = ['wasm-tier-up', 'wasm-dynamic-tiering'];

/**
 * Says whether V8 optimises WebAssembly, in all threads, or leaves it as it first compiles it. It should not in a run whose threads have
 * work for every core: optimising takes half as long as what it speeds up, and would take it from them. As with `setPatience`, the flags
 * are to be as usual whenever a part of the program is loaded, a thread starts, or what V8 keeps is written.
 */
export function setOptimising(isOn: boolean): void {
  if (DEFAULT_TIERING.get(Number.parseInt(process.versions.v8, 10)) === undefined) return;
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of OPTIMISING_FLAGS) setFlagsFromString(isOn ? `--${flag}` : `--no-${flag}`);
}

const loaded = new Map<string, WebAssembly.Module>();

/** Reads and compiles an artefact, once for each path and thread. Throws ENGINE_MISSING or, when it is no Wasm, ENGINE_FAILED. */
export function loadEngineModule(path: string): WebAssembly.Module {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const module = compileLazily(path, readEngineFile(path));
  loaded.set(path, module);
  return module;
}

/** Functions are checked and compiled when first called: most never are. */
function compileLazily(path: string, bytes: Uint8Array): WebAssembly.Module {
  const restore = DEFAULT_TIERING.get(Number.parseInt(process.versions.v8, 10));
  if (restore === undefined) return compile(path, bytes);
  // Most runs find their policies compiled and never come here: they need not load this module of Node's at their start.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  // V8 reads both flags when it makes a module: they hold for this one and are put back for those that follow.
  setFlagsFromString(PATIENT_TIERING);
  setFlagsFromString('--wasm-lazy-validation');
  try {
    return compile(path, bytes);
  } finally {
    setFlagsFromString('--no-wasm-lazy-validation');
    setFlagsFromString(restore);
  }
}

function compile(path: string, bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    const fix = 'build it again with "node scripts/build-engine.mjs", or install the package again';
    throw new SluiceError('ENGINE_FAILED', `${path} is no WebAssembly module (${messageOf(error)}): ${fix}`, {
      cause: error,
    });
  }
}
