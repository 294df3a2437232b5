import type { Status } from '../model/result.ts';

/** How CI systems with two levels of annotation show a status; undefined is not shown. */
export const ANNOTATION_LEVEL: Readonly<Record<Status, 'error' | 'warning' | undefined>> = {
  pass: undefined,
  fail: 'error',
  warn: 'warning',
  error: 'error',
  skip: undefined,
};
