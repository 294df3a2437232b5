import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../src/core/model/json.ts';

/** What the API server's audit log keeps of a request. */
export interface AuditEvent {
  readonly auditID: string;
  readonly verb: string;
  /** With its query. */
  readonly requestURI: string;
  readonly user: JsonObject;
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly resource?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly subresource?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The events of an audit log, oldest first. A line that is still being written is left out. */
export function readAuditLog(file: string): readonly AuditEvent[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}
