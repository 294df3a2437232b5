/** The trace that a call belongs to, as whoever called says. Source: w3.org/TR/trace-context. */
export interface TraceParent {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits: the span of the caller. */
  readonly spanId: string;
  /** Whoever called records the trace. */
  readonly isSampled: boolean;
}

const HEADER = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** Undefined for a header that says nothing: whatever is wrong with it, a new trace begins. */
export function parseTraceparent(header: string): TraceParent | undefined {
  const [, version, traceId, spanId, flags = '', rest] = HEADER.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined || version === 'ff') return undefined;
  if (traceId === NO_TRACE || spanId === NO_SPAN || (version === '00' && rest !== undefined)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
