import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { messageOf, type ErrorCode } from '../../core/errors.ts';
import { CHART_FILE, isHelmTemplate, LEFT_OUT } from './left-out.ts';

/** A file to evaluate. `path` is what reports show: relative to the working directory, with `/` on every platform. */
export interface FoundFile {
  readonly path: string;
  readonly absolute: string;
  /** It is no manifest, and was found because all files count. */
  readonly isText?: boolean;
}

/** A path that cannot be walked. The rest is walked all the same. */
export interface WalkFault {
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface WalkResult {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly faults: readonly WalkFault[];
}

export interface WalkOptions {
  readonly cwd: string;
  /** True for paths that the user wants left out. Folders are asked too, with a trailing `/`. */
  readonly isIgnored: (displayPath: string) => boolean;
  /** File name endings that count, lower case, with the dot. A file that is named itself always counts. */
  readonly extensions: readonly string[];
  /** Names that count beside those endings. Default: none. */
  readonly alsoCounts?: (name: string) => boolean;
  /** Every other file is found, too, as text. */
  readonly all?: boolean;
}

/** Folders that never hold manifests of the project itself. */
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform']);

/** Editors' settings: JSON with comments, which is no manifest. */
const EDITOR_FOLDERS: ReadonlySet<string> = new Set(['.vscode', '.idea']);

/** Finds the files below the given paths, each once, in a fixed order. Links are followed only inside the tree they are in. */
export function walkFiles(paths: readonly string[], options: WalkOptions): WalkResult {
  const walk: Walk = { options, files: new Map(), skipped: [], faults: [], visited: new Set() };
  for (const given of paths) enterGiven(walk, given);
  const files = withoutMounts([...walk.files.values()]);
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files, skipped: walk.skipped, faults: walk.faults };
}

/** A folder of a mounted ConfigMap that holds the files which links beside it name. */
const MOUNT = /(?:^|\/)\.\.[^/]/;

/** The kubelet mounts a file as a link into such a folder. It is one file, and is called by the link; what no link names stays. */
function withoutMounts(files: readonly FoundFile[]): FoundFile[] {
  const isMounted = ({ path: shown }: FoundFile): boolean => MOUNT.test(shown);
  if (!files.some(isMounted)) return [...files];
  const named = new Set(files.filter((file) => !isMounted(file)).map(({ absolute }) => realpathSync(absolute)));
  return files.filter((file) => !isMounted(file) || !named.has(realpathSync(file.absolute)));
}

interface Walk {
  readonly options: WalkOptions;
  readonly files: Map<string, FoundFile>;
  readonly skipped: { file: string; reason: string }[];
  readonly faults: WalkFault[];
  /** Real paths of folders entered: a link to a parent must not loop. */
  readonly visited: Set<string>;
}

function enterGiven(walk: Walk, given: string): void {
  const absolute = path.resolve(walk.options.cwd, given);
  const shown = displayPath(walk.options.cwd, absolute);
  try {
    if (statSync(absolute).isDirectory()) enterGivenFolder(walk, absolute, shown);
    else addFile(walk, absolute);
  } catch (error) {
    const reason = isNoText(absolute) ? NO_TEXT : reasonOf(error);
    walk.faults.push({ path: shown, code: 'INPUT_UNREADABLE', message: `cannot read ${shown}: ${reason}` });
  }
}

/** A folder that was asked for by name and brings nothing is said so: else it looks as if it had been checked. */
function enterGivenFolder(walk: Walk, absolute: string, shown: string): void {
  const before = walk.files.size + walk.skipped.length + walk.faults.length;
  enterFolder(walk, absolute, realpathSync(absolute), chartAround(absolute));
  const after = walk.files.size + walk.skipped.length + walk.faults.length;
  if (after === before) walk.skipped.push({ file: shown, reason: 'holds no file to evaluate' });
}

