/** A lease as it was read, or its absence: nobody ever held it. */
export interface LeaseRecord {
  /** Empty when it was given back. */
  readonly holder: string;
  /** Another one means that somebody wrote it. */
  readonly version: string;
  /** Milliseconds for which a sign of life lasts. */
  readonly durationMs: number;
}

/** What one replica knows of a lease. Times are its own clock's, which need agree with nobody's. */
export interface LeaseView {
  readonly record: LeaseRecord | undefined;
  /** When this replica first saw the record. */
  readonly seenAt: number;
}

export type LeaseDecision =
  /** Nobody holds it: write one's own name. */
  | { readonly kind: 'take' }
  /** It is one's own: give a sign of life. */
  | { readonly kind: 'renew' }
  | { readonly kind: 'wait'; readonly holder: string };

/** Notes what was read. What was seen before keeps its time: only another version is a sign of life. */
export function observeLease(view: LeaseView | undefined, record: LeaseRecord | undefined, now: number): LeaseView {
  const isSame = view !== undefined && view.record?.version === record?.version;
  return { record, seenAt: isSame ? view.seenAt : now };
}

/** What to do about a lease. A holder is believed to live for as long as its last sign of life lasts, counted from when it was seen. */
export function decideLease({ record, seenAt }: LeaseView, self: string, now: number): LeaseDecision {
  if (record === undefined || record.holder === '') return { kind: 'take' };
  if (record.holder === self) return { kind: 'renew' };
  return now - seenAt >= record.durationMs ? { kind: 'take' } : { kind: 'wait', holder: record.holder };
}

/** Whether who wrote a lease last at `writtenAt` may still act by it. It gives up earlier than others may take it. */
export const holdsLease = (writtenAt: number | undefined, renewWithinMs: number, now: number): boolean =>
  writtenAt !== undefined && now - writtenAt < renewWithinMs;
