/** Does something with each of some items, so many at a time, in their order. The first fault ends it; what has begun is waited for. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  const faults: unknown[] = [];
  const take = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (faults.length > 0) return;
      await work(item, index).catch((error: unknown) => void faults.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, take));
  if (faults.length > 0) throw faults[0];
}
