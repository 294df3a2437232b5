import { messageOf, SluiceError } from '../../core/errors.ts';
import { packageNameOf } from '../../core/policies/package-of.ts';
import { reachable } from '../../core/reachable.ts';
import { groupBy } from '../../core/report/group-by.ts';
import type { RegoFault } from '../engine/engine-fault.ts';
import type { RegoModule } from '../engine/engine-protocol.ts';
import type { RegoEngine } from '../engine/rego-engine.ts';

/** The code of a fault of this module; no fault of the engine has it. */
export const TOO_COSTLY = 'too_costly';

/**
 * Does what takes the compiler. When that does not come to an end (it has limits of time and memory, and a small stack), the modules that
 * it stops at are found by compiling each policy by itself, and it is done once more without them: with faults in their place, so that
 * whatever refers to them is left out, too.
 * @throws SluiceError ENGINE_FAILED when each by itself can be compiled, and all together cannot
 */
export function withoutCostly<T extends { readonly errors: readonly RegoFault[] }>(
  engine: RegoEngine,
  modules: readonly RegoModule[],
  attempt: (modules: readonly RegoModule[]) => T,
): T {
  try {
    return attempt(modules);
  } catch (error) {
    if (!isStop(error)) throw error;
    const costly = findCostly(engine, modules);
    if (costly.size === 0) throw allTogether(error, modules.length);
    const result = attempt(modules.map((module) => (costly.has(module.path) ? leftOut(module) : module)));
    const errors = result.errors.filter(({ path }) => !costly.has(path));
    return { ...result, errors: [...errors, ...[...costly].map(toFault)] };
  }
}

const isStop = (error: unknown): error is SluiceError => error instanceof SluiceError && error.code === 'ENGINE_FAILED';

const allTogether = (error: SluiceError, count: number): SluiceError =>
  new SluiceError(
    'ENGINE_FAILED',
    `${error.message}; each of the ${count} modules by itself can be compiled, so use fewer of them in one set`,
    { cause: error },
  );

const toFault = ([path, reason]: readonly [string, string]): RegoFault => ({
  path,
  row: 0,
  col: 0,
  code: TOO_COSTLY,
  message: `the compiler does not come to an end with it: ${reason}; write comprehensions within comprehensions, and very long expressions, as rules of their own`,
  line: '',
});

/** Modules that are of no use without each other. */
interface Unit {
  readonly own: readonly RegoModule[];
  /** What they refer to. */
  readonly needs: readonly RegoModule[];
}

/** The modules that the compiler stops at, each with the reason. What others need is looked at before these. */
function findCostly(engine: RegoEngine, modules: readonly RegoModule[]): ReadonlyMap<string, string> {
  const costly = new Map<string, string>();
  const note = (found: readonly RegoModule[], reason: string | undefined): void => {
    if (reason !== undefined) for (const { path } of found) costly.set(path, reason);
  };
  for (const module of modules)
    note(
      [module],
      reasonOf(() => engine.inspect([module])),
    );
  for (const { own, needs } of toUnits(modules)) {
    if (own.some(({ path }) => costly.has(path))) continue;
    const missing = needs.find(({ path }) => costly.has(path));
    // A library is known by its texts alone, so those who have it have to be left out by name.
    if (missing?.lib === true) note(own, `${missing.path} is one of its libraries`);
    else if (missing === undefined)
      note(
        own,
        reasonOf(() => compileAlone(engine, [...needs, ...own])),
      );
  }
  return costly;
}

function compileAlone(engine: RegoEngine, modules: readonly RegoModule[]): void {
  const { modules: inspected } = engine.inspect(modules);
  const rules = inspected.flatMap(({ package: name, rules: all }) =>
    all.filter(({ kind }) => kind !== 'function').map((rule) => `${name.replaceAll('.', '/')}/${rule.name}`),
  );
  engine.compile({ modules, entrypoints: [...new Set(rules)] });
}

function reasonOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (!isStop(error)) throw error;
    const [line = ''] = messageOf(error).split('\n');
    return line.slice(line.indexOf(': ') + 2);
  }
}

function toUnits(modules: readonly RegoModule[]): readonly Unit[] {
  const libraries = groupBy(
    modules.filter(({ lib }) => lib === true),
    ({ libs = '' }) => libs,
  );
  const templates = groupBy(
    modules.filter(({ template, lib }) => template !== undefined && lib !== true),
    ({ template = '' }) => template,
  );
  const packages = groupBy(
    modules.filter(({ template }) => template === undefined),
    ({ text }) => packageNameOf(text) ?? UNNAMED,
  );
  return [
    ...[...libraries.values()].map((own) => ({ own, needs: [] })),
    ...[...templates.values()].map((own) => ({ own, needs: libraries.get(own[0].libs ?? '') ?? [] })),
    ...[...packages]
      .map(([name, own]) => ({ own, needs: needsOf(name, packages) }))
      .sort((a, b) => a.needs.length - b.needs.length),
  ];
}

/** What does not say its package: nobody can mention it. */
const UNNAMED = '';

type Packages = ReadonlyMap<string, readonly RegoModule[]>;

/** The modules of all packages that a package mentions, that these mention, and so on. */
function needsOf(name: string, packages: Packages): readonly RegoModule[] {
  const mentioned = reachable([name], (one) => {
    const texts = (packages.get(one) ?? []).map(({ text }) => text);
    return [...packages.keys()].filter((other) => texts.some((text) => mentions(text, other)));
  });
  return [...mentioned].filter((one) => one !== name).flatMap((one) => packages.get(one) ?? []);
}

/** As `data.lib.names`, or by an import of `data.lib`. */
function mentions(text: string, name: string): boolean {
  if (name === UNNAMED) return false;
  const imported = [...text.matchAll(IMPORT)].map(([, path = '']) => path);
  return text.includes(`data.${name}`) || imported.some((path) => name === path || name.startsWith(`${path}.`));
}

const IMPORT = /^\s*import\s+data\.([\w.]+)/gm;

/** What does not compile takes its package with it, and all that refers to that. */
function leftOut(module: RegoModule): RegoModule {
  const name = packageNameOf(module.text);
  return { ...module, text: name === undefined ? '' : `package ${name}\n\nleft_out := sluice.left_out(1)\n` };
}
