import { setTimeout as wait } from 'node:timers/promises';

/** Waits until something holds, and says what was waited for when it does not in time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await wait(5);
  }
}