function enterFolder(walk: Walk, folder: string, root: string, chartAbove: string | undefined): void {
  const real = realpathSync(folder);
  if (walk.visited.has(real)) return;
  walk.visited.add(real);
  const entries = readdirSync(folder, { withFileTypes: true });
  const chart = entries.some(({ name }) => name === CHART_FILE) ? folder : chartAbove;
  for (const entry of entries) enterEntry(walk, folder, entry, root, chart);
}

function enterEntry(walk: Walk, folder: string, entry: Dirent, root: string, chart: string | undefined): void {
  const absolute = path.join(folder, entry.name);
  if (isNoText(absolute)) refuseName(walk, absolute, entry);
  else if (entry.isSymbolicLink()) enterLink(walk, absolute, root, chart);
  else if (entry.isDirectory()) enterSubfolder(walk, absolute, entry.name, root, chart);
  else if (entry.isFile() && isWanted(walk, entry.name)) addFound(walk, absolute, chart);
}

/** A name that is no UTF-8 comes with a sign in its place, and leads nowhere. */
const isNoText = (absolute: string): boolean =>
  absolute.includes(UNREADABLE_SIGN) && lstatSync(absolute, { throwIfNoEntry: false }) === undefined;

const UNREADABLE_SIGN = '\ufffd';

const NO_TEXT = 'its name is no UTF-8, so it cannot be opened by it; rename it, or leave it out with --ignore';

/** Two such names may look the same: each is told of. */
function refuseName(walk: Walk, absolute: string, entry: Dirent): void {
  const isFolder = entry.isDirectory();
  if (!isFolder && !isWanted(walk, entry.name)) return;
  if (!ignored(walk, absolute, isFolder ? '/' : '')) fault(walk, absolute, 'INPUT_UNREADABLE', NO_TEXT);
  else if (!isFolder) skip(walk, absolute, LEFT_OUT.ignored);
}

const isWanted = (walk: Walk, name: string): boolean => walk.options.all === true || counts(walk, name);

function enterSubfolder(walk: Walk, absolute: string, name: string, root: string, chart: string | undefined): void {
  if (NEVER_ENTERED.has(name) || ignored(walk, absolute, '/')) return;
  if (EDITOR_FOLDERS.has(name) && walk.options.all !== true) return;
  try {
    enterFolder(walk, absolute, root, chart);
  } catch (error) {
    fault(walk, absolute, 'INPUT_UNREADABLE', `cannot read the folder: ${reasonOf(error)}`);
  }
}

/** A link may point anywhere in its own tree. One that leads out could smuggle in, or out, what nobody reviewed. */
function enterLink(walk: Walk, absolute: string, root: string, chart: string | undefined): void {
  if (ignored(walk, absolute, '')) return;
  try {
    const real = realpathSync(absolute);
    const isFolder = statSync(real).isDirectory();
    const isManifest = counts(walk, path.basename(absolute));
    if (!isFolder && !isManifest && walk.options.all !== true) return;
    if (!isInside(root, real)) {
      if (!isFolder && !isManifest) skip(walk, absolute, LEFT_OUT.linkOut);
      else
        fault(
          walk,
          absolute,
          'PATH_OUTSIDE_ROOT',
          'the link leads out of the tree that is checked; check its target by its own path',
        );
    } else if (isFolder) enterFolder(walk, absolute, root, chart);
    else addFound(walk, absolute, chart);
  } catch (error) {
    if (counts(walk, path.basename(absolute))) {
      fault(walk, absolute, 'INPUT_UNREADABLE', `cannot follow the link: ${reasonOf(error)}`);
    }
  }
}

function addFound(walk: Walk, absolute: string, chart: string | undefined): void {
  const shown = displayPath(walk.options.cwd, absolute);
  if (ignored(walk, absolute, '')) skip(walk, absolute, LEFT_OUT.ignored);
  else if (chart !== undefined && isTemplate(chart, absolute)) addTemplate(walk, absolute, shown);
  else if (isManifestAt(walk, shown)) addFile(walk, absolute);
  else addText(walk, absolute, shown);
}

