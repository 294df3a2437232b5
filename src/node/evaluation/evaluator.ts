import { evaluateFile } from '../../core/evaluate/evaluate-file.ts';
import { faultOutcome, type FileOutcome } from '../../core/evaluate/file-outcome.ts';
import { judge, type Court, type Subject } from '../../core/evaluate/judge.ts';
import type { Verdict } from '../../core/evaluate/verdict.ts';
import { sha256 } from '../digest.ts';
import type { ParsedFile } from '../../core/documents/document.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { policyInstantiator } from './policy-instantiator.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { runWithin } from './run-within.ts';
import { readSource, type Source } from './source.ts';
import { WasmEngine } from './wasm-engine.ts';

/** What came of one source, with the bytes that were judged; none when they could not be read. */
export interface EvaluatedSource {
  readonly bytes?: Uint8Array;
  readonly outcome: FileOutcome;
}

/** Judges sources, one after the other, in this thread. */
export class Evaluator {
  readonly #engine: WasmEngine;
  readonly #court: Court;
  readonly #limitMs: number;

  constructor(task: EvaluationTask) {
    this.#engine = new WasmEngine({ instantiate: policyInstantiator(task), limitMs: task.limitMs });
    this.#limitMs = task.limitMs;
    const { plan, policySet, namespaces, today } = task;
    this.#court = { engine: this.#engine, plan, policySet, namespaces, today, sha256 };
  }

  /**
   * Judges all sources. The time limit bounds the batch as a whole, because bounding each rule costs more than most rules;
   * only the source in which the limit strikes is judged again with a bound on each rule.
   * @param emit called with the place of a source and what came of it; called again for a source that was judged again
   */
  evaluateAll(sources: readonly Source[], emit: (index: number, evaluated: EvaluatedSource) => void): void {
    let next = 0;
    const runOn = (): void => {
      for (; next < sources.length; next += 1) emitAt(sources, next, emit, (source) => this.#evaluate(source));
    };
    while (next < sources.length) {
      if (runWithin(this.#limitMs, runOn).kind === 'done') return;
      this.#engine.discard();
      emitAt(sources, next, emit, (source) => this.#evaluateCarefully(source));
      next += 1;
    }
  }

  /**
   * Judges one subject that is no file: an object under admission. The time limit bounds it as a whole; only when it strikes
   * is the subject judged again with a bound on each rule, which says what each of the others has to say.
   */
  judge(subject: Subject): Verdict {
    const bounded = runWithin(this.#limitMs, () => judge(this.#court, subject));
    if (bounded.kind === 'done') return bounded.value;
    this.#engine.discard();
    return this.#carefully(() => judge(this.#court, subject));
  }

  #evaluate(source: Source): EvaluatedSource {
    return evaluate(source, this.#court, parseFile);
  }

  #evaluateCarefully(source: Source): EvaluatedSource {
    return this.#carefully(() => evaluate(source, this.#court, (bytes) => this.#parseCarefully(bytes)));
  }

  #carefully<T>(task: () => T): T {
    this.#engine.careful = true;
    try {
      return task();
    } finally {
      this.#engine.careful = false;
    }
  }

  #parseCarefully(bytes: Uint8Array): ParsedFile {
    const bounded = runWithin(this.#limitMs, () => parseFile(bytes));
    if (bounded.kind === 'done') return bounded.value;
    const message = `could not be parsed within ${this.#limitMs} ms; split it, or raise --timeout`;
    return { documents: [], faults: [{ code: 'size-limit', message, line: 1, column: 1 }], empty: 0 };
  }
}

function emitAt(
  sources: readonly Source[],
  index: number,
  emit: (index: number, evaluated: EvaluatedSource) => void,
  evaluateOne: (source: Source) => EvaluatedSource,
): void {
  const source = sources[index];
  if (source !== undefined) emit(index, evaluateOne(source));
}

function evaluate(source: Source, court: Court, parse: (bytes: Uint8Array) => ParsedFile): EvaluatedSource {
  const read = readSource(source, MAX_FILE_BYTES);
  if (read.kind === 'fault') return { outcome: faultOutcome(source.path, read.code, `${source.path} ${read.message}`) };
  return { bytes: read.bytes, outcome: evaluateFile(court, source.path, parse(read.bytes)) };
}
