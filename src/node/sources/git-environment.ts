import { devNull } from 'node:os';

/** Where Git runs, and with which environment. */
export interface GitPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What Git needs of its surroundings to run at all, and to find the user's own configuration. */
const KEPT: ReadonlySet<string> = new Set([
  'PATH',
  'PATHEXT',
  'HOME',
  'HOMEDRIVE',
  'HOMEPATH',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
  'SYSTEMROOT',
  'TMPDIR',
  'TEMP',
  'TMP',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
]);

/** What Git tells its hooks: which repository is committed to, and from which index (`git commit -a` has one of its own). */
const KEPT_IN_HOOKS: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
]);

/** Git reads what it is asked for, and nothing that it reads may change that, run a program or reach the network. */
const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  // An id must mean its own content: `refs/replace/*` and grafts would put another in its place.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  GIT_COMMITTER_NAME: 'sluice',
  GIT_COMMITTER_EMAIL: 'sluice@localhost.invalid',
};

/** The same, for what only the configuration can say. A repository's own configuration could ask for each of these. */
export const GIT_SETTINGS: readonly string[] = [
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'protocol.allow=never',
  // Blobs that are too large to be judged are not brought to memory before their size is told.
  'core.bigFileThreshold=50m',
];

/**
 * The place to run Git for a repository that is named, in a hook or not. Variables that would point Git at another repository
 * or another configuration do not get through, unless Git itself set them for its hook.
 */
export function gitPlace(cwd: string, inherited: Environment, inHook: boolean): GitPlace {
  const isKept = (name: string): boolean => KEPT.has(name) || (inHook && KEPT_IN_HOOKS.has(name));
  const kept = Object.entries(inherited).flatMap(([name, value]) =>
    value !== undefined && isKept(name.toUpperCase()) ? [[name, value] as const] : [],
  );
  return { cwd, env: { ...Object.fromEntries(kept), ...FIXED } };
}
