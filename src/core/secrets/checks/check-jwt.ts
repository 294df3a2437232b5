import { decodeBase64 } from '../text/decode-base64.ts';
import type { Proof } from './proof.ts';

/**
 * A JSON Web Token (RFC 7519): header and claims are JSON, the header names the algorithm. One without it or without signature (`none`, RFC 7519
 * section 6) proves nothing to whom it is shown. The tokens of the documentation at jwt.io are no secrets.
 */
export function checkJwt(token: string): Proof {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const header = parseObject(head);
  if (header === undefined) return 'refuted';
  // An encrypted one (RFC 7516) has five parts, of which only the first can be read.
  if (typeof header['enc'] === 'string') return 'plausible';
  const payload = parseObject(claims);
  if (payload === undefined || isSample(payload)) return 'refuted';
  const { alg } = header;
  return typeof alg !== 'string' || alg.toLowerCase() === 'none' || signature === '' ? 'doubtful' : 'proven';
}

const isSample = (payload: Readonly<Record<string, unknown>>): boolean =>
  payload['sub'] === '1234567890' &&
  typeof payload['name'] === 'string' &&
  /^(?:john|jane) doe$/i.test(payload['name']);

function parseObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(decodeBase64(part));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // Not JSON: not a part of a token.
  }
}
