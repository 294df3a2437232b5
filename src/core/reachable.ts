/** All that is reached from some things, step by step, and these themselves; nearer ones first. */
export function reachable<T>(from: Iterable<T>, nextOf: (one: T) => Iterable<T>): ReadonlySet<T> {
  const reached = new Set(from);
  // Grows while it is walked.
  for (const one of reached) for (const next of nextOf(one)) reached.add(next);
  return reached;
}
