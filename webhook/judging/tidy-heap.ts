import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8 gives back what it took for a rush when nothing has rushed for five seconds, if it looks. */
const QUIET_MS = 8000;
/** A change of so many objects leaves more behind than collecting it costs. */
export const MANY_OBJECTS = 2000;

let collect: (() => void) | undefined;
let again: NodeJS.Timeout | undefined;

/**
 * Collects the garbage of this thread, now and when it has been quiet. V8 lets a heap that it has never collected grow by hundreds of
 * megabytes before it looks at it for the first time, and keeps what a large load took. It takes some 20 ms: for the time after what
 * took much longer, and left so much behind.
 */
export function tidyHeap(): void {
  collect ??= findCollector();
  collect();
  clearTimeout(again);
  again = setTimeout(collect, QUIET_MS).unref();
}

/**
 * There is no other way to it at run time. The flag is read when a context is made; it is one for all threads, and stays: whoever took it
 * back would take it from a thread that is just making its context.
 */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('globalThis.gc');
  return typeof found === 'function' ? (): void => void found() : (): void => undefined;
}
