import type { SourceWithLines } from '../../src/core/gatekeeper/gatekeeper-set.ts';
import { gatekeeperRole } from '../../src/core/gatekeeper/gatekeeper-source.ts';
import { textAt } from '../../src/core/gatekeeper/read-fields.ts';
import { generationOf } from '../../src/node/cluster/cluster-object.ts';
import type { ClusterPolicies } from '../../src/node/cluster/cluster-policies.ts';

type Versions = ReadonlyMap<string, SourceWithLines>;

/**
 * What judged until now, by file, of the objects that there still are: another of the same name is another object. Of what other replicas
 * have kept the later version counts. Where a template is one of these, its constraints are in force elsewhere as they are, and
 * a template that does not fit them stays as it was for their sake.
 */
export function versionsBefore(
  { gatekeeper, kept }: Pick<ClusterPolicies, 'gatekeeper' | 'kept'>,
  inForce: Versions,
): Versions {
  const elsewhere = new Map(kept.map((one) => [one.source.file, one]));
  const before = new Map<string, SourceWithLines>();
  for (const one of gatekeeper) {
    const chosen = laterOf(ownOf(one, inForce), elsewhere.get(one.source.file));
    if (chosen !== undefined) before.set(one.source.file, chosen);
  }
  const fromElsewhere = kept.filter((one) => before.get(one.source.file) === one);
  const kinds = new Set(
    fromElsewhere.map(({ source }) => textAt(source.object, ['spec', 'crd', 'spec', 'names', 'kind'])),
  );
  for (const one of gatekeeper) {
    const { file, resource } = one.source;
    const isHeld = gatekeeperRole(resource) === 'constraint' && kinds.has(resource.identity.kind);
    if (isHeld && !before.has(file)) before.set(file, one);
  }
  return before;
}

function ownOf(one: SourceWithLines, inForce: Versions): SourceWithLines | undefined {
  const own = inForce.get(one.source.file);
  return own !== undefined && uidOf(own) === uidOf(one) ? own : undefined;
}

function laterOf(own: SourceWithLines | undefined, other: SourceWithLines | undefined): SourceWithLines | undefined {
  if (own === undefined || other === undefined) return own ?? other;
  return generationOf(other.source.object) > generationOf(own.source.object) ? other : own;
}

const uidOf = ({ source }: SourceWithLines): string => textAt(source.object, ['metadata', 'uid']);
