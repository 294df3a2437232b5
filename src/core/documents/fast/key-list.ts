/** Mappings with more keys than this are checked for equal keys by a set. */
const FEW_KEYS = 16;

const sets = new WeakMap<string[], Set<string>>();

/** Adds a key to those of a mapping; false when it is there already. */
export function addKey(keys: string[], key: string): boolean {
  const { length } = keys;
  if (length < FEW_KEYS) {
    for (let index = 0; index < length; index++) {
      if (keys[index] === key) return false;
    }
    keys.push(key);
    return true;
  }
  return addToSet(keys, key);
}

function addToSet(keys: string[], key: string): boolean {
  let set = sets.get(keys);
  if (set === undefined) {
    set = new Set(keys);
    sets.set(keys, set);
  }
  if (set.has(key)) return false;
  set.add(key);
  return true;
}
