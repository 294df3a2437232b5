/** First come, first served within a key; between keys everyone has a turn, however many wait behind the first. */
export class FairQueue<T> {
  /** In the order of their turns. A key that has had its turn goes to the end. */
  readonly #lines = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(key: string, item: T): void {
    const line = this.#lines.get(key);
    if (line === undefined) this.#lines.set(key, [item]);
    else line.push(item);
    this.#size += 1;
  }

  /** The next one, or undefined when nobody waits. */
  shift(): T | undefined {
    for (const [key, line] of this.#lines) {
      const item = line.shift();
      this.#size -= 1;
      if (line.length === 0) this.#lines.delete(key);
      else if (this.#lines.size > 1) this.#moveToEnd(key, line);
      return item;
    }
    return undefined;
  }

  #moveToEnd(key: string, line: T[]): void {
    this.#lines.delete(key);
    this.#lines.set(key, line);
  }

  remove(key: string, item: T): void {
    const line = this.#lines.get(key);
    const at = line?.indexOf(item) ?? -1;
    if (line === undefined || at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(key);
    this.#size -= 1;
  }

  /** How many would have their turn before one that joins now. */
  countAhead(key: string): number {
    const turns = (this.#lines.get(key)?.length ?? 0) + 1;
    let ahead = turns - 1;
    for (const [other, line] of this.#lines) if (other !== key) ahead += Math.min(line.length, turns);
    return ahead;
  }

  /** How many wait under a key. */
  countOf(key: string): number {
    return this.#lines.get(key)?.length ?? 0;
  }
}
