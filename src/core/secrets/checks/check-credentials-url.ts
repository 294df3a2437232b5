import { isReference } from '../values/is-reference.ts';
import type { Evidence, Proof } from './proof.ts';

const URL_WITH_PASSWORD = /[a-z][a-z0-9+.-]*:\/\/([^\s:/?#@]*):([^\s/@]+(?:@[^\s/@:]+)*)@([^\s/:?#'"]*)/i;

/**
 * `scheme://user:password@host` with a password that is one: neither a reference, nor what people write in its place. One
 * for a host of examples, or one that repeats the user's name, is of little use to a thief.
 */
export function checkCredentialsUrl({ secret, match }: Evidence): Proof {
  const [, user = '', password = secret, host = ''] = URL_WITH_PASSWORD.exec(match) ?? [];
  if (isReference(password) || TEMPLATE.test(password) || STAND_IN.test(password)) return 'refuted';
  return password === user || EXAMPLE_HOST.test(host) ? 'doubtful' : 'plausible';
}

/** Part of it is filled in later, whatever stands around that. */
const TEMPLATE = /\$\{|\$\(|\{\{|%[sdv(]|^\$\w+$|<[^<>]*>|^\{[^{}]*\}$|^\[[^[\]]*\]$|^%\w+%$/;
const STAND_IN =
  /^(?:x+|\*+|\.+|#+|-+|(?:my|your|the|some|db|user)?[-_]?(?:pass|passwd|password|pwd|pw|secret|token|key)|changeme|change[-_]me|redacted|placeholder|example|(?:xxx|your).*)$/i;
const EXAMPLE_HOST =
  /(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)$|^(?:127\.0\.0\.1|host(?:name)?)$/i;
