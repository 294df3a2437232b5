import { isDay } from '../../core/is-day.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import type { FieldPath } from '../../core/model/location.ts';
import type { SecretIgnore } from '../../core/secrets/acceptances/secret-ignore.ts';
import { fieldName } from './explain-fault.ts';
import type { PathContext } from './path-context.ts';
import { rebaseIgnore } from './rebase-ignore.ts';
import { DEFAULT_SECRETS_CONFIG, MIN_SALT_LENGTH, type SecretsConfig } from './secrets-config.ts';

type Complain = (path: FieldPath, message: string) => void;

/** The part of a config that is about secrets. The schema has said that every field has its type. */
export function toSecretsConfig(value: JsonValue | undefined, paths: PathContext, complain: Complain): SecretsConfig {
  if (!isJsonObject(value)) return DEFAULT_SECRETS_CONFIG;
  const { gitleaks, baseline, fingerprintSalt, archives } = value;
  if (typeof fingerprintSalt === 'string') checkSalt(fingerprintSalt, complain);
  return {
    ...(typeof gitleaks === 'string' ? { gitleaks: paths.toAbsolute(gitleaks) } : {}),
    disable: texts(value['disable']),
    ignores: objects(value['ignores']).map((one, index) =>
      toIgnore(one, ['secrets', 'ignores', index], paths, complain),
    ),
    ...(typeof baseline === 'string' ? { baseline: paths.toAbsolute(baseline) } : {}),
    ...(typeof fingerprintSalt === 'string' ? { fingerprintSalt } : {}),
    archives: archives === true,
    decodeDepth: numberOf(value['decodeDepth'], DEFAULT_SECRETS_CONFIG.decodeDepth),
    budgetMs: numberOf(value['budgetMs'], DEFAULT_SECRETS_CONFIG.budgetMs),
    maxFileBytes: numberOf(value['maxFileBytes'], DEFAULT_SECRETS_CONFIG.maxFileBytes),
  };
}

/** The message does not quote it: logs of runs are seen by more people than the repository. */
function checkSalt(salt: string, complain: Complain): void {
  const { length } = salt.trim();
  if (length >= MIN_SALT_LENGTH) return;
  complain(
    ['secrets', 'fingerprintSalt'],
    `secrets.fingerprintSalt has ${length} characters and needs at least ${MIN_SALT_LENGTH}; "openssl rand -hex 16" prints a good one`,
  );
}

function toIgnore(value: JsonObject, at: FieldPath, { folder, cwd }: PathContext, complain: Complain): SecretIgnore {
  const { fingerprint, rule, paths } = value;
  const expires = text(value['expires']);
  if (!isDay(expires))
    complain([...at, 'expires'], `${fieldName(at)}.expires is "${expires}", and there is no such day`);
  if (fingerprint === undefined && rule === undefined && paths === undefined)
    complain(at, `${fieldName(at)} would accept every finding; write its fingerprint, rule or paths`);
  return {
    ...(typeof fingerprint === 'string' ? { fingerprint } : {}),
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(paths === undefined ? {} : { paths: rebaseIgnore(texts(paths), folder, cwd) }),
    reason: text(value['reason']),
    owner: text(value['owner']),
    expires,
  };
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const texts = (value: JsonValue | undefined): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const numberOf = (value: JsonValue | undefined, fallback: number): number =>
  typeof value === 'number' ? value : fallback;
