import { SluiceError } from '../../core/errors.ts';
import type { FaultCode } from '../../core/documents/document.ts';
import { artefactPath } from '../engine/engine-artefact.ts';
import { type Field, toNumber, toObject, toText, toWord } from '../engine/engine-fields.ts';
import { EngineInstance } from '../engine/engine-instance.ts';
import { loadEngineModule } from '../engine/engine-module.ts';
import type { Format } from './format.ts';

/** Why a file cannot be read. `reason` goes on after the name of the format and repeats nothing of the file. */
export interface FormatFault {
  readonly code: FaultCode;
  readonly reason: string;
  readonly line: number;
  readonly column: number;
}

export type ReadFormat =
  | {
      readonly kind: 'documents';
      /** Each as JSON text; `null` stays. */
      readonly documents: readonly string[];
    }
  | { readonly kind: 'fault'; readonly fault: FormatFault };

/** Formats that the artefact reads: all of conftest's but the one that needs schemas beside the file. */
export type ReadableFormat = Exclude<Format, 'textproto'>;

export interface FormatsReaderOptions {
  /** The artefact. Default: dist/engine/formats.wasm of this package. */
  readonly path?: string;
  /** Memory never shrinks: an instance above this many bytes is replaced before the next file. Default: 256 MiB. */
  readonly memoryWatermark?: number;
}

const NAME = 'the reader of formats';
const FAULT_CODES = ['syntax', 'not-json', 'depth-limit'] as const;

/**
 * conftest's parsers, compiled to WebAssembly: no files, no network, no environment. What is wrong with a file is data; a throw
 * (ENGINE_MISSING, ENGINE_FAILED) is a fault of the artefact.
 */
export class FormatsReader {
  readonly #module: WebAssembly.Module;
  readonly #memoryWatermark: number;
  #instance: EngineInstance | undefined;

  constructor(options: FormatsReaderOptions = {}) {
    this.#module = loadEngineModule(options.path ?? artefactPath('formats'));
    this.#memoryWatermark = options.memoryWatermark ?? 256 * 1024 ** 2;
    this.#instance = new EngineInstance(this.#module, NAME);
  }

  /** @param split an array at the root is several documents, as conftest judges it */
  read(format: ReadableFormat, bytes: Uint8Array, split: boolean): ReadFormat {
    const instance = (this.#instance ??= new EngineInstance(this.#module, NAME));
    // Unless the call returns, the instance is gone: a parser that was stopped is never trusted again.
    this.#instance = undefined;
    try {
      const { text, attached } = instance.call(format, `${JSON.stringify({ format, split })}\n`, undefined, bytes);
      if (instance.memoryBytes <= this.#memoryWatermark) this.#instance = instance;
      return toReadFormat(text, attached);
    } catch (error) {
      return { kind: 'fault', fault: stopFault(error) };
    }
  }
}

let ours: FormatsReader | undefined;

/** The reader of this thread. The first call loads 40 MB: make it where no time limit runs. */
export function formatsReader(): FormatsReader {
  return (ours ??= new FormatsReader());
}

function toReadFormat(text: string, attached: Uint8Array): ReadFormat {
  const reply = toObject(JSON.parse(text), 'reply');
  if (reply['error'] !== undefined) {
    const { message } = toObject(reply['error'], 'error');
    throw new SluiceError('INTERNAL', `${NAME} did not understand its request: ${toText(message, 'message')}`);
  }
  const { documents, fault } = toObject(reply['ok'], 'ok');
  if (fault !== undefined) return { kind: 'fault', fault: toFault(fault) };
  const lines = Buffer.from(attached.buffer, attached.byteOffset, attached.byteLength).toString('utf8').split('\n');
  return { kind: 'documents', documents: lines.slice(0, toNumber(documents, 'documents')) };
}

function toFault(field: Field): FormatFault {
  const { code, reason, line, column } = toObject(field, 'fault');
  return {
    code: toWord(code, 'code', FAULT_CODES),
    reason: toText(reason, 'reason'),
    line: toNumber(line, 'line'),
    column: toNumber(column, 'column'),
  };
}

/** A parser recurses on the host's stack and takes from a bounded memory: a file that exhausts either is at fault itself. */
function stopFault(error: unknown): FormatFault {
  if (!(error instanceof SluiceError) || error.code !== 'ENGINE_FAILED') throw error;
  const place = { line: 1, column: 1 };
  return error.cause instanceof RangeError && /call stack/.test(error.cause.message)
    ? { code: 'depth-limit', reason: 'is nested too deeply to be read', ...place }
    : { code: 'size-limit', reason: 'takes more memory than a parser may have; split it', ...place };
}
