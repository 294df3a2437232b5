import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { toGatekeeperSet, type GatekeeperSet, type SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import type { PolicyModule, RegoVersion } from '../../core/model/policy.ts';
import { isRegoTest } from '../../core/policies/is-rego-test.ts';
import type { ResolvedSource } from '../bundles/resolve-policy-sources.ts';
import { reasonOf, walkFiles, type FoundFile } from '../files/walk-files.ts';
import { packageRoot } from '../package-root.ts';
import { readGatekeeperFile, type GatekeeperFile } from './read-gatekeeper-file.ts';

/** Marks a policy that ships with sluice: `sluice:all`, `sluice:baseline`, `sluice:required-labels`. */
export const SHIPPED_PREFIX = 'sluice:';

/** The text of a policy set, before anything is made of it. */
export interface PolicySources {
  /** Those of the templates included. */
  readonly modules: readonly PolicyModule[];
  readonly gatekeeper: GatekeeperSet;
  /** Parameter schema by the path of the policy file beside it. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** Names of shipped policies or sets that were asked for; `all` for every one. Empty when none was. */
  readonly shipped: readonly string[];
}

/**
 * Reads policy files and folders. Without any, and without objects of a cluster, the shipped policies apply.
 * @param regoVersion of what is given by path and of bundles that do not say it; what ships is v1
 * @param ofCluster objects of Gatekeeper that are in no file
 * @throws SluiceError POLICY_NOT_FOUND when a path does not exist or holds no Rego.
 */
export function readPolicySources(
  cwd: string,
  given: readonly ResolvedSource[],
  shippedNames: readonly string[],
  regoVersion: RegoVersion = 'any',
  ofCluster?: readonly SourceWithLines[],
): PolicySources {
  const named = given
    .filter((one) => one.path.startsWith(SHIPPED_PREFIX))
    .map((one) => one.path.slice(SHIPPED_PREFIX.length));
  const paths = given.filter((one) => !one.path.startsWith(SHIPPED_PREFIX));
  const shipped = [...shippedNames, ...named];
  const isNothingGiven = paths.length === 0 && shipped.length === 0 && ofCluster === undefined;
  const selected = isNothingGiven ? ['all'] : shipped;
  const found = paths.map((one) => policyFiles(cwd, one, regoVersion));
  const ownFiles = selected.length === 0 ? [] : shippedFiles(selected);
  const gatekeeper = readGatekeeper(found, ofCluster ?? []);
  const rego = readRego([...found.flatMap((one) => one.rego), ...ownFiles]);
  return {
    modules: [...rego.modules, ...gatekeeper.templates.flatMap(({ modules }) => modules)],
    schemas: rego.schemas,
    gatekeeper,
    shipped: selected,
  };
}

interface PolicyFiles {
  readonly rego: readonly PolicyFile[];
  readonly gatekeeper: readonly GatekeeperFile[];
}

/** A Rego file, and the version of the language that it is written in. */
interface PolicyFile extends FoundFile {
  readonly regoVersion: RegoVersion;
}

function policyFiles(cwd: string, { path: given, bundle }: ResolvedSource, regoVersion: RegoVersion): PolicyFiles {
  return bundle === undefined ? localFiles(cwd, given, regoVersion) : bundleFiles(given, bundle, regoVersion);
}

/** Called by the name of the bundle: the folder of a cache is another on every machine. A bundle may hold data alone. */
function bundleFiles(
  folder: string,
  { label, files, regoV0, saysRego }: NonNullable<ResolvedSource['bundle']>,
  regoVersion: RegoVersion,
): PolicyFiles {
  const unsaid = saysRego ? 'v1' : regoVersion;
  const found = files.map((file): PolicyFile => ({
    path: `${label}/${file}`,
    absolute: path.join(folder, file),
    regoVersion: regoV0.has(file) ? 'v0' : unsaid,
  }));
  return { rego: found.filter(isRego), gatekeeper: found.filter(isManifest).map(readGatekeeperFile) };
}

function localFiles(cwd: string, given: string, regoVersion: RegoVersion): PolicyFiles {
  const { files, faults } = walkFiles([given], {
    cwd,
    isIgnored: () => false,
    extensions: ['.rego', '.yaml', '.yml', '.json'],
  });
  const [fault] = faults;
  if (fault !== undefined)
    throw new SluiceError('POLICY_NOT_FOUND', `policy ${fault.message}; check the path after -p`);
  const rego = files.filter(isRego).map((file) => ({ ...file, regoVersion }));
  const gatekeeper = files.filter((file) => !isRego(file)).map(readGatekeeperFile);
  if (rego.length === 0 && gatekeeper.every(({ sources, problems }) => sources.length + problems.length === 0)) {
    throw new SluiceError(
      'POLICY_NOT_FOUND',
      `policy path ${given} holds no .rego file and no ConstraintTemplate or constraint; name a folder or file that does`,
    );
  }
  return { rego, gatekeeper };
}

const isRego = ({ path: shown }: FoundFile): boolean => shown.endsWith('.rego');

const isManifest = ({ path: shown }: FoundFile): boolean => /\.(?:ya?ml|json)$/.test(shown);

/** A file may be named by two paths, and is read once. */
function readGatekeeper(found: readonly PolicyFiles[], ofCluster: readonly SourceWithLines[]): GatekeeperSet {
  const files = new Map(found.flatMap(({ gatekeeper }) => gatekeeper).map((file) => [file.path, file]));
  const set = toGatekeeperSet([...[...files.values()].flatMap(({ sources }) => sources), ...ofCluster]);
  return { ...set, problems: [...[...files.values()].flatMap(({ problems }) => problems), ...set.problems] };
}

/**
 * Shipped policies that the build also compiles by themselves, because a run often asks for one of them alone: the hook that
 * searches for secrets. A set of one starts faster than one of all. Of others that is not worth a compiler at the first run.
 */
export const SHIPPED_ALONE: readonly string[] = ['no-secrets-in-git'];

/** What policies share. */
const SHARED_FOLDER = 'lib';

/** Not walked: the cases beside the policies are ten times as many files, and a folder costs more than a file. */
function shippedFiles(selected: readonly string[]): readonly PolicyFile[] {
  const root = path.join(packageRoot(), 'policies');
  const [only = ''] = new Set(selected);
  const isAlone = SHIPPED_ALONE.includes(only) && selected.every((name) => name === only);
  const folders = isAlone ? [SHARED_FOLDER, only] : shippedFolders(root);
  return folders
    .flatMap((folder) => shippedIn(root, folder))
    .sort()
    .map((file) => ({ path: `${SHIPPED_PREFIX}${file}`, absolute: path.join(root, file), regoVersion: 'v1' }));
}

const shippedFolders = (root: string): readonly string[] =>
  readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** A folder holds one policy, or what several of them share. */
function shippedIn(root: string, folder: string): readonly string[] {
  const policy = `${folder}/policy.rego`;
  if (existsSync(path.join(root, policy))) return [policy];
  return readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.rego'))
    .map((name) => `${folder}/${name}`);
}

function readRego(files: readonly PolicyFile[]): Pick<PolicySources, 'modules' | 'schemas'> {
  const modules: PolicyModule[] = [];
  const schemas = new Map<string, JsonObject>();
  // A file may be named by two paths, and is read once.
  for (const { path: shown, absolute, regoVersion } of new Map(files.map((file) => [file.path, file])).values()) {
    // Tests are run by `verify`; compiled into the set they would only slow it down.
    if (isRegoTest(shown)) continue;
    modules.push({ path: shown, text: readText(shown, absolute), regoVersion });
    const schema = readSchema(path.join(path.dirname(absolute), 'schema.json'), shown);
    if (schema !== undefined) schemas.set(shown, schema);
  }
  return { modules, schemas };
}

function readText(shown: string, absolute: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new SluiceError('POLICY_NOT_FOUND', `cannot read policy ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

function readSchema(file: string, policy: string): JsonObject | undefined {
  // Most have none, and asking costs a tenth of failing to read it.
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const schema = parseJson(text, file, policy);
  if (!isJsonObject(schema))
    throw new SluiceError('POLICY_INVALID', `${file}: the schema of ${policy} must be a JSON object`);
  return schema;
}

function parseJson(text: string, file: string, policy: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SluiceError('POLICY_INVALID', `${file}: the schema of ${policy} is not JSON: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
