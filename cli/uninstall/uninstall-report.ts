import { visible } from '../../src/core/report/safe-text.ts';
import type { Installation, InstalledObject, UninstallOutcome } from '../../src/node/cluster/uninstall.ts';

/** What became of an installation, a line for each object, and what is left for its owner to decide. */
export function uninstallText(outcome: UninstallOutcome, installation: Installation, isDryRun: boolean): string {
  const word = isDryRun ? 'would delete' : 'deleted';
  const lines = outcome.removed.map((object) => `${word}  ${nameOf(object)}`);
  return `${[...lines, ...outcome.faults.map(toFault), ...summary(outcome, installation, isDryRun)].join('\n')}\n`;
}

const nameOf = ({ kind, name, namespace }: InstalledObject): string =>
  visible(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`);

const toFault = (fault: string): string => `not deleted  ${visible(fault)}`;

function summary(
  { removed, faults, isInterrupted }: UninstallOutcome,
  { namespace, instance }: Installation,
  isDryRun: boolean,
): readonly string[] {
  if (isInterrupted) return ['interrupted: no webhook is left, other objects may be; run it again'];
  if (faults.length > 0) return ['no webhook is left, other objects are; run it again when the reasons above are gone'];
  if (removed.length === 0) return [`nothing of ${instance} is in Namespace ${namespace}, and no webhook asks it`];
  return [
    isDryRun ? 'nothing was changed' : 'no webhook is left',
    `left: Namespace ${namespace}, and the templates, constraints and custom resources of Gatekeeper, with their constraints' status`,
    ...helmHint(removed, namespace),
  ];
}

/** Helm keeps a record of its own, which only Helm knows how to read. */
function helmHint(removed: readonly InstalledObject[], namespace: string): readonly string[] {
  const releases = [...new Set(removed.flatMap(({ helmRelease }) => helmRelease ?? []))].sort();
  return releases.map((release) =>
    visible(`left: the record of Helm: helm uninstall ${release} --namespace ${namespace}`),
  );
}
