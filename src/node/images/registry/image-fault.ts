import { SluiceError } from '../../../core/errors.ts';
import type { ImageAnswer } from '../../../core/images/image-answer.ts';
import type { ImageCode } from '../../../core/images/image-code.ts';
import { ConnectionLost } from '../../registry/connection-fault.ts';
import { AnswerTooLong, UnexpectedStatus } from '../../registry/http-exchange.ts';

export type ImageFault = Extract<ImageAnswer<never>, { readonly kind: 'fault' }>;

/** What a person reads: what was asked of whom, what came, and what to do. */
export function fault(code: ImageCode, message: string, retryable = false): ImageFault {
  return { kind: 'fault', code, message, retryable };
}

/**
 * What a registry did, as an answer.
 * @throws whatever is no fault of a registry
 */
export function toFault(error: unknown, registry: string): ImageFault {
  if (!(error instanceof SluiceError)) throw error;
  switch (error.code) {
    case 'ACCESS_DENIED':
      return fault('IMG_UNAUTHORIZED', error.message);
    case 'ADDRESS_REFUSED':
      return fault(
        'IMG_ADDRESS_REFUSED',
        `registry ${registry} is not asked: ${error.message}; on this machine, sluice asks only hosts that stand under registries in sluice.yaml`,
      );
    case 'REFERENCE_INVALID':
      return fault('IMG_REFERENCE_INVALID', error.message);
    case 'SOURCE_CHANGED':
    case 'BUNDLE_INVALID':
      return fault('IMG_REGISTRY_DOWN', `registry ${registry} answers with nonsense: ${error.message}`);
    case 'NETWORK_FAILED':
      return networkFault(error, registry);
    default:
      throw error;
  }
}

function networkFault({ message, cause }: SluiceError, registry: string): ImageFault {
  if (cause instanceof AnswerTooLong)
    return fault('IMG_TOO_LARGE', `registry ${registry} answers with too much: ${message}`);
  if (isLate(cause)) return late(registry, message);
  const text = `registry ${registry} cannot be asked: ${message}`;
  return isTemporary(cause)
    ? fault('IMG_REGISTRY_DOWN', `${text}; try again, or name a mirror under registries in sluice.yaml`, true)
    : fault('IMG_REGISTRY_DOWN', text);
}

const isLate = (cause: unknown): boolean =>
  cause instanceof ConnectionLost && (cause.kind === 'timeout' || cause.kind === 'abandoned');

const isTemporary = (cause: unknown): boolean =>
  cause instanceof ConnectionLost ||
  (cause instanceof UnexpectedStatus && (cause.status === 429 || cause.status >= 500));

/** @param what the server that was waited for, and how long */
export function late(registry: string, what: string): ImageFault {
  return fault(
    'IMG_TIMEOUT',
    `registry ${registry} did not answer in time: ${what}; try again, or name a mirror under registries in sluice.yaml`,
    true,
  );
}

/** True when the server answered that it does not have what it was asked for. */
export function isMissing(error: unknown): boolean {
  return error instanceof SluiceError && error.cause instanceof UnexpectedStatus && error.cause.status === 404;
}

/** True when what came can be read by nobody, though every byte of it is vouched for. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof SluiceError && error.code === 'BUNDLE_INVALID';
}
