import { uninstall as runUninstall, type UninstallOutcome } from '../../src/node/cluster/uninstall.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { createKubeClient } from '../../src/node/kubernetes/create-kube-client.ts';
import { loadKubeConnection } from '../../src/node/kubernetes/load-kube-connection.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { stopSignal } from '../../src/node/stop-signal.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { uninstallText } from '../uninstall/uninstall-report.ts';

const FLAGS = {
  'dry-run': { kind: 'switch', group: 'What to do', description: 'Say what would be deleted, and delete nothing.' },
  instance: {
    kind: 'text',
    value: 'NAME',
    group: 'What to do',
    description: 'The installation, by app.kubernetes.io/instance of its objects: the name of the release.',
    defaultText: 'sluice',
  },
  kubeconfig: {
    kind: 'text',
    value: 'FILE',
    group: 'The cluster',
    description: 'How to reach the cluster.',
    defaultText: "the pod's service account, else KUBECONFIG, else ~/.kube/config",
  },
  context: {
    kind: 'text',
    value: 'NAME',
    group: 'The cluster',
    description: 'The context of the kubeconfig.',
    defaultText: 'its current one',
  },
} as const satisfies FlagTable;

const NAMESPACE = 'sluice-system';

/** `sluice uninstall`: takes the webhook out of a cluster. */
export const uninstall: Command = createCommand(
  {
    name: 'uninstall',
    summary: 'take the webhook out of a cluster',
    usage: ['[FLAGS] [NAMESPACE]'],
    description:
      'Deletes what installing sluice has made in a cluster (docs/deploy.md): first the webhook configurations, all of them and even when it is interrupted, so that nothing is refused because nobody answers; then the rest, by its labels. Templates, constraints, their custom resources and the Namespace stay. NAMESPACE is where sluice runs; by default sluice-system.',
    operands: { min: 0, max: 1, name: 'NAMESPACE' },
    flags: FLAGS,
    examples: [
      { command: 'sluice uninstall --dry-run', meaning: 'See what would go.' },
      { command: 'sluice uninstall', meaning: 'Take it away.' },
      {
        command: 'sluice uninstall policy --instance gate --context staging',
        meaning: 'Another installation, of another cluster.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'nothing of it is left'],
      [EXIT.notEvaluated, 'something is left, and why; unless that is said of a webhook, no webhook is'],
    ],
  },
  async ({ flags, operands }: ParsedFlags<typeof FLAGS>, { env, stdout }: ShellIo) => {
    const stop = stopSignal();
    const { kubeconfig: file, context } = flags;
    const choice = { env, ...(file === undefined ? {} : { file }), ...(context === undefined ? {} : { context }) };
    await using client = createKubeClient(loadKubeConnection(choice));
    const installation = { namespace: operands[0] ?? NAMESPACE, instance: flags.instance ?? 'sluice' };
    const outcome = await runUninstall({ client, installation, isDryRun: flags['dry-run'], stop });
    stdout.write(uninstallText(outcome, installation, flags['dry-run']));
    return exitCodeOf(outcome);
  },
);

const exitCodeOf = ({ faults, isInterrupted }: UninstallOutcome): ExitCode =>
  faults.length > 0 || isInterrupted ? EXIT.notEvaluated : EXIT.allowed;
