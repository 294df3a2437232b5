import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { SluiceError } from '../../core/errors.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Policy } from '../../core/model/policy.ts';
import { resolvePolicySources } from '../bundles/resolve-policy-sources.ts';
import type { PolicyRequest } from '../check/check-request.ts';
import { sha256Of } from '../digest.ts';
import { engineVersion } from '../engine/engine-version.ts';
import { checkConstraints } from './check-constraints.ts';
import { compilePolicySet, type CompiledPolicySet, type PolicyFault } from './compile-policy-set.ts';
import { openPolicyCache } from './policy-cache.ts';
import { readData } from './read-data.ts';
import { readPolicySources, type PolicySources } from './read-policy-sources.ts';
import { selectNamespaces, selectPolicies } from './select-policies.ts';

/** A policy set, ready to judge with. */
export interface LoadedPolicySet {
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
  /** A policy or a match looks at Namespaces, so they must be gathered before anything is judged. */
  readonly readsNamespaces: boolean;
}

/**
 * Reads, compiles (or finds compiled) and selects policies.
 * @throws SluiceError POLICY_NOT_FOUND, NAMESPACE_UNKNOWN, NO_POLICIES, CONFIG_INVALID
 */
export async function loadPolicySet(
  request: PolicyRequest,
  onNotice?: (message: string) => void,
): Promise<LoadedPolicySet> {
  const { cwd, config } = request;
  const notify = onNotice ?? ((): void => undefined);
  const given = await resolvePolicySources([...config.policies, ...request.policies], request, notify);
  const sources = readPolicySources(cwd, given, config.shipped);
  const bundled = given.flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle.data]));
  const data = readData(cwd, [...config.data, ...request.data], bundled);
  const key = sourcesDigest(sources, data);
  const compiled = cachedCompile(cacheKey(key, sources), sources, data, request.cacheDir, notify);
  const selected = selectPolicies(compiled.policies, sources.shipped);
  const policies = selectNamespaces(selected, request.namespaces);
  if (policies.length === 0 && compiled.faults.length === 0) throw noPolicies();
  const checked = await checkConstraints(config, cwd, selected);
  return {
    digest: sha256Of([key, canonicalJson(policies.map(({ name }) => name)), canonicalJson(checked.constraints)]),
    policies,
    constraints: checked.constraints,
    faults: [...compiled.faults, ...checked.faults],
    notices: compiled.notices,
    ...(compiled.wasm.length === 0 ? {} : { wasm: compiled.wasm }),
    dataJson: JSON.stringify(data),
    readsNamespaces: readsNamespaces(sources, policies, checked.constraints),
  };
}

/** Texts without their paths: the same policies from another folder, or at another point, are the same set. */
function sourcesDigest({ modules, schemas }: PolicySources, data: JsonObject): string {
  const texts = modules.map(
    ({ regoVersion, text, path }) => `${regoVersion} ${text}${canonicalJson(schemas.get(path) ?? null)}`,
  );
  return sha256Of([engineVersion(), canonicalJson(data), ...texts.sort()]);
}

/** What the cache keeps names files, so the same texts in other places are another entry. */
const cacheKey = (key: string, { modules }: PolicySources): string =>
  sha256Of([key, ...modules.map(({ path }) => path)]);

function cachedCompile(
  key: string,
  sources: PolicySources,
  data: JsonObject,
  cacheDir: string | undefined,
  onNotice: (message: string) => void,
): CompiledPolicySet {
  const cache = openPolicyCache(cacheDir, onNotice);
  const found = cache.read(key);
  if (found !== undefined) return found;
  const compiled = compilePolicySet(sources, data);
  // Faults name paths; a set with faults is compiled again, so that they name the paths of this run.
  if (compiled.faults.length === 0) cache.write(key, compiled);
  return compiled;
}

const noPolicies = (): SluiceError =>
  new SluiceError(
    'NO_POLICIES',
    'the policy paths hold no rule that decides; a policy has a rule called deny, violation or warn (see docs/policies.md)',
  );

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
