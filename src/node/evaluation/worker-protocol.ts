import type { EvaluationTask } from './evaluation-task.ts';
import type { Source } from './source.ts';

/** Sources that a worker takes at a time: enough to make the exchange cheap, few enough to share evenly. */
export const CHUNK_FILES = 32;

/** What threads share out among themselves. */
export interface SharedWork {
  readonly sources: readonly Source[];
  /** An Int32 that counts the sources already taken. */
  readonly cursor: SharedArrayBuffer;
}

/** What a worker is started with. */
export interface WorkerInput extends SharedWork {
  readonly task: EvaluationTask;
}

/** What a worker says after each chunk. Outcomes are JSON text: cheaper to send than objects, and what the cache keeps. */
export interface ChunkReply {
  readonly files: readonly { readonly index: number; readonly digest?: string; readonly outcome: string }[];
}
