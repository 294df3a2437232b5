import { setTimeout as delay } from 'node:timers/promises';

export interface PollOptions {
  /** What is waited for, for the message. */
  readonly what: string;
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks again and again until there is an answer other than undefined.
 * @throws with the last fault when there is none in time
 */
export async function pollUntil<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  { what, withinMs = 30_000, everyMs = 25 }: PollOptions,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(everyMs);
  }
}
