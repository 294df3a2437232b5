import { SluiceError } from '../../src/core/errors.ts';

/** What may be told about something that was thrown. The message of a defect may quote the object that was judged. */
export function safeMessageOf(thrown: unknown): string {
  if (thrown instanceof SluiceError) return `${thrown.code}: ${thrown.message}`;
  return `sluice stopped on a defect of its own (${thrown instanceof Error ? thrown.constructor.name : typeof thrown})`;
}
