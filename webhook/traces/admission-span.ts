import type { AdmissionRecord } from '../watching/admission-record.ts';
import type { TraceParent } from './traceparent.ts';

/** A span of OTLP's JSON. Source: opentelemetry-proto trace/v1. */
export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code: number };
}

export interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly boolValue: boolean } | { readonly doubleValue: number };
}

export interface SpanOptions {
  readonly parent: TraceParent | undefined;
  /** Hex digits of new ids. */
  readonly newTraceId: string;
  readonly newSpanId: string;
  /** When the answer was given, in milliseconds since the epoch. */
  readonly endedAt: number;
}

const KIND_SERVER = 2;
const STATUS_UNSET = 0;
const STATUS_ERROR = 2;
const NS_PER_MS = 1e6;

/** One request and its answer. Like the log, it has names and nothing of the object. */
export function admissionSpan(record: AdmissionRecord, options: SpanOptions): OtlpSpan {
  const { parent, newTraceId, newSpanId, endedAt } = options;
  const isFault = record.outcome === 'unknown' || record.outcome === 'shed';
  return {
    traceId: parent?.traceId ?? newTraceId,
    spanId: newSpanId,
    ...(parent === undefined ? {} : { parentSpanId: parent.spanId }),
    name: `POST ${record.endpoint}`,
    kind: KIND_SERVER,
    startTimeUnixNano: nanoseconds(endedAt - record.durationMs),
    endTimeUnixNano: nanoseconds(endedAt),
    attributes: attributesOf(record),
    status: { code: isFault ? STATUS_ERROR : STATUS_UNSET },
  };
}

const nanoseconds = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * BigInt(NS_PER_MS / 1000));

function attributesOf(record: AdmissionRecord): readonly OtlpAttribute[] {
  const text = (key: string, value: string): readonly OtlpAttribute[] =>
    value === '' ? [] : [{ key, value: { stringValue: value } }];
  return [
    ...text('k8s.admission.uid', record.uid),
    ...text('k8s.admission.operation', record.operation),
    ...text('k8s.admission.kind', `${record.group === '' ? '' : `${record.group}/`}${record.version}/${record.kind}`),
    ...text('k8s.admission.subresource', record.subResource),
    ...text('k8s.namespace.name', record.namespace),
    ...text('k8s.admission.name', record.name),
    ...text('sluice.decision', record.outcome),
    ...text('sluice.verdict_id', record.verdictId ?? ''),
    { key: 'k8s.admission.dry_run', value: { boolValue: record.isDryRun } },
    { key: 'sluice.wait_ms', value: { doubleValue: record.waitedMs } },
  ];
}