/** Editors' settings end like manifests. */
const isManifestAt = (walk: Walk, shown: string): boolean =>
  counts(walk, path.posix.basename(shown)) && !shown.split('/').some((folder) => EDITOR_FOLDERS.has(folder));

/** Said to be left out in any case: it was not judged as the manifest that it will be. */
function addTemplate(walk: Walk, absolute: string, shown: string): void {
  if (isManifestAt(walk, shown)) skip(walk, absolute, LEFT_OUT.helmTemplate);
  if (walk.options.all === true) addText(walk, absolute, shown);
}

/** A file that was given by its name stays what it is. */
function addText(walk: Walk, absolute: string, shown: string): void {
  if (!walk.files.has(shown)) walk.files.set(shown, { path: shown, absolute, isText: true });
}

function addFile(walk: Walk, absolute: string): void {
  const shown = displayPath(walk.options.cwd, absolute);
  const known = walk.files.get(shown);
  if (known === undefined || known.isText === true) walk.files.set(shown, { path: shown, absolute });
}

function skip(walk: Walk, absolute: string, reason: string): void {
  walk.skipped.push({ file: displayPath(walk.options.cwd, absolute), reason });
}

const counts = ({ options }: Walk, name: string): boolean =>
  options.extensions.some((extension) => name.toLowerCase().endsWith(extension)) || options.alsoCounts?.(name) === true;

const ignored = (walk: Walk, absolute: string, suffix: string): boolean =>
  walk.options.isIgnored(displayPath(walk.options.cwd, absolute) + suffix);

function fault(walk: Walk, absolute: string, code: ErrorCode, reason: string): void {
  const shown = displayPath(walk.options.cwd, absolute);
  walk.faults.push({ path: shown, code, message: `${shown}: ${reason}` });
}

/** The chart that a folder given by itself belongs to: `sluice check chart/templates` is asked for too. */
function chartAround(folder: string): string | undefined {
  const parent = path.dirname(folder);
  return [folder, parent, path.dirname(parent)].find(
    (candidate) => lstatSync(path.join(candidate, CHART_FILE), { throwIfNoEntry: false }) !== undefined,
  );
}

const isTemplate = (chart: string, absolute: string): boolean =>
  isHelmTemplate(path.relative(chart, absolute).split(path.sep));

/** Whether a path is a folder or lies in it. Both are real paths: a link says nothing about where it leads. */
export function isInside(root: string, real: string): boolean {
  const relative = path.relative(root, real);
  return relative === '' || (!leadsUp(relative) && !path.isAbsolute(relative));
}

/** `..data` is a name like any other. */
const leadsUp = (relative: string): boolean => relative === '..' || relative.startsWith(`..${path.sep}`);

/** What follows a folder in a path that begins with it; `path.relative` takes both apart first, three times for each file. */
function restBelow(folder: string, absolute: string): string | undefined {
  if (!absolute.startsWith(folder) || absolute[folder.length] !== path.sep) return undefined;
  const rest = absolute.slice(folder.length + 1);
  return rest === '' || ODD_STEP.test(rest) ? undefined : rest;
}

/** A step that is empty, `.` or `..`. */
const ODD_STEP = /(?:^|[\\/])\.{0,2}(?:[\\/]|$)/;

/** Relative to the working directory where that is shorter than the whole path; always with `/`. */
export function displayPath(cwd: string, absolute: string): string {
  const relative = restBelow(cwd, absolute) ?? path.relative(cwd, absolute);
  const shown = relative === '' ? '.' : leadsUp(relative) ? absolute : relative;
  return path.sep === '/' ? shown : shown.replaceAll(path.sep, '/');
}

/** Node's `ENOENT: no such file or directory, open '/a/b'` without the path, which the message names already. */
export function reasonOf(error: unknown): string {
  return messageOf(error)
    .replace(/^E[A-Z]+: /, '')
    .replace(/, [a-z]+( '.*')?$/s, '');
}
