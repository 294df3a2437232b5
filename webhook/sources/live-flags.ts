import type { FlagValues } from '../../src/node/flags/flag.ts';
import type { LiveJudges } from '../judging/live-judges.ts';
import { FileWatch } from './watch-files.ts';

/** What makes the server take other policies while it runs. */
export const LIVE_FLAGS = {
  refresh: {
    kind: 'count',
    value: 'SECONDS',
    min: 0,
    max: 86_400,
    group: 'Policies',
    description:
      'How often to look at everything again, sources from elsewhere included; 0: never. Files and folders of this machine are watched in any case.',
    defaultText: '300',
  },
  'follow-unpinned': {
    kind: 'switch',
    group: 'Policies',
    description: 'Takes sources from elsewhere that nothing pins as they are now. Without it, they are refused.',
  },
  cluster: {
    kind: 'switch',
    group: 'Policies',
    description:
      "Takes Gatekeeper's templates, constraints, Config, SyncSets and ExpansionTemplates of the cluster, too, and what policies look up in it, and writes what became of them to their status. Without -p and policies in sluice.yaml, these alone.",
  },
  kubeconfig: {
    kind: 'text',
    value: 'FILE',
    group: 'Policies',
    description: 'How to reach the cluster.',
    defaultText: "the pod's service account, else KUBECONFIG, else ~/.kube/config",
  },
} as const;

const REFRESH_SECONDS = 300;

/** Loads again when files change, every so often, and on SIGHUP, until it is told to stop. */
export async function reloadWhenNeeded(
  judges: LiveJudges,
  { refresh = REFRESH_SECONDS }: Pick<FlagValues<typeof LIVE_FLAGS>, 'refresh'>,
  stop: AbortSignal,
): Promise<void> {
  const reload = (): void => void judges.reload();
  const watch = await FileWatch.open({ files: () => judges.files, state: judges.filesState, onChange: reload });
  const timer = refresh === 0 ? undefined : setInterval(reload, refresh * 1000).unref();
  process.on('SIGHUP', reload);
  stop.addEventListener('abort', () => {
    watch[Symbol.dispose]();
    clearInterval(timer);
  });
}
