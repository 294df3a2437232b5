import path from 'node:path';
import { compareText } from '../../core/compare-text.ts';
import { SluiceError } from '../../core/errors.ts';
import { gatekeeperRole, type GatekeeperRole } from '../../core/gatekeeper/gatekeeper-source.ts';
import { commonFolders } from '../../core/import/common-folders.ts';
import { configText, type ImportedConfig } from '../../core/import/config-document.ts';
import { gatekeeperDifferences, type Difference } from '../../core/import/gatekeeper-differences.ts';
import type { Policy } from '../../core/model/policy.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { displayPath } from '../files/walk-files.ts';
import { loadPolicySet, type LoadedPolicySet } from '../policies/load-policy-set.ts';
import { conftestSettingsOf, type ImportedSettings } from './conftest-settings-of.ts';
import { surveyFolder, type Survey } from './survey-folder.ts';

export interface ImportRequest {
  readonly cwd: string;
  /** What is imported. */
  readonly folder: string;
  /** The config that is to be written. */
  readonly output: string;
  readonly cacheDir?: string;
  readonly onNotice?: (message: string) => void;
}

export interface ImportOutcome {
  /** The text of the config; absent when there is nothing in the folder that can be asked. */
  readonly text?: string;
  /** How many of what was found. */
  readonly counts: readonly (readonly [what: string, count: number])[];
  /** What will not run, or not as before. */
  readonly differences: readonly Difference[];
}

/**
 * Finds out what a folder holds for Sluice, and what of it will be different. Nothing is written, and no policy is changed.
 * @throws SluiceError when the folder cannot be read
 */
export async function importFolder(request: ImportRequest): Promise<ImportOutcome> {
  const settings = await conftestSettingsOf(request.folder, request.cwd);
  const survey = ofSettings(surveyFolder(request.folder, request.cwd), settings, request.cwd);
  const policies = policyFolders(survey, settings, request);
  const set = policies.length === 0 ? undefined : await loadImported(policies, settings, request);
  const differences = [
    ...survey.differences,
    ...(settings?.differences ?? []),
    ...gatekeeperDifferences(survey.gatekeeper),
    ...survey.imagePolicies.flatMap((one) => [...one.faults, ...one.differences]),
    ...(set === undefined ? [] : setDifferences(set, settings)),
  ];
  const counts = [
    ...gatekeeperCounts(survey),
    ...policyCounts(set?.policies ?? []),
    ['policies about signatures of images', survey.imagePolicies.reduce((sum, one) => sum + one.policies, 0)] as const,
    ['Namespaces', survey.namespaces.length] as const,
  ];
  const found = { counts: counts.filter(([, count]) => count > 0), differences: differences.toSorted(byPlace) };
  if ((set?.policies ?? []).length === 0 && authoritiesOf(survey).length === 0) return found;
  return { ...found, text: configText(toConfig(policies, survey, settings, request)) };
}

/** Policies of different kinds may be called alike, and authorities may not. */
function authoritiesOf({ imagePolicies }: Survey): ImportedConfig['authorities'] {
  const all = imagePolicies.flatMap(({ authorities }) => authorities.map(({ written }) => written));
  const seen = new Map<string, number>();
  return all.map((one) => {
    const name = typeof one['name'] === 'string' ? one['name'] : '';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? one : { ...one, name: `${name}-${count}` };
  });
}

/** Of the Rego in a folder of conftest's, that which its configuration names. */
function ofSettings(survey: Survey, settings: ImportedSettings | undefined, cwd: string): Survey {
  if (settings === undefined) return survey;
  const isNamed = (file: string): boolean => {
    const absolute = path.resolve(cwd, file);
    return settings.policies.some((one) => absolute === one || absolute.startsWith(`${one}${path.sep}`));
  };
  return { ...survey, rego: survey.rego.filter(isNamed) };
}

const byPlace = (a: Difference, b: Difference): number =>
  compareText(a.place, b.place) || compareText(a.message, b.message);

/** Folders that conftest's configuration names stay as they are named: their parent may hold what it leaves out. */
function policyFolders(
  survey: Survey,
  settings: ImportedSettings | undefined,
  request: ImportRequest,
): readonly string[] {
  const relative = (file: string): string => relativePath(request, request.folder, file);
  if (settings === undefined) return commonFolders(policyFiles(survey).map(relative));
  const named = survey.rego.length === 0 ? [] : settings.policies.map(relative);
  return [...new Set([...named, ...commonFolders(policyFiles({ ...survey, rego: [] }).map(relative))])];
}

function policyFiles({ rego, gatekeeper }: Survey): readonly string[] {
  const files = gatekeeper.filter(({ resource }) => gatekeeperRole(resource) !== 'suite').map(({ file }) => file);
  return [...new Set([...rego, ...files])];
}

/** A shown path, as a config in `folder` would write it. */
function relativePath({ cwd }: ImportRequest, folder: string, shown: string): string {
  const relative = path.relative(path.resolve(cwd, folder), path.resolve(cwd, shown));
  return relative === '' ? '.' : relative.split(path.sep).join('/');
}

