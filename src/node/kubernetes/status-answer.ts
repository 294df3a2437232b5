import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { oneLine } from '../../core/report/safe-text.ts';
import { KubeError } from './kube-error.ts';

const LONGEST_MESSAGE = 1024;

/** The fault that an answer tells of: usually a `Status`, from a proxy anything. */
export function toKubeError(
  { method, path }: { readonly method: string; readonly path: string },
  status: number,
  text: string,
  retryAfter?: string,
): KubeError {
  const answer = parseStatus(text);
  const reason = textOf(answer, 'reason');
  const message = oneLine(textOf(answer, 'message')).slice(0, LONGEST_MESSAGE);
  const place = oneLine(path.split('?', 1)[0] ?? '');
  const seconds = Number(retryAfter ?? Number.NaN);
  return new KubeError(
    `${method} ${place}: ${status}${reason === '' ? '' : ` ${reason}`}${message === '' ? '' : `: ${message}`}`,
    {
      status,
      reason,
      ...(seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}),
    },
  );
}

/** What a server says in the middle of a watch. */
export function statusError(path: string, status: JsonObject): KubeError {
  const code = typeof status['code'] === 'number' ? status['code'] : 500;
  return toKubeError({ method: 'WATCH', path }, code, JSON.stringify(status));
}

function parseStatus(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    // A proxy's page says nothing that the status does not say.
    return {};
  }
}

const textOf = (object: JsonObject, key: string): string => {
  const value = object[key];
  return typeof value === 'string' ? value : '';
};
