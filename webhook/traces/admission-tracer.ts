import { randomBytes } from 'node:crypto';
import type { AdmissionRecord } from '../watching/admission-record.ts';
import { admissionSpan, type OtlpSpan } from './admission-span.ts';
import { parseTraceparent, type TraceParent } from './traceparent.ts';

export interface AdmissionTracerOptions {
  readonly add: (span: OtlpSpan) => void;
  /** One of how many requests is traced whose caller says nothing of traces; 0: none. */
  readonly every: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Traces what the API server traces. What it decided not to record is not recorded here. */
export function createAdmissionTracer({ add, every, now }: AdmissionTracerOptions): (record: AdmissionRecord) => void {
  let untold = 0;
  const isTraced = (parent: TraceParent | undefined): boolean => {
    if (parent !== undefined) return parent.isSampled;
    if (every === 0) return false;
    untold = (untold + 1) % every;
    return untold === 0;
  };
  return (record) => {
    const parent = record.traceparent === undefined ? undefined : parseTraceparent(record.traceparent);
    if (!isTraced(parent)) return;
    const ids = { newTraceId: randomBytes(16).toString('hex'), newSpanId: randomBytes(8).toString('hex') };
    add(admissionSpan(record, { parent, ...ids, endedAt: now() }));
  };
}
