import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, SluiceError } from '../../../core/errors.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import type { VerifyRequest } from '../verify-policies.ts';
import type { VerifiedTest, VerifyReport } from '../verify-report.ts';
import type { VerifyTools } from '../verify-tools.ts';
import type { DecidedTest } from './decide-units.ts';
import { readSuites, type SuiteCandidate } from './read-suites.ts';
import { runSuites, type SuitesReport } from './run-suites.ts';
import { spareCores } from './spare-cores.ts';
import type { SuitesOrder, SuitesReply } from './suites-protocol.ts';

/** Below this, starting a thread costs more than it saves. */
const THREAD_WORTH_FILES = 8;

/**
 * Runs suites, in two threads when there are enough of them: each reads, compiles and judges its own, for suites know nothing of
 * each other. The report is the same, in the same order.
 * @throws SluiceError ENGINE_MISSING, ENGINE_FAILED, INPUT_TOO_LARGE
 */
export async function shareSuites(
  candidates: readonly SuiteCandidate[],
  request: VerifyRequest,
  tools: VerifyTools,
): Promise<VerifyReport> {
  const { threads = candidates.length < THREAD_WORTH_FILES ? 1 : availableParallelism() } = request;
  const { tests, faults, warnings } =
    threads < 2 ? runSuites(candidates, request, tools) : await runInThreads(candidates, request, tools);
  const lineOf = lineFinder(candidates);
  return { tests: tests.map((test) => toVerified(test, lineOf)), faults, warnings };
}

async function runInThreads(
  candidates: readonly SuiteCandidate[],
  request: VerifyRequest,
  tools: VerifyTools,
): Promise<SuitesReport> {
  const [own, handedOver] = divide(candidates);
  const helper = startHelper(handedOver, request);
  try {
    const first = runSuites(own, request, tools);
    const second = await helper.report;
    return {
      tests: [...first.tests, ...second.tests],
      faults: [...first.faults, ...second.faults],
      warnings: [...first.warnings, ...second.warnings],
    };
  } finally {
    await helper.end();
    spareCores(false);
  }
}

/** The rest is for the other thread, which needs not start the program, nor print what came of it. */
const OWN_SHARE = 0.45;

/** By the length of the suites, which tells of the number of their cases. The parts depend on the files alone, and so does what is cached. */
function divide(
  candidates: readonly SuiteCandidate[],
): readonly [readonly SuiteCandidate[], readonly SuiteCandidate[]] {
  const share = candidates.reduce((sum, { bytes }) => sum + bytes.length, 0) * OWN_SHARE;
  let sum = 0;
  const end = candidates.findIndex(({ bytes }) => (sum += bytes.length) >= share) + 1;
  return [candidates.slice(0, end), candidates.slice(end)];
}

interface Helper {
  readonly report: Promise<SuitesReport>;
  end(): Promise<unknown>;
}

function startHelper(candidates: readonly SuiteCandidate[], request: VerifyRequest): Helper {
  const { cwd, paths, run, today, timeoutMs, cacheDir, onNotice } = request;
  const workerData: SuitesOrder = {
    // What was read may be a view of something larger, all of which would be copied.
    candidates: candidates.map(({ file, bytes }) => ({ file, bytes: bytes.slice() })),
    request: {
      ...{ cwd, paths, today, timeoutMs },
      ...(run === undefined ? {} : { run }),
      ...(cacheDir === undefined ? {} : { cacheDir }),
    },
  };
  const worker = new Worker(workerModule(), { workerData });
  const report = replyOf(worker).then((reply) => {
    if (reply.kind === 'failed') throw new SluiceError(reply.code, reply.message);
    for (const notice of reply.notices) onNotice?.(notice);
    return reply.report;
  });
  // Who ends the helper because of another error never asks for its report.
  report.catch(() => {});
  return { report, end: () => worker.terminate() };
}

function replyOf(worker: Worker): Promise<SuitesReply> {
  const stopped = (reason: string, cause?: unknown): SluiceError =>
    new SluiceError('INTERNAL', `a thread that runs suites stopped: ${reason}`, { cause });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(stopped(messageOf(error), error)));
    worker.once('exit', (code) => reject(stopped(`exit ${code}`)));
  });
}

function toVerified({ at, ...test }: DecidedTest, lineOf: (file: string, at: FieldPath) => number): VerifiedTest {
  return {
    ...test,
    get line() {
      return lineOf(test.file, at);
    },
  };
}

/** Reads a suite again when one of its lines is asked for. */
function lineFinder(candidates: readonly SuiteCandidate[]): (file: string, at: FieldPath) => number {
  const read = new Map<string, (at: FieldPath) => number>();
  return (file, at) => {
    const known = read.get(file);
    if (known !== undefined) return known(at);
    const [suite] = readSuites(candidates.filter((candidate) => candidate.file.path === file)).suites;
    if (suite === undefined) throw new SluiceError('INTERNAL', `${file} is no suite any more`);
    const lineOf = suite.lineOf.bind(suite);
    read.set(file, lineOf);
    return lineOf(at);
  };
}

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string => path.join(import.meta.dirname, `suites-worker${path.extname(import.meta.filename)}`);
