import type { Allowlist } from '../rule.ts';
import { WELL_KNOWN_KEYS } from '../values/well-known-keys.ts';

/**
 * What documentation and templates write where a token belongs. A random token of twenty characters holds none of them by chance;
 * neither does a private key, so that the list may be held against everything.
 */
export const standIns: Allowlist = {
  target: 'secret',
  patterns: [
    /example|placeholder|change_?me|redacted|replace[-_]?me|your[-_]|[-_]your|insert[-_]|[-_]here\b|dummy[-_]|my[-_]secret/i,
    /x{6,}|\*{4,}|\.{4,}|\?{4,}|#{6,}|_{6,}/i,
    /0123456789|9876543210|abcdefghij|ABCDEFGHIJ|(?:deadbeef|abc123|foobar|12345678){2}|1234567890(?:abcdef|ABCDEF|1234)|(?:abcdef|ABCDEF)1234567890/,
    /^(?:[a-z]+|[A-Z]+|[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,6})$/,
    /\$\{|\{\{|\$\(|<[A-Za-z_ -]{2,40}>/,
    /[-_.]12345678(?:90?)?$/,
    // What is public of a key of SSH: it begins with its kind.
    /^AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNhL|GnNrL|InNrL)/,
    WELL_KNOWN_KEYS,
    runAtTheEnd(),
  ],
};

/** One character again and again up to the end: `token_00000000`. */
function runAtTheEnd(): RegExp {
  const characters = [...'0123456789abcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return new RegExp(`(?:${characters.map((character) => `${character}{8,}`).join('|')}|A{16,})$`);
}
