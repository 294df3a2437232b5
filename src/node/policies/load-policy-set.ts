import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { SluiceError } from '../../core/errors.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Location } from '../../core/model/location.ts';
import type { Policy } from '../../core/model/policy.ts';
import { chooseExpansions } from '../../core/evaluate/plan-expansions.ts';
import type { ExpansionTemplate } from '../../core/expansion/expansion-template.ts';
import type { GatekeeperProblem } from '../../core/gatekeeper/gatekeeper-source.ts';
import type { InventoryNeed } from '../../core/gatekeeper/inventory.ts';
import { resolvePolicySources } from '../bundles/resolve-policy-sources.ts';
import type { PolicyRequest } from '../check/check-request.ts';
import { openDigestMemo, type DigestOf } from '../cache/digest-memo.ts';
import { sha256Of } from '../digest.ts';
import { engineVersion } from '../engine/engine-version.ts';
import type { ConfigRoots } from '../formats/config-functions.ts';
import { checkConstraints } from './check-constraints.ts';
import type { CompiledModules, CompileOrder } from './compile-modules.ts';
import type { CompiledPolicySet, PolicyFault } from './compile-policy-set.ts';
import { placeInModule } from './place-in-module.ts';
import { openPolicyCache, type PolicyCache } from './policy-cache.ts';
import { readData } from './read-data.ts';
import { configRoots } from './config-roots.ts';
import { readPolicySources, type PolicySources } from './read-policy-sources.ts';
import { selectNamespaces, selectPolicies } from './select-policies.ts';

/** What policies look at besides the object that they judge: it must be gathered before anything is judged. */
export interface SurroundingsNeed {
  /** A policy or a match looks at Namespaces. */
  readonly readsNamespaces: boolean;
  /** Which objects templates look up in `data.inventory`; absent when none does. */
  readonly inventory?: InventoryNeed;
}

/** A template that refers to `data.inventory`, and where it does first. */
export interface InventoryReader {
  readonly name: string;
  readonly at: Location;
}

/** True when the rest of a repository matters to a verdict about a part of it. */
export const needsContext = ({ readsNamespaces, inventory }: SurroundingsNeed): boolean =>
  readsNamespaces || inventory !== undefined;

/** A policy set, ready to judge with. */
export interface LoadedPolicySet extends SurroundingsNeed {
  /** What decides, as one digest: policy texts, data, constraints and engine; not where the files lie. */
  readonly digest: string;
  readonly policies: readonly Policy[];
  /** With the schemas' defaults filled in. */
  readonly constraints: readonly Constraint[];
  /** Policies that cannot run. The others do; the run cannot end green all the same. */
  readonly faults: readonly PolicyFault[];
  readonly notices: readonly string[];
  /** The compiled set; absent when no policy could be compiled. */
  readonly wasm?: Uint8Array;
  readonly dataJson: string;
  /** What makes implied objects. */
  readonly expansions: readonly ExpansionTemplate[];
  /** Namespaces whose objects templates are not asked about. */
  readonly exemptNamespaces: readonly string[];
  /** A policy reads `data.conftest.file`, so it must be told of each file. */
  readonly readsFile: boolean;
  /** Templates that look something up in the inventory, unless the data bring it; by name. */
  readonly inventoryReaders: readonly InventoryReader[];
  /** Where the files lie that policies may name. */
  readonly configRoots: ConfigRoots;
}

/** Compiles what was not found compiled. */
export type Compile = (order: CompileOrder) => Promise<CompiledModules>;

/**
 * Reads, compiles (or finds compiled) and selects policies.
 * @param compile by default here and now
 * @throws SluiceError POLICY_NOT_FOUND, NAMESPACE_UNKNOWN, NO_POLICIES, CONFIG_INVALID
 */
export async function loadPolicySet(
  request: PolicyRequest,
  onNotice?: (message: string) => void,
  compile: Compile = compileHere,
): Promise<LoadedPolicySet> {
  const { cwd, config } = request;
  const notify = onNotice ?? ((): void => undefined);
  const given = await resolvePolicySources([...config.policies, ...request.policies], request, notify);
  const sources = readPolicySources(cwd, given, config.shipped, request.regoVersion, request.gatekeeper);
  const bundled = given.flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle.data]));
  const data = readData(cwd, [...config.data, ...request.data], bundled);
  const digestOf = digestWith(request.cacheDir, notify);
  const key = sourcesDigest(sources, data, digestOf);
  const cache = openPolicyCache(request.cacheDir, notify);
  const compiled = await cachedCompile(cache, cacheKey(key, sources, digestOf), sources, data, compile);
  const selected = selectPolicies(
    compiled.policies,
    sources.shipped,
    config.constraints.map(({ policy }) => policy),
  );
  const isFaulty = compiled.faults.length + sources.gatekeeper.problems.length > 0;
  const policies = selectNamespaces(
    selected,
    request.namespaces,
    !isFaulty,
    given.length + config.shipped.length === 0,
  );
  if (policies.length === 0 && !isFaulty && request.gatekeeper === undefined) throw noPolicies();
  const { excludedNamespaces: exemptNamespaces } = sources.gatekeeper;
  const expansions = chooseExpansions(request.expansion ?? 'auto', sources.gatekeeper.expansions);
  const checked = await checkConstraints(config, cwd, sources.gatekeeper, selected);
  return {
    // Sorted: a cluster and a folder hold the same policies, each in an order of its own.
    digest: digestOf('set', [
      key,
      canonicalJson(policies.map(({ name }) => name).sort()),
      canonicalJson(checked.constraints.map(canonicalJson).sort()),
      canonicalJson([expansions.map((one) => canonicalJson(one)).sort(), [...exemptNamespaces].sort()]),
    ]),
    policies,
    constraints: checked.constraints,
    faults: [...compiled.faults, ...sources.gatekeeper.problems.map(gatekeeperFault), ...checked.faults],
    notices: [
      ...compiled.notices,
      ...sources.gatekeeper.notices,
      ...exemptNotices(exemptNamespaces),
      ...unused(policies, checked.constraints),
    ],
    ...(compiled.wasm.length === 0 ? {} : { wasm: compiled.wasm }),
    dataJson: JSON.stringify(data),
    expansions,
    exemptNamespaces,
    readsNamespaces: readsNamespaces(sources, policies, checked.constraints),
    ...inventoryNeed(sources, compiled.policies, data),
    readsFile: sources.modules.some(({ text }) => READS_FILE.test(text)),
    configRoots: configRoots(cwd, [...config.policies, ...request.policies]),
  };
}

