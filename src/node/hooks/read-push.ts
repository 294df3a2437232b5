import { SluiceError } from '../../core/errors.ts';
import { knownToRemote } from '../sources/push-ranges.ts';
import type { PushHookName } from './hook-name.ts';
import { parsePushed, parseReceived, type RefUpdate } from './ref-updates.ts';

/** What is pushed, and what the other side has already. */
export interface Push {
  readonly updates: readonly RefUpdate[];
  /** Selects commits, as `git rev-list` takes it. */
  readonly known: readonly string[];
}

export interface PushSource {
  /** Git's first argument to `pre-push`: the name of the remote, or its address when it has none. */
  readonly remote?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => Promise<Uint8Array>;
}

/**
 * Reads what Git hands to a hook; of pre-commit, which reads that itself, what it says in the environment.
 * @throws SluiceError USAGE when nobody says what is pushed
 */
export async function readPush(hook: PushHookName, { remote, env, readStdin }: PushSource): Promise<Push> {
  if (hook === 'pre-push' && env['PRE_COMMIT'] === '1') return pushOfPreCommit(env);
  const text = Buffer.from(await readStdin()).toString('utf8');
  return hook === 'pre-push'
    ? { updates: parsePushed(text), known: knownToRemote(remote) }
    : { updates: parseReceived(text), known: ['--all'] };
}

/** Of a branch that is all new there is no `PRE_COMMIT_FROM_REF`; pre-commit then means all files. */
function pushOfPreCommit(env: PushSource['env']): Push {
  const to = env['PRE_COMMIT_TO_REF'] ?? env['PRE_COMMIT_LOCAL_BRANCH'];
  if (to === undefined) {
    throw new SluiceError(
      'USAGE',
      'pre-commit did not say which commits are pushed; name them, as with: pre-commit run --hook-stage pre-push --from-ref origin/main --to-ref HEAD',
    );
  }
  const from = env['PRE_COMMIT_FROM_REF'];
  const ref = env['PRE_COMMIT_REMOTE_BRANCH'] ?? to;
  return {
    updates: [{ ref, to, ...(from === undefined ? {} : { from }) }],
    known: knownToRemote(env['PRE_COMMIT_REMOTE_NAME']),
  };
}
