/** The last word of a key of a Secret that says who, which an attacker would like to know, too. */
const IDENTITY = /(?:^|[^a-z])(?:user|username|login|email|mail|account|owner|org|organi[sz]ation|sender|from|id)$/;

/** The last word of one that says where, which or how. */
const SETTING =
  /(?:^|[^a-z])(?:url|uri|host|hostname|port|region|endpoint|address|addr|bucket|database|db|dbname|name|namespace|project|type|version|scheme|protocol|ssl|tls|sslmode|ssl[-_]?mode|enabled|debug|env|environment|mode|domain|realm|issuer|audience|tenant|zone|path|dir|timeout|driver|engine|servers?|cluster|charset|locale|timezone|level|expiration|usages?[a-z-]*|description)$/;

/** Files that hold no secret by themselves: certificates and public keys, whatever is written in them. */
const PUBLIC_FILE =
  /^(?:ca|ca[-_.]?bundle|tls|server|client|service[-_]ca)?[\w.-]*\.(?:crt|cer|cert|pub|csr)$|^ca\.pem$|^known_hosts$/i;

/** Whether a key names a setting, however it is spelt (`DB_HOST`, `dbHost`, `db.host`), and what kind of. */
export function settingKind(key: string): 'identity' | 'setting' | undefined {
  if (PUBLIC_FILE.test(key)) return 'setting';
  const words = key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  if (IDENTITY.test(words)) return 'identity';
  return SETTING.test(words) ? 'setting' : undefined;
}

/** Whether a setting's value gives nothing away: one line without a password in a URL or a connection string. */
export function isSettingValue(text: string): boolean {
  if (text.includes('\n') || text.length > 512) return false;
  return !/:\/\/[^\s/@:]*:[^\s/@]+@/.test(text) && !/(?:pass|pwd|secret|token|sig|key)\w*=[^\s;&]+/i.test(text);
}
