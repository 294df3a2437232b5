import type { AdmissionRecord } from './admission-record.ts';
import type { Outcome } from '../admission/admission-response.ts';
import { LineBuffer } from './line-buffer.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly write: (line: string) => void;
  readonly now: () => Date;
  /** The least that is written. */
  readonly level: LogLevel;
  /** One of how many answers that allow is written; 0: none. */
  readonly allowsEvery: number;
}

type Fields = Readonly<Record<string, unknown>>;

export interface Log extends Disposable {
  /** Something that happened to the server. Fields never hold an object under review. */
  readonly say: (level: LogLevel, event: string, fields?: Fields) => void;
  /** An answer. Its line may come a moment later, together with others. */
  readonly answered: (record: AdmissionRecord) => void;
}

/** A log of JSON, a line each: whatever a name or message holds, it can end no line and begin none. */
export function createLog({ write, now, level: least, allowsEvery }: LogOptions): Log {
  const lines = new LineBuffer(write);
  let allowed = 0;
  const isSaid = (level: LogLevel): boolean => LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
  const toLine = (level: LogLevel, event: string, fields: Fields): string =>
    `${JSON.stringify({ time: now().toISOString(), level, event, ...fields })}\n`;
  const isSample = (): boolean => {
    if (allowsEvery === 0) return false;
    allowed = (allowed + 1) % allowsEvery;
    return allowed === 0;
  };
  return {
    say: (level, event, fields = {}) => {
      if (isSaid(level)) lines.writeNow(toLine(level, event, fields));
    },
    answered: (record) => {
      const isQuiet = QUIET.includes(record.outcome);
      if (isQuiet && least !== 'debug' && !isSample()) return;
      const level = levelOf(record.outcome);
      if (isSaid(level)) lines.writeSoon(toLine(level, 'admission', fieldsOf(record)));
    },
    [Symbol.dispose]: () => lines[Symbol.dispose](),
  };
}

/** Outcomes of which there are too many to be written. */
const QUIET: readonly Outcome[] = ['allow', 'idle', 'unjudged'];

function levelOf(outcome: Outcome): LogLevel {
  switch (outcome) {
    case 'allow':
    case 'idle':
    case 'unjudged':
    case 'deny':
      return 'info';
    case 'shed':
      return 'warn';
    case 'unknown':
      return 'error';
  }
}

/** Empty fields are left out; `decision` is what every line is searched for. */
function fieldsOf(record: AdmissionRecord): Fields {
  const { uid, operation, group, version, kind, subResource, namespace, name, userName, isDryRun } = record;
  const { outcome, verdictId, message, durationMs, waitedMs, traceparent, endpoint } = record;
  return {
    uid,
    operation,
    ...(group === '' ? {} : { group }),
    version,
    kind,
    ...(subResource === '' ? {} : { subResource }),
    namespace,
    name,
    user: userName,
    ...(isDryRun ? { dryRun: true } : {}),
    decision: outcome,
    ...(verdictId === undefined ? {} : { verdictId }),
    ...(message === undefined ? {} : { message }),
    ms: round(durationMs),
    ...(waitedMs >= 1 ? { waitedMs: round(waitedMs) } : {}),
    ...(endpoint === '/v1/admit' ? {} : { endpoint }),
    ...(traceparent === undefined ? {} : { traceparent: traceparent.slice(0, 64) }),
  };
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
