import { messageOf, SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';

/** `abandoned`: whoever asked waits no more. */
export type LossKind = 'timeout' | 'unreachable' | 'broken' | 'abandoned';

/** What may go better the next time: the connection was lost, or was never made. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost' as const;
  readonly kind: LossKind;
  /** The connection had been used before, so the server may have closed it long ago. */
  readonly wasOld: boolean;

  constructor(message: string, kind: LossKind, options: ErrorOptions & { readonly wasOld?: boolean } = {}) {
    super(message, options);
    this.kind = kind;
    this.wasOld = options.wasOld ?? false;
  }
}

export interface FaultContext {
  readonly wasOld?: boolean;
  /** What was on the way, for messages. */
  readonly through?: string;
  /** What to do when a certificate is not trusted. */
  readonly untrusted?: string;
}

/**
 * What became of a connection, as what the caller can do about it.
 * @param subject who was asked, for messages
 */
export function connectionFault(
  error: unknown,
  subject: string,
  { wasOld = false, through, untrusted = UNTRUSTED_SERVER }: FaultContext = {},
): SluiceError | ConnectionLost {
  if (error instanceof SluiceError) return error;
  const reason = reasonOf(error, untrusted);
  const message = `${subject}: ${reason}${through === undefined || reason.startsWith(through) ? '' : ` (through ${through})`}`;
  return isFinal(error)
    ? new SluiceError('NETWORK_FAILED', message, { cause: error })
    : new ConnectionLost(message, lossOf(error), { cause: error, wasOld });
}

const UNREACHABLE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

function lossOf(error: unknown): LossKind {
  if (error instanceof ConnectionLost) return error.kind;
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') return 'timeout';
  return UNREACHABLE.has(code) ? 'unreachable' : 'broken';
}

/** Certificates, protocols and names do not mend themselves within seconds. */
const FINAL = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ENOTFOUND|EPROTO|ERR_INVALID|HPE_)/;

const isFinal = (error: unknown): boolean => FINAL.test(codeOf(error));

/** Node reports the attempts at several addresses as one error of many. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name cannot be looked up',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the server closed the connection',
  ETIMEDOUT: 'the server cannot be reached',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'there is no network',
};

const NO_TLS =
  'it does not speak TLS; if that is meant, write plainHttp for its host under registries in sluice.yaml, or http:// in its address';

const UNTRUSTED_SERVER = 'name its authority as caFile under registries in sluice.yaml';

function reasonOf(error: unknown, untrusted: string): string {
  const code = codeOf(error);
  if (/SELF_SIGNED|UNABLE_TO|DEPTH_ZERO/.test(code)) return `its certificate is not trusted (${code}); ${untrusted}`;
  if (code === 'EPROTO' && /wrong version number/.test(messageOf(error))) return NO_TLS;
  return MEANINGS[code] ?? visible(messageOf(error));
}
