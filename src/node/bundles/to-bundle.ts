import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/model/json.ts';
import { groupBy } from '../../core/report/group-by.ts';
import { visible } from '../../core/report/safe-text.ts';
import { parseDataFile } from '../documents/parse-file.ts';
import { NO_MANIFEST, parseBundleManifest, rootContains, type BundleManifest } from './bundle-manifest.ts';
import { packageOf } from '../../core/policies/package-of.ts';
import type { SourceFile } from './source-file.ts';

export const MANIFEST_NAME = '.manifest';
export const SIGNATURES_NAME = '.signatures.json';
/** The names under which OPA looks for data in a bundle. */
export const DATA_NAMES: ReadonlySet<string> = new Set(['data.json', 'data.yaml', 'data.yml']);
export const POLICY_LAYER = 'application/vnd.cncf.openpolicyagent.policy.layer.v1+rego';
export const DATA_LAYER = 'application/vnd.cncf.openpolicyagent.data.layer.v1+json';

/** What the files of a source are for. Each file is in one of the parts. */
export interface Bundle {
  readonly revision?: string;
  /** Absent when the source does not say what it owns. */
  readonly roots?: readonly string[];
  /** Rego, and what lies beside it: parameter schemas, Gatekeeper's YAML. */
  readonly policy: readonly SourceFile[];
  /** Read as `data`, each below the keys of its folder. */
  readonly data: readonly SourceFile[];
  /** Read for signatures alone, or for nothing. */
  readonly rest: readonly SourceFile[];
  /** Paths of modules in Rego v0. */
  readonly regoV0: ReadonlySet<string>;
  /** There is a manifest: modules that it does not call v0 are v1. */
  readonly saysRego: boolean;
  /** What is in the source and is not used. */
  readonly notices: readonly string[];
}

/** Whether `data.json` and its like are data: in a bundle they are, in a repository only beside a manifest. */
export type BundleForm = 'bundle' | 'folder';

/**
 * Says what each file of a source is for.
 * @throws SluiceError BUNDLE_INVALID for a manifest that is none, and for what it does not permit
 */
export function toBundle(files: readonly SourceFile[], form: BundleForm, source: string): Bundle {
  refuseOtherKinds(files, source);
  const manifestFile = onlyManifest(files, source);
  const manifest = manifestFile === undefined ? NO_MANIFEST : parseBundleManifest(manifestFile.bytes, source);
  const holdsData = form === 'bundle' || manifestFile !== undefined;
  const folders = new Set(files.filter(({ path }) => path.endsWith('.rego')).map(({ path }) => folderName(path)));
  const parts = groupBy(files, (file) => partOf(file, folders, holdsData));
  const bundle = { policy: parts.get('policy') ?? [], data: parts.get('data') ?? [], rest: parts.get('rest') ?? [] };
  refuseForeign(bundle, manifest, source);
  return {
    ...(manifest.revision === undefined ? {} : { revision: manifest.revision }),
    ...(manifest.roots === undefined ? {} : { roots: manifest.roots }),
    ...bundle,
    regoV0: new Set(bundle.policy.filter((file) => isV0(file, manifest)).map(({ path }) => path)),
    saysRego: manifestFile !== undefined,
    notices: bundle.rest
      .filter(({ path }) => baseName(path) === 'policy.wasm')
      .map(({ path }) => `${source}: ${visible(path)} is not used: sluice compiles the Rego of a bundle itself`),
  };
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const folderName = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

function refuseOtherKinds(files: readonly SourceFile[], source: string): void {
  for (const { path } of files) {
    const name = baseName(path);
    if (name === 'patch.json')
      throw new SluiceError(
        'BUNDLE_INVALID',
        `${source} is a delta bundle (${path}): it changes another, and is no policy set itself`,
      );
    if (name === '.manifest.pb')
      throw new SluiceError(
        'BUNDLE_INVALID',
        `${source} has its manifest in protobuf (${path}); build the bundle with a .manifest in JSON`,
      );
  }
}

function onlyManifest(files: readonly SourceFile[], source: string): SourceFile | undefined {
  const [manifest, other] = files.filter(({ path }) => baseName(path) === MANIFEST_NAME);
  if (other === undefined || manifest === undefined) return manifest;
  throw new SluiceError(
    'BUNDLE_INVALID',
    `${source} has two manifests, ${manifest.path} and ${other.path}; name one folder`,
  );
}

/** @param folders those that hold modules */
function partOf(
  { path, mediaType }: SourceFile,
  folders: ReadonlySet<string>,
  holdsData: boolean,
): 'policy' | 'data' | 'rest' {
  const name = baseName(path);
  if (name.endsWith('.rego')) return 'policy';
  if (name === MANIFEST_NAME || name === SIGNATURES_NAME || !/\.(?:json|ya?ml)$/.test(name)) return 'rest';
  // conftest pushes every JSON file as data; beside a policy this one says which parameters it takes.
  if (name === 'schema.json' && folders.has(folderName(path))) return 'policy';
  if (mediaType !== undefined) return mediaType === DATA_LAYER ? 'data' : 'policy';
  return holdsData && DATA_NAMES.has(name) ? 'data' : 'policy';
}

const isV0 = ({ path, regoVersion }: SourceFile, manifest: BundleManifest): boolean =>
  path.endsWith('.rego') && (regoVersion ?? manifest.regoVersion(path)) === 'v0';

/** A bundle that says what it owns brings nothing else along: OPA would not take it either. */
function refuseForeign(
  { policy, data }: Pick<Bundle, 'policy' | 'data'>,
  { roots }: BundleManifest,
  source: string,
): void {
  if (roots === undefined) return;
  const complain = (path: string, what: string): SluiceError =>
    new SluiceError(
      'BUNDLE_INVALID',
      `${source}: the roots of its manifest (${roots.join(', ') || 'none'}) do not permit ${what} of ${visible(path)}`,
    );
  for (const { path, bytes } of policy.filter((file) => file.path.endsWith('.rego'))) {
    const keys = packageOf(Buffer.from(bytes).toString('utf8'));
    if (keys === undefined || !roots.some((root) => rootContains(root, keys)))
      throw complain(path, keys === undefined ? 'the unknown package' : `package ${keys.join('.')}`);
  }
  for (const { path, bytes } of data) {
    const folder = folderName(path);
    const foreign = foreignPath(valueOf(bytes), folder === '' ? [] : folder.split('/'), roots);
    if (foreign !== undefined) throw complain(path, `data.${foreign.join('.')}`);
  }
}

/** What cannot be parsed is told by whoever reads the data. */
const valueOf = (bytes: Uint8Array): JsonValue => parseDataFile(bytes).documents[0]?.value ?? {};

/** The first path of a document that no root contains. An object above a root is looked into. */
function foreignPath(
  value: JsonValue,
  keys: readonly string[],
  roots: readonly string[],
): readonly string[] | undefined {
  if (roots.some((root) => rootContains(root, keys))) return undefined;
  const isAbove = roots.some((root) => rootContains(keys.join('/'), root.split('/')));
  if (!isAbove || !isJsonObject(value)) return keys;
  for (const [key, member] of Object.entries(value)) {
    const foreign = foreignPath(member, [...keys, key], roots);
    if (foreign !== undefined) return foreign;
  }
  return undefined;
}
