import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import { reasonOf } from '../files/walk-files.ts';
import { askCredentialHelper } from './credential-helper.ts';
import { credentialsKey } from '../../core/images/reference.ts';

/** Who we are to a registry. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A long-lived token, good for nothing but to get short-lived ones. */
  | { readonly kind: 'identity-token'; readonly token: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the credentials of a registry where `docker login` puts them: the helper of the host, the common store, the file
 * itself. Undefined when there are none: most registries also answer strangers.
 * @throws SluiceError ACCESS_DENIED when the file or a helper is broken: asking as a stranger would only say "not found"
 */
export async function findCredentials(registry: string, env: Environment): Promise<Credentials | undefined> {
  const file = configFile(env);
  const config = file === undefined ? undefined : readConfig(file);
  if (config === undefined) return undefined;
  const key = credentialsKey(registry);
  const helper = textAt(config, 'credHelpers', key) ?? textOf(config['credsStore']);
  if (helper !== undefined) {
    const found = await askCredentialHelper(helper, key, env);
    if (found !== undefined) return found;
  }
  return storedCredentials(config['auths'], key, file ?? '');
}

function configFile(env: Environment): string | undefined {
  const chosen = env['DOCKER_CONFIG'];
  if (chosen !== undefined && chosen !== '') return path.join(chosen, 'config.json');
  const home = env['HOME'] ?? env['USERPROFILE'];
  return home === undefined || home === '' ? undefined : path.join(home, '.docker', 'config.json');
}

function readConfig(file: string): JsonObject | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw broken(file, reasonOf(error));
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // The parser's own message quotes the file, which holds passwords.
  }
  throw broken(file, 'it is no JSON object');
}

const broken = (file: string, reason: string): SluiceError =>
  new SluiceError('ACCESS_DENIED', `the credentials in ${file} cannot be read: ${reason}; mend it with docker login`);

/** Docker writes the bare host; older versions wrote `https://host/v1/`. */
function storedCredentials(auths: JsonValue | undefined, key: string, file: string): Credentials | undefined {
  if (!isJsonObject(auths)) return undefined;
  const entry = [key, `https://${key}`, `https://${key}/v1/`, `https://${key}/v2/`]
    .map((name) => auths[name])
    .find((one) => one !== undefined);
  if (!isJsonObject(entry)) return undefined;
  const token = textOf(entry['identitytoken']);
  if (token !== undefined) return { kind: 'identity-token', token };
  const username = textOf(entry['username']);
  const password = textOf(entry['password']);
  if (username !== undefined && password !== undefined) return { kind: 'password', username, password };
  const auth = textOf(entry['auth']);
  return auth === undefined ? undefined : decodeAuth(auth, key, file);
}

function decodeAuth(auth: string, key: string, file: string): Credentials {
  const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  if (colon < 1) throw broken(file, `"auth" of ${key} is not USER:PASSWORD in base64`);
  return { kind: 'password', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

function textAt(config: JsonObject, field: string, key: string): string | undefined {
  const table = config[field];
  return isJsonObject(table) && Object.hasOwn(table, key) ? textOf(table[key]) : undefined;
}

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
