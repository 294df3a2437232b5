/** Words at the end of a key of a Secret that name a setting beside a credential. */
const SETTING =
  /(?:^|[^a-z])(?:url|uri|host|hostname|port|user|username|login|email|mail|region|endpoint|address|addr|bucket|database|db|dbname|db[-_]?name|name|namespace|project|type|version|scheme|protocol|ssl|tls|sslmode|ssl[-_]?mode|enabled|debug|env|environment|mode|domain|realm|issuer|audience|tenant|organi[sz]ation|org|account|zone|path|timeout|from|sender|driver|engine|server|servers|cluster|charset|locale|timezone|log[-_]?level|level|id|client[-_]?id|app[-_]?id|tenant[-_]?id|project[-_]?id|expiration|usages?[a-z-]*|description|auth-extra-groups)$/;

/** Whether a key names a setting, however it is spelt: `DB_HOST`, `dbHost`, `db.host`. */
export function isSettingName(key: string): boolean {
  const words = key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return SETTING.test(words);
}

/** Whether a setting's value gives nothing away: one line without a password in a URL or a connection string. */
export function isSettingValue(text: string): boolean {
  if (text.includes('\n') || text.length > 512) return false;
  return !/:\/\/[^\s/@:]*:[^\s/@]+@/.test(text) && !/(?:pass|pwd|secret|token|sig|key)\w*=[^\s;&]+/i.test(text);
}
