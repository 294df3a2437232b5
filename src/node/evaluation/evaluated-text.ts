import type { FileOutcome } from '../../core/evaluate/file-outcome.ts';
import type { PassMemory } from '../cache/pass-memory.ts';
import { sha256 } from '../digest.ts';
import type { EvaluatedSource } from './evaluator.ts';
import type { HeadStart } from './head-start.ts';

export interface EvaluatedText {
  /** Of the bytes that were judged; only a run of many files has digests. */
  readonly digest?: string;
  readonly outcome: FileOutcome;
  /** The outcome as JSON text, as the cache keeps it. */
  readonly json: string;
}

export interface EvaluateOptions {
  /** Threads that judge. Default: this one, and one for each other core when there is enough to do. */
  readonly jobs?: number;
  readonly onProgress?: (done: number) => void;
  /** What has been begun already. */
  readonly headStart?: HeadStart;
  /** Opens what earlier runs know; a run in threads asks anew. */
  readonly openPasses?: () => PassMemory;
}

/** @param isHashed whether the digest is worth its time */
export function toText({ bytes, outcome }: EvaluatedSource, isHashed: boolean): EvaluatedText {
  const digest = isHashed && bytes !== undefined ? { digest: sha256(bytes) } : {};
  return { ...digest, outcome, json: JSON.stringify(outcome) };
}
