import path from 'node:path';
import { evaluateFile, evaluateFindings } from '../../core/evaluate/evaluate-file.ts';
import { createFileData } from '../../core/evaluate/file-data.ts';
import { faultOutcome, type FileOutcome } from '../../core/evaluate/file-outcome.ts';
import type { Court, Subject } from '../../core/evaluate/court.ts';
import type { InventoryTree } from '../../core/gatekeeper/inventory.ts';
import { judge } from '../../core/evaluate/judge.ts';
import { KnownPasses } from '../../core/evaluate/known-passes.ts';
import { withUnsearched } from '../../core/evaluate/with-unsearched.ts';
import type { Verdict } from '../../core/evaluate/verdict.ts';
import { sha256 } from '../digest.ts';
import type { ParsedFile } from '../../core/documents/document.ts';
import type { SecretFact } from '../../core/secrets/finding.ts';
import { MAX_FILE_BYTES } from '../documents/parse-file.ts';
import { LEFT_OUT } from '../files/left-out.ts';
import type { Format } from '../formats/format.ts';
import { formatOf } from '../formats/format.ts';
import { formatsReader } from '../formats/formats-reader.ts';
import { parseFormat } from '../formats/parse-format.ts';
import { isForeignSource, formatOfSource } from './source-format.ts';
import { policyInstantiator } from './policy-instantiator.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { runWithin } from './run-within.ts';
import { beginsBinary, readSource, type Source } from './source.ts';
import { openSecretSearch } from '../secrets/open-secret-search.ts';
import { WasmEngine } from './wasm-engine.ts';

/** What came of one source, with the bytes that were judged; none when they could not be read. */
export interface EvaluatedSource {
  readonly bytes?: Uint8Array;
  readonly outcome: FileOutcome;
}

/** Compiles the policies now, or when the first of them is asked. */
function instantiatorOf(task: EvaluationTask, isLate: boolean): ReturnType<typeof policyInstantiator> {
  if (!isLate) return policyInstantiator(task);
  let instantiate: ReturnType<typeof policyInstantiator> | undefined;
  return (data) => (instantiate ??= policyInstantiator(task))(data);
}

/** Judges sources, one after the other, in this thread. */
export class Evaluator {
  readonly #engine: WasmEngine;
  readonly #court: Court;
  readonly #limitMs: number;
  readonly #showFile: ShowFile;
  readonly #parser: Format | undefined;
  readonly #maxTextBytes: number;

  /**
   * @param inventory what policies see as `data.inventory` instead of what the task says, if that changes
   * @param knownPasses what is known of earlier runs; if anything is, the policies are loaded when the first of them is asked
   */
  constructor(task: EvaluationTask, inventory?: InventoryTree, knownPasses?: KnownPasses) {
    const { dataJson: json, limitMs } = task;
    const data = inventory === undefined ? { json } : { json, inventory };
    this.#engine = new WasmEngine({
      instantiate: instantiatorOf(task, knownPasses?.isExperienced === true),
      data,
      limitMs,
    });
    this.#limitMs = limitMs;
    this.#parser = task.parser;
    this.#maxTextBytes = task.secrets?.maxFileBytes ?? MAX_FILE_BYTES;
    this.#showFile = fileShower(this.#engine, task);
    const { plan, policySet, namespaces, today } = task;
    const secrets = task.secrets === undefined ? {} : { secrets: openSecretSearch(task.secrets, today) };
    const images = task.images === undefined ? {} : { images: task.images };
    const known = { sha256, knownPasses: knownPasses ?? new KnownPasses() };
    this.#court = { engine: this.#engine, plan, policySet, namespaces, today, ...known, ...secrets, ...images };
  }

  /**
   * Judges all sources. The time limit bounds the batch as a whole, because bounding each rule costs more than most rules;
   * only the source in which the limit strikes is judged again with a bound on each rule.
   * @param emit called with the place of a source and what came of it; called again for a source that was judged again
   */
  evaluateAll(sources: readonly Source[], emit: (index: number, evaluated: EvaluatedSource) => void): void {
    // Loading it must not count against the limit.
    if (sources.some((source) => this.#isForeign(source))) formatsReader();
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
   * @param shownAs the file that policies are told of, if any
   */
  judge(subject: Subject, shownAs?: string): Verdict {
    if (shownAs !== undefined) this.#showFile({ path: shownAs });
    const bounded = runWithin(this.#limitMs, () => this.judgeUnbounded(subject));
    if (bounded.kind === 'done') return bounded.value;
    this.#engine.discard();
    return this.judgeCarefully(subject);
  }

  /** Judges one subject for as long as it takes: for whoever can end this thread, and then asks another one carefully. */
  judgeUnbounded(subject: Subject): Verdict {
    return judgeWithFacts(this.#court, subject);
  }

  /** Judges one subject with a bound on each rule, which says what each of the others has to say. */
  judgeCarefully(subject: Subject): Verdict {
    return this.#carefully(() => judgeWithFacts(this.#court, subject));
  }

  /** Loads the policies and their data now instead of at the first question. @throws when they cannot be loaded */
  prepare(): void {
    this.#engine.prepare();
  }

  /** Lets policies see the inventory as it is now. @throws when they cannot be given it */
  refreshInventory(): void {
    this.#engine.refreshInventory();
    this.#engine.prepare();
  }

  /** Judges a file by what was found in it before, with a bound on each rule: there is little to judge. */
  judgeFindings(file: string, facts: readonly SecretFact[]): FileOutcome {
    this.#showFile({ path: file });
    return this.#carefully(() => evaluateFindings(this.#court, file, facts));
  }

  #evaluate(source: Source): EvaluatedSource {
    this.#showFile(source);
    return evaluate(source, this.#court, {
      parse: (bytes) => this.#parse(source, bytes),
      maxTextBytes: this.#maxTextBytes,
    });
  }

  #evaluateCarefully(source: Source): EvaluatedSource {
    this.#showFile(source);
    return this.#carefully(() =>
      evaluate(source, this.#court, {
        parse: (bytes) => this.#parseCarefully(source, bytes),
        maxTextBytes: this.#maxTextBytes,
      }),
    );
  }

  #carefully<T>(task: () => T): T {
    this.#engine.careful = true;
    try {
      return task();
    } finally {
      this.#engine.careful = false;
    }
  }

  #parse(source: Source, bytes: Uint8Array): ParsedFile {
    return this.#isOnlyText(source, bytes) ? NO_DOCUMENTS : parseFormat(formatOfSource(source, this.#parser), bytes);
  }

  #isForeign(source: Source): boolean {
    return isForeignSource(source, this.#parser) && !this.#isOnlyText(source);
  }

  /** A file that is searched for secrets need not be anything else: a README that is named is no broken manifest. */
  #isOnlyText(source: Source, bytes?: Uint8Array): boolean {
    if (source.isText === true) return !IS_JSON.test(source.path);
    const { secrets, plan } = this.#court;
    if (secrets === undefined || this.#parser !== undefined || plan.documentChecks.length > 0) return false;
    if (isForeignSource(source, undefined)) return true;
    return (
      bytes !== undefined &&
      !IS_JSON.test(source.path) &&
      !isNamedManifest(source) &&
      !MANIFEST_FIELDS.every((field) => field.test(latin1(bytes)))
    );
  }

  #parseCarefully(source: Source, bytes: Uint8Array): ParsedFile {
    const bounded = runWithin(this.#limitMs, () => this.#parse(source, bytes));
    if (bounded.kind === 'done') return bounded.value;
    const message = `could not be parsed within ${this.#limitMs} ms; split it, or raise --timeout`;
    return { documents: [], faults: [{ code: 'size-limit', message, line: 1, column: 1 }], empty: 0 };
  }
}

