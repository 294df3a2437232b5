import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/model/json.ts';
import { regoVersionGlob } from './rego-version-glob.ts';

/** What a bundle says about itself in `.manifest`. */
export interface BundleManifest {
  readonly revision?: string;
  /** Paths of `data` that the bundle alone owns; absent when it does not say. */
  readonly roots?: readonly string[];
  /** Rego of a module, by its path in the bundle. */
  readonly regoVersion: (path: string) => 'v0' | 'v1';
}

/** OPA's answer for bundles without a manifest. */
export const NO_MANIFEST: BundleManifest = { regoVersion: () => 'v1' };

/** @throws SluiceError BUNDLE_INVALID */
export function parseBundleManifest(bytes: Uint8Array, source: string): BundleManifest {
  const complain = (problem: string): SluiceError =>
    new SluiceError('BUNDLE_INVALID', `${source}: .manifest ${problem}`);
  const value = parse(bytes);
  if (!isJsonObject(value)) throw complain('is no JSON object');
  const { revision, roots } = value;
  if (revision !== undefined && typeof revision !== 'string') throw complain('has a revision that is no text');
  const version = toVersion(value['rego_version'] ?? 1, 'rego_version', complain);
  const files = filesOf(value['file_rego_versions'], complain);
  return {
    ...(revision === undefined || revision === '' ? {} : { revision }),
    ...(roots === undefined || roots === null ? {} : { roots: toRoots(roots, complain) }),
    regoVersion: (path) => files.find(({ matches }) => matches(path))?.version ?? version,
  };
}

type Complain = (problem: string) => SluiceError;

function toVersion(value: JsonValue, field: string, complain: Complain): 'v0' | 'v1' {
  if (value === 0) return 'v0';
  if (value === 1) return 'v1';
  throw complain(`says ${field}: ${JSON.stringify(value)}; known are 0 and 1`);
}

interface FileVersion {
  readonly matches: (path: string) => boolean;
  readonly version: 'v0' | 'v1';
}

/** In the order of their patterns, of which OPA takes the first that matches. */
function filesOf(value: JsonValue | undefined, complain: Complain): readonly FileVersion[] {
  if (value === undefined || value === null) return [];
  if (!isJsonObject(value)) throw complain('has file_rego_versions that are no object');
  return Object.entries(value)
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([pattern, version]) => {
      const matches = regoVersionGlob(pattern);
      if (matches === undefined)
        throw complain(`has a pattern in file_rego_versions that is none: ${JSON.stringify(pattern)}`);
      return { matches, version: toVersion(version, `file_rego_versions[${JSON.stringify(pattern)}]`, complain) };
    });
}

function toRoots(value: JsonValue, complain: Complain): readonly string[] {
  if (!Array.isArray(value)) throw complain('has roots that are no list');
  const roots = value.map((one) => {
    if (typeof one !== 'string') throw complain('has a root that is no text');
    return one.replaceAll(/^\/+|\/+$/g, '');
  });
  for (const [index, root] of roots.entries()) {
    const other = roots.slice(index + 1).find((one) => rootsOverlap(root, one));
    if (other !== undefined) throw complain(`has roots that overlap: "${root}" and "${other}"`);
  }
  return roots;
}

/** True when one root contains the other; the empty one contains everything. */
export function rootsOverlap(a: string, b: string): boolean {
  return rootContains(a, b.split('/')) || rootContains(b, a.split('/'));
}

/** True when a path of `data`, given as its keys, is the root or below it. */
export function rootContains(root: string, keys: readonly string[]): boolean {
  return root === '' || root.split('/').every((part, index) => keys[index] === part);
}

function parse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