/** Added to what was compiled, and never kept with it: constraints are no part of what a compiled set is found by. */
const gatekeeperFault = (problem: GatekeeperProblem): PolicyFault => ({ code: 'POLICY_INVALID', ...problem });

/** Gatekeeper's webhook is not asked about these, so its templates are not asked here. */
const exemptNotices = (patterns: readonly string[]): readonly string[] =>
  patterns.length === 0
    ? []
    : [
        `Gatekeeper's Config takes the Namespaces ${patterns.join(', ')} from its webhook: templates are not asked about them`,
      ];

/** A template that no constraint applies finds nothing, which its owner may not know. */
function unused(policies: readonly Policy[], constraints: readonly Constraint[]): readonly string[] {
  const applied = new Set(constraints.map(({ policy }) => policy));
  return policies
    .filter(({ input, name }) => input === 'template' && !applied.has(name))
    .map(({ name, file }) => `${file}: no constraint applies ConstraintTemplate ${name}, so it is not asked`);
}

/**
 * Texts without their paths: the same policies from another folder, or at another point, are the same set; so are those that a bundle
 * calls v1 and those that nobody calls anything.
 */
function sourcesDigest({ modules, schemas, gatekeeper }: PolicySources, data: JsonObject, digestOf: DigestOf): string {
  const texts = modules.map(
    ({ regoVersion, text, path, template }) =>
      `${regoVersion === 'v0' ? 'v0' : 'v1'} ${text}${JSON.stringify([schemas.get(path) ?? null, template ?? null])}`,
  );
  const templates = gatekeeper.templates.map(({ kind, title, description, schema }) =>
    canonicalJson([kind, title, description, schema]),
  );
  return sha256Of([engineVersion(), canonicalJson(data), digestOf('policies', [...texts.sort(), ...templates.sort()])]);
}

/** What the cache keeps names files, so the same texts in other places are another entry; and what is said to be v1 must be that. */
const cacheKey = (key: string, { modules }: PolicySources, digestOf: DigestOf): string =>
  digestOf('paths', [key, ...modules.map(({ path, regoVersion }) => (regoVersion === 'any' ? `${path} any` : path))]);

function digestWith(cacheDir: string | undefined, onNotice: (message: string) => void): DigestOf {
  return cacheDir === undefined ? (_, texts) => sha256Of(texts) : openDigestMemo(cacheDir, onNotice);
}

async function cachedCompile(
  cache: PolicyCache,
  key: string,
  sources: PolicySources,
  data: JsonObject,
  compile: Compile,
): Promise<CompiledPolicySet> {
  const found = cache.read(key);
  if (found !== undefined) return found;
  const { toCompileOrder, toCompiledSet } = await import('./compile-policy-set.ts');
  const compiled = toCompiledSet(sources, await compile(toCompileOrder(sources, data)));
  // Faults name paths; a set with faults is compiled again, so that they name the paths of this run.
  if (compiled.faults.length === 0) cache.write(key, compiled);
  return compiled;
}

async function compileHere(order: CompileOrder): Promise<CompiledModules> {
  const { compileModules } = await import('./compile-modules.ts');
  return compileModules(order);
}

const noPolicies = (): SluiceError =>
  new SluiceError(
    'NO_POLICIES',
    'the policy paths hold no rule that decides; a policy has a rule called deny, violation or warn (see docs/policies.md)',
  );

/** `data.conftest` in any spelling. A comment that mentions it costs time and nothing else. */
const READS_FILE = /\bdata\s*(?:\.\s*conftest\b|\[\s*["`]conftest["`]\s*\])/;

function readsNamespaces(
  { modules }: PolicySources,
  policies: readonly Policy[],
  constraints: readonly Constraint[],
): boolean {
  return (
    [...policies, ...constraints].some(({ match }) => match.namespaceSelector !== undefined) ||
    modules.some(({ text }) => text.includes('namespaceObject'))
  );
}

/** Data that bring an inventory of their own are the inventory. */
function inventoryNeed(
  { gatekeeper, modules }: PolicySources,
  policies: readonly Policy[],
  data: JsonObject,
): Pick<LoadedPolicySet, 'inventory' | 'inventoryReaders'> {
  const lookups = data['inventory'] === undefined ? policies : [];
  const inventoryReaders = lookups.flatMap(({ name, lookup }) => {
    if (lookup === undefined) return [];
    return [
      {
        name,
        at: placeInModule(
          lookup,
          modules.find(({ path }) => path === lookup.path),
        ),
      },
    ];
  });
  if (inventoryReaders.length === 0) return { inventoryReaders };
  return { inventoryReaders, inventory: gatekeeper.syncedKinds === undefined ? {} : { kinds: gatekeeper.syncedKinds } };
}
