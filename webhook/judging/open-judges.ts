import type { FailOn } from '../../src/core/model/decision.ts';
import { DEFAULT_CONFIG } from '../../src/node/config/config.ts';
import { toPolicyRequest, type PolicyFlags } from '../../src/node/flags/policy-flags.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import type { Log, LogLevel } from '../watching/admission-log.ts';
import type { ClusterFeed } from '../sources/cluster-feed.ts';
import type { ClusterView } from '../sources/cluster-view.ts';
import type { ConfigMapFeed } from '../sources/config-map-feed.ts';
import { createImagesKeeper, type ImagesKeeperOptions } from './images-keeper.ts';
import type { JudgesLogEntry } from './judges-status.ts';
import { LiveJudges } from './live-judges.ts';
import { loadInThread, type ClusterPart } from './load-in-thread.ts';
import type { LoadedJudges } from './load-judges.ts';

/** Flags that say what judges. */
export type JudgesFlags = PolicyFlags & {
  readonly 'fail-on': FailOn | undefined;
  readonly 'follow-unpinned': boolean;
  readonly jobs: number | undefined;
  readonly timeout: number | undefined;
};

export interface JudgesSurroundings {
  readonly feed: ClusterFeed | undefined;
  /** What policies may look up in a cluster that nobody watches. */
  readonly view?: ClusterView;
  /** Sources of policies in a cluster. */
  readonly configMaps?: ConfigMapFeed | undefined;
  readonly onNotice: (message: string) => void;
  readonly log: Log;
  /** How images are found out about. */
  readonly images?: Omit<ImagesKeeperOptions, 'env'>;
}

const LEVELS = {
  'policies-changed': 'info',
  'policies-failed': 'error',
  'policies-broken': 'error',
  'policies-mended': 'info',
} as const satisfies Readonly<Record<JudgesLogEntry['event'], LogLevel>>;

const MOST_THREADS = 4;
const RULE_LIMIT_MS = 1000;

export const threadsOf = ({ jobs }: Pick<JudgesFlags, 'jobs'>, { cores }: Pick<ShellIo, 'cores'>): number =>
  jobs ?? Math.max(1, Math.min(MOST_THREADS, cores - 1));

/** What judges by the policies of the flags, and of the cluster if there is a feed. @throws SluiceError as `LiveJudges.open` */
export function openJudges(
  flags: JudgesFlags,
  io: ShellIo,
  { feed, view = feed?.view, configMaps, onNotice, log, images }: JudgesSurroundings,
): Promise<LiveJudges> {
  const { config: _, ...request } = toPolicyRequest(flags, DEFAULT_CONFIG, io);
  const load = (cluster?: ClusterPart): Promise<LoadedJudges> =>
    loadInThread({
      ...request,
      cluster,
      ...(configMaps && { configMaps: configMaps.contents }),
      configFile: flags.config,
      failOn: flags['fail-on'],
      timeoutMs: flags.timeout ?? RULE_LIMIT_MS,
      today: today(io),
      followUnpinned: flags['follow-unpinned'],
    });
  return LiveJudges.open({
    load: () => (feed === undefined ? load() : feed.load(load)),
    images: createImagesKeeper({ ...images, env: io.env }),
    threads: threadsOf(flags, io),
    today: () => today(io),
    now: io.now,
    view,
    onInForce: (loaded) => feed?.confirm(loaded),
    onNotice,
    log: ({ event, ...fields }) => log.say(LEVELS[event], event, fields),
  });
}
