/** Kept back for the way: an answer that comes with the timeout comes too late. */
const MARGIN_MS = 200;
const LEAST_MS = 50;
/** The API server waits no longer than this for any webhook. */
const MOST_MS = 30_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * Milliseconds for a verdict. The API server says in `?timeout=10s` how long it waits; what it decides after that is its
 * failurePolicy's business, so the answer is given before.
 */
export function evaluationLimit(timeout: unknown, defaultMs: number): number {
  const asked = typeof timeout === 'string' ? parseDuration(timeout) : undefined;
  if (asked === undefined) return defaultMs;
  return Math.max(LEAST_MS, Math.min(asked - MARGIN_MS, asked * 0.9, MOST_MS));
}

/** Go's durations, as far as a timeout can have them: `10s`, `500ms`, `1m30s`. */
function parseDuration(text: string): number | undefined {
  if (!/^(?:\d{1,6}(?:\.\d{1,6})?(?:ms|m|s))+$/.test(text)) return undefined;
  const parts = text.matchAll(/([\d.]+)(ms|m|s)/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}
