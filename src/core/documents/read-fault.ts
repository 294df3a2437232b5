import type { FaultCode } from './document.ts';

/** Stops the reading of one document. Thrown and caught inside this folder only; callers get a DocumentFault. */
export class ReadFault extends Error {
  override name = 'ReadFault' as const;
  readonly code: FaultCode;
  /** Offset in the text that was handed to the reader. */
  readonly at: number;
  /** Offset of the other place that takes part, if there is one. */
  readonly relatedAt: number | undefined;

  constructor(code: FaultCode, message: string, at: number, relatedAt?: number) {
    super(message);
    this.code = code;
    this.at = at;
    this.relatedAt = relatedAt;
  }
}

export function duplicateKey(key: string, at: number, firstAt: number | undefined): ReadFault {
  const shown = JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
  return new ReadFault('duplicate-key', `the key ${shown} is already set: remove one of the two`, at, firstAt);
}

export function tooDeep(maxDepth: number, at: number): ReadFault {
  return new ReadFault('depth-limit', `collections are nested deeper than ${maxDepth} levels`, at);
}
