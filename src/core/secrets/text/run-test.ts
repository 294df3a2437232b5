import { tableOf } from './regex/byte-set.ts';
import type { RequiredRun } from './regex/required-run.ts';

/** A run of bytes that a match must hold, ready to be looked for. */
export interface RunTest extends Pick<RequiredRun, 'length' | 'from' | 'to'> {
  readonly table: Readonly<Uint8Array>;
}

export const runTestOf = ({ set, length, from, to }: RequiredRun): RunTest => ({
  table: tableOf(set),
  length,
  from,
  to,
});

/**
 * Whether a match that begins at a place may have its run. The last byte of a run is looked at first: where that is none of the
 * set, no run holds it, and the next one can only begin behind it.
 */
export function mayHoldRun({ table, length, from, to }: RunTest, bytes: Uint8Array, begin: number): boolean {
  const last = Math.min(begin + to, bytes.length - length);
  for (let start = begin + from; start <= last;) {
    let at = start + length - 1;
    while (at >= start && table[bytes[at] ?? 0] === 1) at--;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}
