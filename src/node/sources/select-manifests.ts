import type { ErrorCode } from '../../core/errors.ts';
import { CHART_FILE, isHelmTemplate, LEFT_OUT } from '../files/left-out.ts';
import { followLink } from './follow-link.ts';
import { LINK_MODE, SUBMODULE_MODE, type GitEntry, type GitTree } from './git-tree.ts';

/** What to do with the entries of a tree that were asked about. Nothing that could hold a manifest is left without a word. */
export interface Selection {
  readonly blobs: readonly { readonly path: string; readonly id: string }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly faults: readonly { readonly path: string; readonly code: ErrorCode; readonly message: string }[];
}

export interface SelectOptions {
  readonly isIgnored: (path: string) => boolean;
  /** File name endings that count, lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Paths that count beside those endings. Default: none. */
  readonly alsoCounts?: (path: string) => boolean;
  /** False for paths that are not judged: a link to them would lead around the check. */
  readonly isInScope: (path: string) => boolean;
  /** Whether the content of a submodule, which is not in this repository, is missed or only mentioned. */
  readonly submodules: 'fault' | 'skip';
}

/** @param links what each symbolic link says, by the id of its blob */
export function selectManifests(
  candidates: Iterable<GitEntry>,
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
  readonly blobs: { path: string; id: string }[];
  readonly skipped: { file: string; reason: string }[];
  readonly faults: { path: string; code: ErrorCode; message: string }[];
}

function select(choice: Choice, entry: GitEntry): void {
  const { options } = choice;
  const counts = isCounted(entry.path, options);
  if (!counts && entry.mode !== LINK_MODE && entry.mode !== SUBMODULE_MODE) return;
  if (options.isIgnored(entry.path)) skip(choice, entry.path, LEFT_OUT.ignored);
  else if (entry.mode === SUBMODULE_MODE) selectSubmodule(choice, entry.path);
  else if (entry.mode === LINK_MODE) selectLink(choice, entry.path, counts);
  else selectBlob(choice, entry.path, entry.id);
}

/** Whether a path is one of a file that is read, by its name. */
export function isCounted(
  path: string,
  { extensions, alsoCounts }: Pick<SelectOptions, 'extensions' | 'alsoCounts'>,
): boolean {
  const lower = path.toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension)) || alsoCounts?.(path) === true;
}

function selectBlob(choice: Choice, path: string, id: string): void {
  if (isTemplate(choice.tree, path)) skip(choice, path, LEFT_OUT.helmTemplate);
  else choice.blobs.push({ path, id });
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

function selectLink(choice: Choice, path: string, counts: boolean): void {
  const target = followLink(choice.tree, choice.links, path);
  switch (target.kind) {
    case 'file':
      if (target.entry.mode === SUBMODULE_MODE) selectSubmodule(choice, path);
      else if (counts) selectBlob(choice, path, target.entry.id);
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
