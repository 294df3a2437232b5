import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 120_000;

/** Polls until a condition holds. @throws after two minutes, with what was said last if anything was */
export async function until(what, condition, said = () => '') {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; await wait(100))
    if (await condition()) return;
  throw new Error(`it took longer than two minutes until ${what}\n${said().slice(-2000)}`);
}
