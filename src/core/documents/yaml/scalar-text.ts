import { ReadFault } from '../read-fault.ts';

/** A scalar and the offset behind everything that was consumed for it. */
export interface ScalarText {
  readonly value: string;
  readonly end: number;
}

/** Folds a run of breaks: one is a space, more of them lose the first; LS and PS stand for themselves. */
export function foldBreaks(first: string, rest: string): string {
  if (first !== '\n') return first + rest;
  return rest === '' ? ' ' : rest;
}

export function tabIndents(at: number): ReadFault {
  return new ReadFault('syntax', 'a tab stands where only spaces may indent: replace it by spaces', at);
}
