import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, SluiceError, type ErrorCode } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import type { CostlyVersion } from '../../src/node/cluster/sound-versions.ts';
import type { PolicyFault } from '../../src/node/policies/compile-policy-set.ts';
import type { JudgesRequest, LoadedJudges } from './load-judges.ts';
import { PolicyFaultsError } from './load-sound-set.ts';

/** The config is read where the policies are. */
export interface LoadRequest extends Omit<JudgesRequest, 'config' | 'watchesCluster' | 'gatekeeper' | 'history'> {
  /** Absent when no cluster is watched. */
  readonly cluster?: ClusterPart | undefined;
  /** `--config`, relative to `cwd`. Absent: the nearest one upwards. */
  readonly configFile?: string | undefined;
}

/** What a cluster that is watched says. */
export interface ClusterPart {
  /** Templates, constraints and all else. */
  readonly objects: readonly JsonObject[];
  /** The versions of them that judge until now. */
  readonly inForce: readonly JsonObject[];
  /** Why `data.inventory` is not complete; absent when it is. */
  readonly incomplete?: string | undefined;
  /** Versions that the compiler did not come to an end with a while ago. */
  readonly costly?: readonly CostlyVersion[];
}

export type LoadReply =
  | { readonly kind: 'loaded'; readonly judges: LoadedJudges }
  | { readonly kind: 'faulty'; readonly code: ErrorCode; readonly faults: readonly PolicyFault[] }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** Registries and repositories may take minutes, and so does finding the policy that the compiler does not come to an end with. */
const LIMIT_MS = 600_000;

/**
 * Loads policies in a thread of its own, which ends with it: a compiler that works beside the answers to the API server would
 * delay them, and the memory that it takes is much more than that of the policies.
 * @throws PolicyFaultsError, SluiceError as `loadConfig` and `loadJudges`; SERVER_FAILED when the thread did not live to say so
 */
export async function loadInThread(request: LoadRequest): Promise<LoadedJudges> {
  const worker = new Worker(workerModule(), { workerData: request });
  try {
    const replied = once(worker, 'message', { signal: AbortSignal.timeout(LIMIT_MS) });
    const [reply]: [LoadReply] = (await Promise.race([replied, ended(worker)])) as [LoadReply];
    return toLoaded(reply);
  } catch (error) {
    if (error instanceof SluiceError) throw error;
    throw new SluiceError('SERVER_FAILED', `the policies could not be loaded: ${messageOf(error)}`, { cause: error });
  } finally {
    await worker.terminate();
  }
}

/** Its end after the reply is none of anybody's business. */
async function ended(worker: Worker): Promise<never> {
  const [code] = await once(worker, 'exit');
  throw new Error(`the thread ended with code ${code}`);
}

function toLoaded(reply: LoadReply): LoadedJudges {
  switch (reply.kind) {
    case 'loaded':
      return reply.judges;
    case 'faulty':
      throw new PolicyFaultsError(reply.code, reply.faults);
    case 'failed':
      throw new SluiceError(reply.code, reply.message);
  }
}

/** The bundle keeps the worker beside this module under the same name. */
const workerModule = (): string => path.join(import.meta.dirname, `load-worker${path.extname(import.meta.filename)}`);
