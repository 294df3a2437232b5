import { ConsoleStdout, File, OpenFile, WASI } from '@bjorn3/browser_wasi_shim';
import { SluiceError, messageOf } from '../../core/errors.ts';

const ENGINE_OUTPUT_LINES = 20;
const LINE_BREAK = 0x0a;
const NOTHING = new Uint8Array();
const FIRST_BUFFER_BYTES = 64 * 1024;

interface EngineExports {
  readonly memory: WebAssembly.Memory;
  readonly sluice_alloc: (size: number) => number;
  readonly sluice_free: (pointer: number) => void;
  readonly sluice_call: (pointer: number, length: number) => bigint;
}

export interface EngineReply {
  /** JSON. */
  readonly text: string;
  /** Bytes that came with it: compiled Wasm. */
  readonly attached: Uint8Array;
}

/** What runs the engine, as the engine sees it: JSON in, JSON out (engine/PROTOCOL.md). */
export type EngineHost = (request: string) => string;

const noHost: EngineHost = () => JSON.stringify({ error: 'no files can be read here' });

/**
 * One instance of an engine artefact: memory, no files, no network, a clock. Whatever throws here leaves the Go runtime in an
 * unknown state, so the instance must not be used again.
 */
export class EngineInstance {
  readonly #exports: EngineExports;
  readonly #name: string;
  readonly #output: string[] = [];
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #buffer = { pointer: 0, size: 0 };
  #fixedTime: bigint | undefined;

  /**
   * @param name what messages call the artefact: `the Rego engine`
   * @param host answers what the engine asks in the middle of a call; what it throws ends the call, and the instance
   */
  constructor(module: WebAssembly.Module, name: string, host: EngineHost = noHost) {
    this.#name = name;
    const wasi = this.#createWasi();
    const instance = new WebAssembly.Instance(module, {
      wasi_snapshot_preview1: wasi.wasiImport,
      sluice: this.#hostFunctions(host),
    });
    this.#exports = toExports(instance);
    // The artefact is a snapshot of an initialised engine: there is no _initialize to call, the shim only learns of the memory.
    wasi.initialize({ exports: { memory: this.#exports.memory } });
  }

  get memoryBytes(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /**
   * Sends one request, with the bytes that it attaches, and returns the reply. With `fixedTime` (nanoseconds) the engine's wall clock stands still there.
   * Throws ENGINE_FAILED when the engine stops instead of replying.
   */
  call(op: string, request: string, fixedTime?: bigint, attached: Uint8Array = NOTHING): EngineReply {
    this.#fixedTime = fixedTime;
    try {
      const length = this.#write(request, attached);
      const packed = BigInt.asUintN(64, this.#exports.sluice_call(this.#buffer.pointer, length));
      return this.#read(Number(packed >> 32n), Number(packed & 0xffffffffn));
    } catch (error) {
      const output = this.#output.length === 0 ? '' : `\n${this.#output.join('\n')}`;
      throw new SluiceError('ENGINE_FAILED', `${this.#name} stopped at ${op}: ${messageOf(error)}${output}`, {
        cause: error,
      });
    }
  }

  /** Most requests are small: one buffer is kept and only grows, which saves two crossings for each call. */
  #write(request: string, attached: Uint8Array): number {
    const most = request.length * 3 + attached.length;
    const needed = most <= this.#buffer.size ? 0 : Buffer.byteLength(request) + attached.length;
    if (needed > this.#buffer.size) this.#growBuffer(needed);
    const target = new Uint8Array(this.#exports.memory.buffer, this.#buffer.pointer, this.#buffer.size);
    const { written } = this.#encoder.encodeInto(request, target);
    target.set(attached, written);
    return written + attached.length;
  }

  #growBuffer(size: number): void {
    if (this.#buffer.size > 0) this.#exports.sluice_free(this.#buffer.pointer);
    const rounded = Math.max(FIRST_BUFFER_BYTES, size);
    this.#buffer = { pointer: this.#exports.sluice_alloc(rounded), size: rounded };
  }

  /** The text ends at the first line break: JSON has none of its own. What is attached is copied, for the memory is the engine's. */
  #read(pointer: number, length: number): EngineReply {
    const reply = new Uint8Array(this.#exports.memory.buffer, pointer, length);
    const end = reply.indexOf(LINE_BREAK);
    return { text: this.#decoder.decode(reply.subarray(0, end)), attached: reply.slice(end + 1) };
  }

  #createWasi(): WASI {
    const keep = ConsoleStdout.lineBuffered((line) => this.#keepLine(line));
    const wasi = new WASI(['engine'], [], [new OpenFile(new File([])), keep, keep], { debug: false });
    const clock = toFunction(wasi.wasiImport['clock_time_get']);
    wasi.wasiImport['clock_time_get'] = (id: number, precision: bigint, pointer: number): unknown => {
      if (id !== 0 || this.#fixedTime === undefined) return clock(id, precision, pointer);
      new DataView(this.#exports.memory.buffer).setBigUint64(pointer, this.#fixedTime, true);
      return 0;
    };
    return wasi;
  }

  /** The engine learns the length of an answer first, and then says where to put it. */
  #hostFunctions(host: EngineHost): Record<string, unknown> {
    let answer = NOTHING;
    return {
      host_call: (pointer: number, length: number): number => {
        const request = new Uint8Array(this.#exports.memory.buffer, pointer, length);
        answer = this.#encoder.encode(host(this.#decoder.decode(request)));
        return answer.length;
      },
      host_answer: (pointer: number): void => {
        new Uint8Array(this.#exports.memory.buffer).set(answer, pointer);
        answer = NOTHING;
      },
    };
  }

  #keepLine(line: string): void {
    this.#output.push(line);
    if (this.#output.length > ENGINE_OUTPUT_LINES) this.#output.shift();
  }
}

// The types of a Wasm module's exports are known from engine/main.go only; they are checked to be there and trusted to be those.
function toExports(instance: WebAssembly.Instance): EngineExports {
  const { memory, sluice_alloc, sluice_free, sluice_call } = instance.exports as Partial<EngineExports>;
  if (memory === undefined || sluice_alloc === undefined || sluice_free === undefined || sluice_call === undefined) {
    throw new SluiceError(
      'ENGINE_FAILED',
      'the engine artefact lacks an export; rebuild it with `node scripts/build-engine.mjs`',
    );
  }
  return { memory, sluice_alloc, sluice_free, sluice_call };
}

function toFunction(value: unknown): (...args: readonly unknown[]) => unknown {
  if (typeof value !== 'function') throw new SluiceError('ENGINE_FAILED', 'the engine artefact lacks an export');
  return value as (...args: readonly unknown[]) => unknown;
}
