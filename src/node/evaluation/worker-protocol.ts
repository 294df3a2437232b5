import type { ErrorCode } from '../../core/errors.ts';
import type { CompiledModules, CompileOrder } from '../policies/compile-modules.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import type { Source } from './source.ts';

/** What threads share out among themselves. */
export interface SharedWork {
  readonly sources: readonly Source[];
  /** Two Int32: how many sources are taken already, and how many of these from the back. */
  readonly taken: SharedArrayBuffer;
}

/** What a worker needs to help to judge. */
export interface WorkerInput extends SharedWork {
  readonly task: EvaluationTask;
}

/** What a worker is told to do, one after the other. */
export type WorkerOrder =
  { readonly kind: 'compile'; readonly order: CompileOrder } | { readonly kind: 'judge'; readonly input: WorkerInput };

/** What a worker says: one thing about an order to compile, and while it judges a `chunk` at a time until it has `judged`. */
export type WorkerReply =
  | { readonly kind: 'compiled'; readonly modules: CompiledModules }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'chunk'; readonly files: readonly JudgedFile[] }
  | { readonly kind: 'judged' };

/** The outcome is JSON text: cheaper to send than objects, and what the cache keeps. */
export interface JudgedFile {
  readonly index: number;
  readonly digest?: string;
  readonly outcome: string;
}
