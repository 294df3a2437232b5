import { setTimeout as delay } from 'node:timers/promises';

export interface PollOptions {
  /** What is waited for, for the message. */
  readonly what: string;
  /** Default: so long that only a failure waits to the end. */
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** How long a machine that does ten other things may take for anything. Only a failure waits so long. */
const PATIENCE_MS = 120_000;

/**
 * Asks again and again until there is an answer other than undefined.
 * @throws with the last fault when there is none in time
 */
export async function pollUntil<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  { what, withinMs = PATIENCE_MS, everyMs = 25 }: PollOptions,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(everyMs);
  }
}
