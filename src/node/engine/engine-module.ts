import { setFlagsFromString } from 'node:v8';
import { readEngineFile } from './engine-artefact.ts';

/**
 * V8 optimises a function after it has executed this many bytes of it (13 million by default, 1.8 on Node 20). The engine has 17,000
 * functions that are all new at the first call: optimising the warm ones competes with running them for the few cores of a CI
 * machine and triples the time of a first compilation. The hot ones are still optimised, somewhat later.
 */
const PATIENT_TIERING = '--wasm-tiering-budget=1000000000';

/** The versions of V8 (in Node 20 to 24) whose flags these are. Another version runs the engine as well, with a slower first call. */
const DEFAULT_TIERING = new Map([
  [11, '--wasm-tiering-budget=1800000'],
  [12, '--wasm-tiering-budget=13000000'],
  [13, '--wasm-tiering-budget=13000000'],
]);

/** Reads and compiles the artefact. Functions are checked and compiled when first called: most never are. */
export function loadEngineModule(path: string): WebAssembly.Module {
  const bytes = readEngineFile(path);
  const restore = DEFAULT_TIERING.get(Number.parseInt(process.versions.v8, 10));
  if (restore === undefined) return new WebAssembly.Module(bytes);
  // V8 reads both flags when it makes a module, so they hold for this module only.
  setFlagsFromString(PATIENT_TIERING);
  setFlagsFromString('--wasm-lazy-validation');
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString('--no-wasm-lazy-validation');
    setFlagsFromString(restore);
  }
}
