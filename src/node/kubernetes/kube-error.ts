import { SluiceError } from '../../core/errors.ts';

export interface KubeFault {
  /** The HTTP status; 0 without an answer. */
  readonly status: number;
  /** The API server's word for it: `NotFound`, `Conflict`, `Expired`. */
  readonly reason?: string;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs?: number;
}

/** What an API server refused, or did not answer. The message never quotes an object that was sent. */
export class KubeError extends SluiceError {
  readonly status: number;
  readonly reason: string;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { status, reason = '', retryAfterMs }: KubeFault, options?: ErrorOptions) {
    super(status === 401 || status === 403 ? 'ACCESS_DENIED' : 'NETWORK_FAILED', message, options);
    this.status = status;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether something is a fault with this status. */
export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof KubeError && error.status === status;