/** The policies as `check` would load them: what it says of them is what will be. */
async function loadImported(
  folders: readonly string[],
  settings: ImportedSettings | undefined,
  request: ImportRequest,
): Promise<LoadedPolicySet | undefined> {
  const { cwd, folder, cacheDir, onNotice } = request;
  const policies = folders.map((one) => path.resolve(cwd, folder, one));
  const config = { ...DEFAULT_CONFIG, policies, data: settings?.data ?? [] };
  const version = settings?.regoVersion === undefined ? {} : { regoVersion: settings.regoVersion };
  const caching = cacheDir === undefined ? {} : { cacheDir };
  try {
    return await loadPolicySet(
      { cwd, config, policies: [], data: [], namespaces: [], ...caching, ...version },
      onNotice,
    );
  } catch (error) {
    // Libraries alone, say: there is nothing to ask, which the caller says better.
    if (error instanceof SluiceError && error.code === 'NO_POLICIES') return undefined;
    throw error;
  }
}

function setDifferences(
  { faults, notices, policies }: LoadedPolicySet,
  settings: ImportedSettings | undefined,
): readonly Difference[] {
  const asksMainAlone = settings?.asksMainAlone ?? true;
  const others = policies.filter(({ input, name }) => asksMainAlone && input === 'document' && name !== 'main');
  return [
    ...faults.map(({ file, line, column, message }) => ({
      place: `${file}:${line}:${column}`,
      message: `will not run: ${message}`,
    })),
    ...notices.map(toNotice),
    ...(others.length === 0
      ? []
      : [
          {
            place: 'packages',
            message: `conftest asks main alone unless it is told to; sluice asks ${others.map(({ name }) => name).join(', ')}, too ("-n main" asks main alone)`,
          },
        ]),
  ];
}

/** A notice begins with its place. */
function toNotice(notice: string): Difference {
  const [, place = '', message = notice] = /^(\S+:\d+): (.*)$/s.exec(notice) ?? [];
  return { place, message };
}

const NAMES: Readonly<Record<GatekeeperRole, string>> = {
  template: 'ConstraintTemplates',
  constraint: 'constraints',
  config: 'Configs',
  'sync-set': 'SyncSets',
  expansion: 'ExpansionTemplates',
  suite: 'suites',
  mutation: 'mutators',
  provider: 'external data providers',
};

function gatekeeperCounts({ gatekeeper }: Survey): ImportOutcome['counts'] {
  const roles = gatekeeper.map(({ resource }) => gatekeeperRole(resource));
  return Object.entries(NAMES).map(([role, name]) => [name, roles.filter((one) => one === role).length] as const);
}

function policyCounts(policies: readonly Policy[]): ImportOutcome['counts'] {
  const count = (input: Policy['input']): number => policies.filter((policy) => policy.input === input).length;
  return [
    ['conftest packages', count('document')],
    ['Sluice policies', count('review')],
  ];
}

function toConfig(
  folders: readonly string[],
  survey: Survey,
  settings: ImportedSettings | undefined,
  request: ImportRequest,
): ImportedConfig {
  const home = path.dirname(path.resolve(request.cwd, request.output));
  const fromHome = (shown: string): string => relativePath(request, home, shown);
  const shownFolders = folders.map((one) => displayPath(request.cwd, path.resolve(request.cwd, request.folder, one)));
  const namespaces = new Map(survey.namespaces.map((one) => [one.name, one]));
  return {
    policies: shownFolders.map(fromHome),
    data: (settings?.data ?? []).map(fromHome),
    // A check is of what lies beside the config or below it; what lies elsewhere needs no pattern, and would match none.
    ignore: ignored(survey, shownFolders)
      .map(fromHome)
      .filter((one) => !one.startsWith('../'))
      .map(anchored),
    failOn: settings?.failOn ?? 'deny',
    authorities: authoritiesOf(survey),
    namespaces: [...namespaces.values()].toSorted((a, b) => compareText(a.name, b.name)),
  };
}

/** What suites test with breaks rules on purpose. A folder with manifests of another kind is not left out whole. */
function ignored({ testObjects, manifests }: Survey, policies: readonly string[]): readonly string[] {
  const holds = (folder: string, file: string): boolean => folder !== '.' && file.startsWith(`${folder}/`);
  const isWhole = (folder: string): boolean =>
    testObjects.some((file) => holds(folder, file)) && !manifests.some((file) => holds(folder, file));
  const whole = policies.filter(isWhole);
  const rest = [...new Set(testObjects)].filter((file) => !whole.some((folder) => holds(folder, file)));
  const folders = commonFolders(rest).filter(isWhole);
  const single = rest.filter((file) => !folders.some((folder) => holds(folder, file)));
  return [...whole, ...folders, ...single].sort();
}

/** A pattern without a slash would match at any depth. */
const anchored = (pattern: string): string => (pattern.includes('/') ? pattern : `/${pattern}`);
