import type { GitRemote } from '../sources/fetch-revision.ts';
import { invalidSource, parseUrl } from './source-url.ts';

/** A folder of a Git repository at one of its revisions. */
export interface GitSource {
  readonly kind: 'git';
  readonly label: string;
  readonly remote: GitRemote;
  /** Empty for the whole repository. */
  readonly folder: string;
  /** Branch, tag or commit; absent for the default branch. */
  readonly ref?: string;
  /** The commit, when `ref` is one in full. */
  readonly pin?: string;
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** What `git check-ref-format` allows, without the letters that revisions are written with. */
const REF = /^(?!-|\/|.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[\w./+@=-]+(?<![./])$/;
/** `git@host:path`, as ssh writes it. */
const SCP = /^([\w.-]+@)?([\w.-]+):(?![/:])(.+)$/;

/**
 * `git+https://host/repo.git//folder?ref=v1`, `git::https://…` as go-getter writes it, `git::git@host:repo`.
 * @throws SluiceError REFERENCE_INVALID
 */
export function parseGitSource(given: string): GitSource {
  const url = parseUrl(withoutPrefix(given));
  const ref = refOf(given, url);
  const { repository, folder } = splitFolder(given, url);
  const protocol = protocolOf(given, repository);
  const remote = { url: repository.href, protocol };
  const shownRef = ref === undefined ? '' : `?ref=${ref}`;
  return {
    kind: 'git',
    label: `git+${repository.href}${folder === '' ? '' : `//${folder}`}${shownRef}`,
    remote,
    folder,
    ...(ref === undefined ? {} : { ref }),
    ...(ref !== undefined && COMMIT.test(ref) ? { pin: ref } : {}),
  };
}

function withoutPrefix(given: string): string {
  const bare = given.replace(/^git(?:\+(?=[a-z])|::)/i, '');
  if (bare.includes('://')) return bare;
  const [, user = '', host, path] = SCP.exec(bare) ?? [];
  if (host === undefined || path === undefined)
    throw invalidSource(given, 'write git+https://HOST/REPOSITORY//FOLDER?ref=REVISION');
  return `ssh://${user}${host}/${path}`;
}

function refOf(given: string, url: URL): string | undefined {
  const unknown = [...url.searchParams.keys()].filter((name) => name !== 'ref');
  if (unknown.length > 0 || url.hash !== '')
    throw invalidSource(given, 'after "?" there is ref=REVISION, and nothing else');
  const [ref, other] = url.searchParams.getAll('ref');
  if (ref === undefined) return undefined;
  if (other !== undefined || !REF.test(ref))
    throw invalidSource(given, `"${ref}" is no name of a branch, tag or commit`);
  return ref;
}

/** The folder follows `//`, as it does for Terraform, Kustomize and conftest. */
function splitFolder(given: string, url: URL): { readonly repository: URL; readonly folder: string } {
  const [path = '', ...folders] = url.pathname.slice(1).split('//');
  const repository = new URL(url);
  repository.search = '';
  repository.pathname = `/${path}`;
  const parts = folders
    .flatMap((part) => decodeURIComponent(part).split('/'))
    .filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw invalidSource(given, 'the folder leads out of the repository');
  return { repository, folder: parts.join('/') };
}

function protocolOf(given: string, { protocol }: URL): GitRemote['protocol'] {
  switch (protocol) {
    case 'https:':
      return 'https';
    case 'ssh:':
      return 'ssh';
    case 'file:':
      return 'file';
    default:
      throw invalidSource(given, 'Git sources are fetched by https, ssh or file, and by nothing else');
  }
}
