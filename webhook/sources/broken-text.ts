import { CLUSTER_PREFIX, splitPlace } from '../../src/node/cluster/cluster-object.ts';
import type { BrokenPolicy } from '../judging/load-judges.ts';

const MOST_FAULTS = 5;

/** A broken policy in words for people: which, why, and what that means. */
export function describeBroken(broken: BrokenPolicy): { readonly about: string; readonly message: string } {
  const { file, faults } = broken;
  const reasons = faults.slice(0, MOST_FAULTS).map(({ file: place, line, column, message }) => {
    const { field } = splitPlace(place);
    return field === '' ? message : `${field}:${line}:${column}: ${message}`;
  });
  return { about: file.slice(CLUSTER_PREFIX.length), message: `${reasons.join('; ')} (${consequenceOf(broken)})` };
}

/** What an operator must know: whether anybody judges by it. */
export const consequenceOf = ({ earlier }: Pick<BrokenPolicy, 'earlier'>): string =>
  earlier === undefined ? 'left out: nothing is judged by it' : `generation ${earlier} goes on in its place`;
