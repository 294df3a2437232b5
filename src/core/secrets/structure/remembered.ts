/** More names than documents have; beyond them, nothing is remembered. */
const MAX_NAMES = 20_000;
const MAX_LENGTH = 100;

/** What a function says of names: the same few stand in all documents. Only for names, never for values. */
export function remembered<Result>(judge: (name: string) => Result): (name: string) => Result {
  const known = new Map<string, Result>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const result = judge(name);
    if (known.size < MAX_NAMES && name.length <= MAX_LENGTH) known.set(name, result);
    return result;
  };
}
