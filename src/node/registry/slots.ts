/** A number of places; whoever comes when all are taken waits, and is served in the order of coming. */
export interface Slots {
  /** Gives the function that frees the place again. Rejects when the signal aborts the wait. */
  take(signal?: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  };
  return {
    take: async (signal) => {
      if (free > 0) free -= 1;
      else await turn(waiting, signal);
      return once(release);
    },
  };
}

/** Whoever is called has the place of whoever left. */
function turn(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      waiting.delete(enter);
      signal?.removeEventListener('abort', giveUp);
    };
    const enter = (): void => {
      leave();
      resolve();
    };
    const giveUp = (): void => {
      leave();
      reject(new Error('the wait was given up', { cause: signal?.reason }));
    };
    if (signal?.aborted === true) return giveUp();
    waiting.add(enter);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

function once(release: () => void): () => void {
  let isReleased = false;
  return () => {
    if (!isReleased) release();
    isReleased = true;
  };
}
