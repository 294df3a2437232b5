import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import { splitPlace, toClusterObject, type ClusterObject } from './cluster-object.ts';
import type { PolicyOutcome } from './cluster-policies.ts';
import type { JudgedVersions } from './kept-versions.ts';

/** The versions that judge, when the snapshot does. */
export function inForceOf({ snapshot, faults, earlier }: PolicyOutcome): readonly SourceWithLines[] {
  const faulty = faultyFiles(faults);
  return [...snapshot.gatekeeper.filter(({ source }) => !faulty.has(source.file)), ...earlier.values()];
}

/** Where something could not be read, nothing is known to be gone; but then nothing of it judges either. */
export function judgedVersions({ snapshot, faults, earlier }: PolicyOutcome): JudgedVersions {
  const faulty = faultyFiles(faults);
  const objects = snapshot.gatekeeper.flatMap(toObjects);
  return {
    current: generationsOf(objects),
    sound: new Set(objects.filter(({ source }) => !faulty.has(source.source.file)).map(({ uid }) => uid)),
    earlier: [...earlier.values()].flatMap(toObjects),
  };
}

/** By uid. */
export const generationsOf = (objects: readonly ClusterObject[]): ReadonlyMap<string, number> =>
  new Map(objects.map(({ uid, generation }) => [uid, generation]));

export const toObjects = ({ source }: SourceWithLines): readonly ClusterObject[] =>
  [toClusterObject(source.object, '') ?? []].flat();

const faultyFiles = (faults: PolicyOutcome['faults']): ReadonlySet<string> =>
  new Set(faults.map(({ file }) => splitPlace(file).file));
