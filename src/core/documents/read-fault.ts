import type { FaultCode } from './document.ts';

/** Stops the reading of one document. Thrown and caught inside this folder only; callers get a DocumentFault. */
export class ReadFault extends Error {
  override name = 'ReadFault' as const;
  readonly code: FaultCode;
  /** Offset in the text that was handed to the reader. */
  readonly at: number;
  readonly relatedAt: number | undefined;

  constructor(code: FaultCode, message: string, at: number, relatedAt?: number) {
    super(message);
    this.code = code;
    this.at = at;
    this.relatedAt = relatedAt;
  }
}
