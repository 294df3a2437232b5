import { SluiceError } from '../../src/core/errors.ts';
import type { EnforcementPoint } from '../../src/core/model/enforcement.ts';
import type { PushHook } from '../../src/node/check/run-push-check.ts';
import type { RangeEnds } from '../../src/node/check/run-range-check.ts';
import type { PushHookName } from '../../src/node/hooks/hook-name.ts';

/** What a check looks at. */
export type Surface =
  | { readonly kind: 'files' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'range'; readonly ends: RangeEnds }
  | { readonly kind: 'history' }
  | { readonly kind: 'push'; readonly hook: PushHook };

export interface SurfaceFlags {
  readonly staged: boolean;
  readonly since: string | undefined;
  readonly diff: string | undefined;
  readonly history: boolean;
  readonly hook: PushHookName | undefined;
  readonly point: EnforcementPoint | undefined;
  readonly inventory: readonly string[];
  readonly combine: boolean;
}

/**
 * Tells what a check is to look at.
 * @throws SluiceError USAGE when the flags say more than one thing
 */
export function surfaceOf(flags: SurfaceFlags, paths: readonly string[]): Surface {
  const [name, other] = givenOf(flags);
  if (name === undefined) return { kind: 'files' };
  if (other !== undefined) throw usage(`${name} and ${other} are different things to judge; leave one of them out`);
  if (paths.includes('-')) {
    throw usage(`${name} judges files of a repository, and "-" is standard input; leave one of them out`);
  }
  if (flags.inventory.length > 0) throw usage(`${name} looks things up in ${lookedUpIn(flags)}; leave out --inventory`);
  refuseElsewhere(flags, name);
  return flags.hook === undefined ? toSurface(flags) : { kind: 'push', hook: toHook(flags.hook, paths) };
}

const givenOf = ({ staged, since, diff, history, hook }: SurfaceFlags): readonly string[] => [
  ...(staged ? ['--staged'] : []),
  ...(since === undefined ? [] : ['--since']),
  ...(diff === undefined ? [] : ['--diff']),
  ...(history ? ['--history'] : []),
  ...(hook === undefined ? [] : ['--hook']),
];

const lookedUpIn = ({ staged, history }: SurfaceFlags): string => {
  if (staged) return 'the index, as it will be committed';
  return history ? 'nothing but what it searches' : 'the revision that it judges';
};

function refuseElsewhere({ staged, history, point, combine }: SurfaceFlags, name: string): void {
  if (staged && point !== undefined && point !== 'commit') {
    throw usage(`--staged judges at the point "commit", and --point says "${point}"; leave one of them out`);
  }
  if (history && combine)
    throw usage(`${name} searches for secrets, and --combine judges documents; leave one of them out`);
}

function toSurface({ staged, since, diff }: SurfaceFlags): Surface {
  if (staged) return { kind: 'staged' };
  if (since !== undefined) return { kind: 'range', ends: { from: since, to: 'HEAD' } };
  return diff === undefined ? { kind: 'history' } : { kind: 'range', ends: parseRange(diff) };
}

/** Git gives `pre-push` the name and the address of the remote, and `pre-receive` nothing. */
function toHook(name: PushHookName, given: readonly string[]): PushHook {
  const [remote] = given;
  if (given.length > (name === 'pre-push' ? 2 : 0)) {
    throw usage(`--hook ${name} takes what Git gives to this hook and no PATH; it judges all that is pushed`);
  }
  return { name, ...(remote === undefined ? {} : { remote }) };
}

/** As in Git, an end that is left out is HEAD. */
function parseRange(text: string): RangeEnds {
  const [from = '', to = '', ...more] = text.split('..');
  if (!text.includes('..') || more.length > 0 || to.startsWith('.') || from + to === '') {
    throw usage(`--diff ${text}: write A..B, for the commits of B that A does not have, such as origin/main..HEAD`);
  }
  return { from: from === '' ? 'HEAD' : from, to: to === '' ? 'HEAD' : to };
}

const usage = (message: string): SluiceError => new SluiceError('USAGE', message);
