import type { ErrorCode } from '../../core/errors.ts';
import { CHART_FILE, isHelmTemplate, LEFT_OUT } from '../files/left-out.ts';
import { followLink } from './follow-link.ts';
import { LINK_MODE, SUBMODULE_MODE, type GitEntry, type GitTree } from './git-tree.ts';

/** An entry under review. `befores` are the blobs that a change made it from; absent: no change is under review, but a state. */
export interface Candidate extends GitEntry {
  readonly befores?: readonly string[];
}

export interface SelectedBlob {
  readonly path: string;
  readonly id: string;
  readonly befores?: readonly string[];
  readonly isText?: boolean;
}

/** What to do with the entries of a tree that were asked about. Nothing that could hold a manifest is left without a word. */
export interface Selection {
  readonly blobs: readonly SelectedBlob[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly faults: readonly { readonly path: string; readonly code: ErrorCode; readonly message: string }[];
}

export interface SelectOptions {
  readonly isIgnored: (path: string) => boolean;
  /** File name endings that count, lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Paths that count beside those endings. Default: none. */
  readonly alsoCounts?: (path: string) => boolean;
  /** Every other file counts, too, and is searched for secrets. */
  readonly all?: boolean;
  /** False for paths that are not judged: a link to them would lead around the check. */
  readonly isInScope: (path: string) => boolean;
  /** Whether the content of a submodule, which is not in this repository, is missed or only mentioned. */
  readonly submodules: 'fault' | 'skip';
}

/** @param links what each symbolic link says, by the id of its blob */
export function selectManifests(
  candidates: Iterable<Candidate>,
  tree: GitTree,
  links: ReadonlyMap<string, string>,
  options: SelectOptions,
): Selection {
  const choice: Choice = { tree, links, options, blobs: [], skipped: [], faults: [] };
  for (const entry of candidates) select(choice, entry);
  return choice;
}

interface Choice extends Selection {
  readonly tree: GitTree;
  readonly links: ReadonlyMap<string, string>;
  readonly options: SelectOptions;
  readonly blobs: SelectedBlob[];
  readonly skipped: { file: string; reason: string }[];
  readonly faults: { path: string; code: ErrorCode; message: string }[];
}

function select(choice: Choice, entry: Candidate): void {
  const { options } = choice;
  const isManifest = isCounted(entry.path, options);
  const isFile = entry.mode !== LINK_MODE && entry.mode !== SUBMODULE_MODE;
  if (isFile && !isManifest && options.all !== true) return;
  if (options.isIgnored(entry.path)) skip(choice, entry.path, LEFT_OUT.ignored);
  else if (entry.mode === SUBMODULE_MODE) selectSubmodule(choice, entry.path);
  else if (entry.mode === LINK_MODE) selectLink(choice, entry, isManifest);
  else selectBlob(choice, entry, isManifest);
}

/** Whether a path is one of a file that is judged as a manifest, by its name. */
export function isCounted(
  path: string,
  { extensions, alsoCounts }: Pick<SelectOptions, 'extensions' | 'alsoCounts'>,
): boolean {
  const lower = path.toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension)) || alsoCounts?.(path) === true;
}

function selectBlob(choice: Choice, { path, id, befores }: Omit<Candidate, 'mode'>, isManifest: boolean): void {
  const blob = { path, id, ...(befores === undefined ? {} : { befores }) };
  const isRendered = isManifest && isTemplate(choice.tree, path);
  if (isRendered) skip(choice, path, LEFT_OUT.helmTemplate);
  if (isManifest && !isRendered) choice.blobs.push(blob);
  else if (choice.options.all === true) choice.blobs.push({ ...blob, isText: true });
}

function selectSubmodule(choice: Choice, path: string): void {
  if (choice.options.submodules === 'skip') {
    skip(choice, path, 'submodule: its content is in a repository of its own; check it there');
    return;
  }
  fault(
    choice,
    path,
    'GIT_FAILED',
    'is a submodule, whose content is not in this revision; list it under "ignore" in sluice.yaml if nothing in it is deployed',
  );
}

/** Also where all files are searched for secrets, a link brings none: what it leads to is searched where it is. */
function selectLink(choice: Choice, { path, befores }: Candidate, counts: boolean): void {
  const target = followLink(choice.tree, choice.links, path);
  switch (target.kind) {
    case 'file':
      if (target.entry.mode === SUBMODULE_MODE) selectSubmodule(choice, path);
      else if (counts) selectBlob(choice, linked(path, target.entry, befores), true);
      return;
    case 'folder':
      selectFolderLink(choice, path, target.path);
      return;
    case 'outside':
      if (counts)
        fault(choice, path, 'PATH_OUTSIDE_ROOT', 'the link leads out of the repository; put the file itself there');
      else skip(choice, path, 'link out of the repository');
      return;
    case 'missing':
    case 'loop':
      if (counts)
        fault(
          choice,
          path,
          'INPUT_UNREADABLE',
          `cannot follow the link: ${target.kind === 'loop' ? 'it leads to itself' : 'its target is not there'}`,
        );
  }
}

const linked = (path: string, { id }: GitEntry, befores: Candidate['befores']): Omit<Candidate, 'mode'> => ({
  path,
  id,
  ...(befores === undefined ? {} : { befores: [id] }),
});

function selectFolderLink(choice: Choice, path: string, target: string): void {
  const shown = target === '' ? 'the root of the repository' : target;
  if (choice.options.isInScope(target)) skip(choice, path, `link to ${shown}, where the files are checked themselves`);
  else
    fault(
      choice,
      path,
      'PATH_OUTSIDE_ROOT',
      `the link leads to ${shown}, which is not among the paths; add it with --path`,
    );
}

/** The nearest chart above counts, as it does for folders on disk. */
function isTemplate({ entries }: GitTree, path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    if (entries.has([...folders.slice(0, depth), CHART_FILE].join('/'))) return isHelmTemplate(folders.slice(depth));
  }
  return false;
}

function skip(choice: Choice, file: string, reason: string): void {
  choice.skipped.push({ file, reason });
}

function fault(choice: Choice, path: string, code: ErrorCode, reason: string): void {
  choice.faults.push({ path, code, message: `${path}: ${reason}` });
}
