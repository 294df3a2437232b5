/** Parts that Node has loaded before any program begins. */
const LOADED: ReadonlySet<string> = new Set(['node:buffer', 'node:fs', 'node:path', 'node:vm']);

type Load = (name: string) => object;

/**
 * A `require` for the bundle, whose imports stand at its top. The other parts of Node take up to 4 ms each to load, and a
 * run needs few of them: each is loaded when something of it is first used.
 */
export function lazyRequire(require: Load): Load {
  return (name) => (name.startsWith('node:') && !LOADED.has(name) ? onFirstUse(() => require(name)) : require(name));
}

/** An object that looks like what is loaded when it is first looked at. It is asked for once: making it may cost as much as a call of what it holds. */
export function onFirstUse(load: () => object): object {
  let loaded: object | undefined;
  const get = (): object => (loaded ??= load());
  return new Proxy(
    {},
    {
      get: (_, member): unknown => Reflect.get(get(), member),
      has: (_, member) => Reflect.has(get(), member),
      ownKeys: () => Reflect.ownKeys(get()),
      getOwnPropertyDescriptor: (_, member) =>
        Reflect.has(get(), member)
          ? { value: Reflect.get(get(), member), enumerable: true, configurable: true }
          : undefined,
    },
  );
}
