// Starts the engine for its snapshot, in a world that is always the same: no files, a fixed clock, no chance.
import { ConsoleStdout, File, OpenFile, WASI } from '@bjorn3/browser_wasi_shim';

/** 2020-01-01. Only differences matter: the started engine asks the real clock. */
const WALL_CLOCK = 1_577_836_800_000_000_000n;

export function startForSnapshot(module) {
  const lines = [];
  const output = ConsoleStdout.lineBuffered((line) => lines.push(line));
  const wasi = new WASI(['engine'], [], [new OpenFile(new File([])), output, output], { debug: false });
  let ticks = 0n;
  const memory = () => instance.exports.memory.buffer;
  wasi.wasiImport.clock_time_get = (clock, _precision, pointer) => {
    // The monotonic clock must advance, and stay below any that a later process may have.
    new DataView(memory()).setBigUint64(pointer, clock === 0 ? WALL_CLOCK : ++ticks, true);
    return 0;
  };
  wasi.wasiImport.random_get = (pointer, length) => {
    // Seeds of hash tables. Randomness that anything relies on is asked for when it is needed, in the running engine.
    new Uint8Array(memory(), pointer, length).fill(0x5a);
    return 0;
  };
  const host = { host_call: unreachable, host_answer: unreachable };
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport, sluice: host });
  wasi.initialize(instance);
  if (lines.length > 0) throw new Error(`the engine printed while starting:\n${lines.join('\n')}`);
  return instance;
}

function unreachable() {
  throw new Error('the engine asked its host while starting');
}
