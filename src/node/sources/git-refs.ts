import { simpleGit, type SimpleGit } from 'simple-git';
import { messageOf, SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { GIT_SETTINGS, type GitPlace } from './git-environment.ts';
import { gitFailure } from './git-failure.ts';

/** A commit, and the name under which somebody asked for it. */
export interface Revision {
  readonly commit: string;
  /** `main@sha1:<commit>`, as Flux writes it. */
  readonly label: string;
}

/** What a compare-and-swap of a ref came to. */
export type Move = 'moved' | 'lost-race';

/** The names of one repository, and the one change that a gate makes to them. */
export interface GitRefs {
  /** @throws SluiceError GIT_FAILED when it is no commit, or may be one of two */
  resolve(revision: string): Promise<Revision>;
  /** False for names that Git does not allow. */
  isValid(ref: string): Promise<boolean>;
  /** The commit that a branch stands at; undefined when there is no such branch. */
  read(ref: string): Promise<string | undefined>;
  isAncestor(ancestor: string, of: string): Promise<boolean>;
  isShallow(): Promise<boolean>;
  /** Sets a branch to `to` if, and only if, it still stands at `from`; undefined means that it must not be there. */
  move(ref: string, from: string | undefined, to: string, reason: string): Promise<Move>;
}

/** Commands that change nothing for longer than this are stuck: a lock, a network file system. */
const SILENCE_MS = 60_000;

export function openGitRefs(place: GitPlace): GitRefs {
  const run = runner(place);
  return {
    resolve: (revision) => resolve(run, revision),
    isValid: async (ref) => (await run(['check-ref-format', ref], [1])).code === 0,
    read: (ref) => read(run, ref),
    isAncestor: async (ancestor, of) => (await run(['merge-base', '--is-ancestor', ancestor, of], [1])).code === 0,
    isShallow: async () => (await run(['rev-parse', '--is-shallow-repository'])).text === 'true',
    move: (ref, from, to, reason) => move(run, ref, from, to, reason),
  };
}

interface Answer {
  readonly code: number;
  readonly text: string;
}

type Run = (args: readonly string[], answers?: readonly number[]) => Promise<Answer>;

/** Every exit code but 0 and the `answers` throws: simple-git alone would take a silent failure for success. */
function runner(place: GitPlace): Run {
  return async (args, answers = []) => {
    const end: End = { code: 0 };
    try {
      const text = await connect(place, args, answers, end).raw([...args]);
      return { code: end.code, text: text.trim() };
    } catch (cause) {
      throw end.failure ?? gitFailure(place, { args, complaint: messageOf(cause), ending: 'not run', cause });
    }
  };
}

/** How the one command of a simple-git instance ended: it wraps what it throws, so the fault is kept beside it. */
interface End {
  code: number;
  failure?: SluiceError;
}

function connect(place: GitPlace, args: readonly string[], answers: readonly number[], end: End): SimpleGit {
  return simpleGit({
    baseDir: place.cwd,
    config: [...GIT_SETTINGS],
    completion: { onClose: true, onExit: false },
    timeout: { block: SILENCE_MS },
    errors: (error, { exitCode, stdErr }) => {
      end.code = exitCode;
      if (exitCode === 0 || answers.includes(exitCode)) return undefined;
      const said = Buffer.concat(stdErr).toString('utf8') || (error instanceof Error ? error.message : '');
      end.failure = gitFailure(place, { args, complaint: said, ending: `exit ${exitCode}`, cause: error });
      return end.failure;
    },
    allowEnvironment: Object.keys(place.env),
    // These let our own settings pass, each of which forbids what the option fears. No text of a user becomes an option.
    unsafe: {
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeConfigPaths: true,
    },
  }).env({ ...place.env });
}

/** One question for each meaning that a name can have; what Git would silently prefer is not for a gate to take. */
async function resolve(run: Run, revision: string): Promise<Revision> {
  if (revision.startsWith('-') || revision.trim() === '') throw noCommit(revision, 'that is not a name of a revision');
  const names = [`refs/heads/${revision}`, `refs/tags/${revision}`];
  const { text: known } = await run(['for-each-ref', '--format=%(refname)', ...names]);
  if (names.every((name) => known.split('\n').includes(name))) {
    throw noCommit(revision, `it is a branch and a tag; write ${names.join(' or ')}`);
  }
  const { code, text } = await run(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    [1, 128],
  );
  if (code !== 0 || !OBJECT_ID.test(text))
    throw noCommit(revision, 'there is no such commit here; fetch it, or check the name');
  return { commit: text, label: labelOf(revision, text) };
}

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const noCommit = (revision: string, reason: string): SluiceError =>
  new SluiceError('GIT_FAILED', `revision "${visible(revision)}": ${reason}`);

function labelOf(revision: string, commit: string): string {
  const id = `${commit.length === 64 ? 'sha256' : 'sha1'}:${commit}`;
  const name = revision.replace(/^refs\/(?:heads|tags)\//, '');
  const isAbbreviation = name.length >= 4 && commit.startsWith(name);
  return isAbbreviation ? id : `${visible(name)}@${id}`;
}

async function read(run: Run, ref: string): Promise<string | undefined> {
  const { text } = await run(['for-each-ref', '--format=%(refname) %(objecttype) %(objectname) %(symref)', ref]);
  // The pattern also finds what lies below: `approved/prod/eu` for `approved/prod`.
  const line = text.split('\n').find((one) => one.startsWith(`${ref} `));
  if (line === undefined) return undefined;
  const [, type, id, symref] = line.split(' ');
  if (symref !== undefined && symref !== '') {
    throw new SluiceError(
      'GIT_FAILED',
      `${ref} only points to ${visible(symref)}, so moving it would move that; delete it with: git symbolic-ref --delete ${ref}`,
    );
  }
  if (type !== 'commit' || id === undefined) {
    throw new SluiceError(
      'GIT_FAILED',
      `${ref} stands at a ${visible(type ?? '')}, not at a commit; delete it with: git update-ref -d ${ref}`,
    );
  }
  return id;
}

async function move(run: Run, ref: string, from: string | undefined, to: string, reason: string): Promise<Move> {
  const expected = from ?? '0'.repeat(to.length);
  try {
    await run(['update-ref', '--no-deref', '--create-reflog', '-m', reason, ref, to, expected]);
    return 'moved';
  } catch (error) {
    // Only a ref that now says something else is a lost race; a full disk or a missing right is a fault.
    if ((await read(run, ref)) !== from) return 'lost-race';
    throw error;
  }
}
