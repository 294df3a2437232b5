import { createHmac } from 'node:crypto';
import type { KeyedHash } from '../../core/secrets/text-scanner.ts';

/** HMAC-SHA256 under a key, as lower-case hex. */
export const createKeyedHash =
  (key: string): KeyedHash =>
  (text) =>
    createHmac('sha256', key).update(text).digest('hex');