const NO_DOCUMENTS: ParsedFile = { documents: [], faults: [], empty: 0 };

/** Standard input is asked for as a manifest. */
const isNamedManifest = ({ path: name }: Source): boolean => name === '-' || formatOf(name) !== undefined;

/** Files of other tools that are JSON whatever they are called: what their fields mean is known. */
const IS_JSON = /\.(?:tfstate|tfstate\.backup)$/;

/** What every object has, however it is written. */
const MANIFEST_FIELDS = [/^[\s{,"'-]*apiVersion["']?\s*:/m, /^[\s{,"'-]*kind["']?\s*:/m] as const;

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** An object under admission is searched within the bound, as a file is. */
function judgeWithFacts(court: Court, subject: Subject): Verdict {
  const { resource } = subject;
  if (court.secrets === undefined || resource === undefined) return judge(court, subject);
  const { facts, incomplete } = court.secrets.inObject(resource);
  const verdict = judge(court, { ...subject, facts: { ...subject.facts, secrets: facts } });
  return incomplete === undefined ? verdict : withUnsearched(court, verdict, incomplete);
}

type ShowFile = (file: { readonly path: string; readonly absolute?: string }) => void;

/** Costs another parse of all data for each file, so only policies that ask for the file are told. */
function fileShower(engine: WasmEngine, { root, dataJson }: EvaluationTask): ShowFile {
  if (root === undefined) return () => undefined;
  const dataFor = createFileData(dataJson);
  return (file) => {
    const absolute = file.absolute ?? path.resolve(root, file.path);
    engine.setData(dataFor({ name: path.basename(absolute), dir: path.dirname(absolute) }));
  };
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

interface Reading {
  readonly parse: (bytes: Uint8Array) => ParsedFile;
  readonly maxTextBytes: number;
}

function evaluate(source: Source, court: Court, { parse, maxTextBytes }: Reading): EvaluatedSource {
  const read = readSource(source, source.isText === true ? maxTextBytes : MAX_FILE_BYTES);
  if (read.kind === 'fault') {
    if (read.code === 'INPUT_TOO_LARGE' && source.isText === true && beginsBinary(source)) {
      return { outcome: { ...NOTHING_JUDGED, skipped: [LEFT_OUT.binaryTooLarge] } };
    }
    return { outcome: faultOutcome(source.path, read.code, `${source.path} ${read.message}`) };
  }
  const { bytes } = read;
  const { path: file, change } = source;
  const parsed = parse(bytes);
  const search = court.secrets?.open({ path: file, bytes, parsed, ...(change && { change }) });
  return { bytes, outcome: evaluateFile(court, file, parsed, search) };
}

const NOTHING_JUDGED: FileOutcome = { documents: 0, resources: 0, passes: 0, results: [], skipped: [] };
