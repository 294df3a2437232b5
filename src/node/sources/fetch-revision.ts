import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { gitPlace, type GitPlace } from './git-environment.ts';
import { gitRecords, gitText } from './git-process.ts';
import { isBelow, LINK_MODE, readTree, SUBMODULE_MODE, type GitEntry } from './git-tree.ts';
import { readBlobs, type BlobLimits } from './read-blobs.ts';

/** A repository elsewhere. */
export interface GitRemote {
  readonly url: string;
  /** The one protocol that Git may use for it, also when the server refers to another address. */
  readonly protocol: 'https' | 'ssh' | 'file';
}

export interface FetchedFile {
  /** Relative to the folder asked for. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface FetchOptions {
  /** Relative to the root of the repository; empty for all of it. */
  readonly folder: string;
  /** True for the files to fetch, by their paths in the repository. */
  readonly wants: (path: string) => boolean;
  readonly limits: BlobLimits & { readonly files: number };
}

export interface FetchedRevision {
  readonly files: readonly FetchedFile[];
  /** Folders that are repositories of their own; what is in them was not fetched. */
  readonly submodules: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A server that says nothing for so long is not waited for. */
const LIMIT_MS = 180_000;

/** What Git needs to reach a server as the user does, besides what it needs anyway. */
const KEPT_FOR_REMOTES: readonly string[] = [
  'SSH_AUTH_SOCK',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
];

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit that a branch or tag of a remote repository stands at; without a name, its default branch.
 * @throws SluiceError GIT_FAILED when there is none, or two
 */
export async function resolveRemote(remote: GitRemote, ref: string | undefined, env: Environment): Promise<string> {
  using folder = temporaryFolder();
  const names = ref === undefined ? ['HEAD'] : namesOf(ref);
  const text = await gitText(placeFor(folder.path, remote, env), ['ls-remote', '--quiet', '--', remote.url, ...names], {
    timeoutMs: LIMIT_MS,
  });
  const found = new Map(
    text.split('\n').flatMap((line) => {
      const [id = '', name = ''] = line.split('\t');
      return COMMIT.test(id) ? [[name, id] as const] : [];
    }),
  );
  return commitOf(found, names, ref, remote);
}

/** An annotated tag is an object of its own; `^{}` is the commit behind it. */
const namesOf = (ref: string): readonly string[] =>
  (ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]).flatMap((name) => [name, `${name}^{}`]);

function commitOf(
  found: ReadonlyMap<string, string>,
  names: readonly string[],
  ref: string | undefined,
  { url }: GitRemote,
): string {
  const plain = names.filter((name) => !name.endsWith('^{}') && found.has(name));
  const [name, other] = plain;
  const shown = ref === undefined ? 'a default branch' : `a branch or tag "${visible(ref)}"`;
  if (name === undefined) {
    const hint = ref !== undefined && /^[0-9a-f]{4,39}$/.test(ref) ? '; a commit is written with its whole id' : '';
    throw new SluiceError('GIT_FAILED', `${url} has not ${shown}${hint}`);
  }
  if (other !== undefined)
    throw new SluiceError('GIT_FAILED', `${url} has ${shown} twice; write ref=${name} or ref=${other}`);
  return found.get(`${name}^{}`) ?? found.get(name) ?? '';
}

/**
 * Fetches one commit into a bare repository that is gone afterwards, and reads files from its objects: nothing is checked
 * out, so no hook, filter or submodule of it has a say. Git vouches for every object by the id of the commit.
 * @param commit its whole id
 * @throws SluiceError GIT_FAILED; BUNDLE_INVALID for links and for what exceeds the limits
 */
export async function fetchRevision(
  remote: GitRemote,
  commit: string,
  options: FetchOptions,
  env: Environment,
): Promise<FetchedRevision> {
  using folder = temporaryFolder();
  const place = placeFor(folder.path, remote, env);
  const format = commit.length === 64 ? 'sha256' : 'sha1';
  await gitText(place, ['init', '--quiet', '--bare', `--object-format=${format}`, '--template=', '.']);
  await fetchCommit(place, remote, commit);
  // Awaited here: the folder is gone when this function ends.
  return await readFiles(place, commit, options, remote);
}

/** Servers give single commits, as a rule. For the others the whole repository is fetched, and the commit must be in it. */
async function fetchCommit(place: GitPlace, { url }: GitRemote, commit: string): Promise<void> {
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  const options = { timeoutMs: LIMIT_MS };
  try {
    await gitText(place, [...fetch, '--depth=1', '--', url, commit], options);
  } catch {
    // What was wrong is told by the second attempt, if it is more than that.
    await gitText(
      place,
      [...fetch, '--', url, '+refs/heads/*:refs/all/heads/*', '+refs/tags/*:refs/all/tags/*'],
      options,
    );
  }
  const found = await gitText(place, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`], {
    answers: [1, 128],
  });
  if (found.trim() !== commit) throw new SluiceError('GIT_FAILED', `${url} has no commit ${commit}`);
}

async function readFiles(
  place: GitPlace,
  commit: string,
  { folder, wants, limits }: FetchOptions,
  { url }: GitRemote,
): Promise<FetchedRevision> {
  const tree = await readTree(gitRecords(place, ['ls-tree', '-r', '-z', '--full-tree', commit]));
  if (folder !== '' && !tree.folders.has(folder))
    throw new SluiceError('GIT_FAILED', `${url} has no folder "${visible(folder)}" at ${commit}`);
  const below = [...tree.entries.values()].filter(({ path: file }) => isBelow(file, [folder]));
  const wanted = below.filter(({ path: file, mode }) => mode !== SUBMODULE_MODE && wants(file));
  if (wanted.length > limits.files) throw refused(url, `more than ${limits.files} files are wanted of it`);
  for (const { path: file, mode } of wanted) if (mode === LINK_MODE) throw refused(url, `${visible(file)} is a link`);
  return {
    files: await readContents(place, wanted, folder, limits, url),
    submodules: below.filter(({ mode }) => mode === SUBMODULE_MODE).map(({ path: file }) => file),
  };
}

async function readContents(
  place: GitPlace,
  wanted: readonly GitEntry[],
  folder: string,
  limits: BlobLimits,
  url: string,
): Promise<readonly FetchedFile[]> {
  const blobs = await readBlobs(
    place,
    wanted.map(({ id }) => id),
    limits,
  );
  return wanted.map(({ id, path: file }) => {
    const blob = blobs.get(id);
    if (blob?.kind !== 'bytes')
      throw refused(url, `${visible(file)} ${blob?.kind === 'too-large' ? `has ${blob.size} bytes` : 'was not sent'}`);
    return { path: folder === '' ? file : file.slice(folder.length + 1), bytes: blob.bytes };
  });
}

const refused = (url: string, problem: string): SluiceError => new SluiceError('BUNDLE_INVALID', `${url}: ${problem}`);

function placeFor(cwd: string, { protocol }: GitRemote, inherited: Environment): GitPlace {
  const { env } = gitPlace(cwd, inherited, false);
  const kept = Object.entries(inherited).flatMap(([name, value]) =>
    value !== undefined && KEPT_FOR_REMOTES.includes(name.toUpperCase()) ? [[name, value] as const] : [],
  );
  return { cwd, env: { ...Object.fromEntries(kept), ...env, GIT_ALLOW_PROTOCOL: protocol } };
}

/** Real, because Git compares it with what it finds. */
function temporaryFolder(): Disposable & { readonly path: string } {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'sluice-fetch-')));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
