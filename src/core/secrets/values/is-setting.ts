import { wordlikeness } from './wordlikeness.ts';

/**
 * Whether a value is one that settings have: a number with a unit, a path, a URL without credentials, a host, an address, a date,
 * a version, a colour. Digits alone are not: they may be a PIN.
 */
export function isSetting(value: string): boolean {
  return FORMS.some((form) => form.test(value)) || isHost(value) || isPath(value);
}

const FORMS: readonly RegExp[] = [
  /^-?\d+(?:\.\d+)?\s?(?:%|[kmgt]i?b?|ns|us|µs|ms|s|sec|m|min|h|d|w|y|px|em|rem)$/i,
  /^(?:\d+[hms]){1,3}$/,
  /^(?:utf-?\d+|ascii|latin-?1|iso-\d[\d-]*|base64(?:url)?|hex|binary|utf8mb4)$/i,
  /^(?:(?:scram|hmac|pbkdf2|ssha)[-_])?(?:sha\d?|md5|bcrypt|scrypt|argon2[id]*|[hrep]s|aes|des|rsa|ecdsa|ed)[-_]?(?:\d{2,5}[-_]?)?(?:cbc|gcm|ctr|ecb)?$/i,
  /^(?:[~^<>=*]{1,2} ?)?v?\d{1,4}(?:\.\d{1,6}){1,3}(?:[-+][\w.]{1,20})?$/,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?$/,
  /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  // A URL without credentials; with them, the rule for URLs finds it.
  /^[a-z][a-z0-9+.-]{1,20}:\/\/(?![^\s/]*:[^\s/]*@)\S*$/i,
  /^(?:arn|urn|data|mailto|did):/,
  /^(?:[0-9a-f]{2}:){5,}[0-9a-f]{2}$/i,
  /^(?:application|text|image|audio|video|multipart)\/[\w.+-]+$/,
];

/** `db.example.org:5432`, `10.0.0.1`, `localhost`. */
function isHost(value: string): boolean {
  const host = /^([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8})(?::\d{1,5})?$/i.exec(value)?.[1];
  if (host === undefined) return false;
  if (host !== value && wordlikeness(host) > 0.6) return true;
  return host === 'localhost' || /^\d+(?:\.\d+){3}$/.test(host) || (TOP_LEVELS.test(host) && wordlikeness(host) > 0.4);
}

const TOP_LEVELS =
  /\.(?:com|org|net|io|dev|local|internal|svc|cluster|cloud|app|de|uk|eu|fr|cn|ru|us|co|edu|gov|test|example|localhost|lan)$/i;

/** Absolute, relative, of a home, of Windows, or a file by its ending. */
function isPath(value: string): boolean {
  if (/\s/.test(value)) return false;
  if (/(?:^|\/)\.{1,2}\//.test(value)) return true;
  if (/^(?:\.{0,2}\/|~\/|[A-Za-z]:[\\/]|\\\\)/.test(value))
    return (
      /^[\w.~\-/\\: @%+]*$/.test(value) && (value.includes('/') || value.includes('\\')) && wordlikeness(value) > 0.5
    );
  return FILE.test(value) || (/^[\w.-]+(?:\/[\w.-]+)+$/.test(value) && wordlikeness(value) > 0.6);
}

const FILE =
  /^[\w./\\-]+\.(?:txt|json|ya?ml|toml|ini|conf|cfg|properties|xml|html?|js|ts|jsx|tsx|vue|py|rb|go|rs|java|php|sh|pem|crt|cer|key|pub|p12|pfx|jks|keystore|env|md|csv|log|db|sql|png|svg|css|lock)$/i;
