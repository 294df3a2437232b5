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

/** Who we may be to a registry, the likeliest first; undefined is a stranger. Each is looked for when those before it were refused. */
export type CredentialSource = () => AsyncIterable<Credentials | undefined>;

/**
 * The credentials of a registry where `docker login` puts them: from the helper of the host or the common store, then from the
 * file itself. Yields none when there are none: most registries also answer strangers.
 * @throws SluiceError ACCESS_DENIED when the file or a helper is broken: asking as a stranger would only say "not found"
 */
export async function* dockerCredentials(registry: string, env: Environment): AsyncGenerator<Credentials> {
  const file = configFile(env);
  const config = file === undefined ? undefined : readConfig(file);
  if (config === undefined) return;
  const key = credentialsKey(registry);
  const helper = textAt(config, 'credHelpers', key) ?? textOf(config['credsStore']);
  const helped = helper === undefined ? undefined : await askCredentialHelper(helper, key, env);
  if (helped !== undefined) yield helped;
  const stored = storedCredentials(config['auths'], key, file ?? '');
  if (stored !== undefined) yield stored;
}

/** The same, or a stranger when there are none at all. Looked for once: a helper may ask the user for a finger on a key. */
export function credentialsOrNone(registry: string, env: Environment): CredentialSource {
  return replay(async function* find(): AsyncGenerator<Credentials | undefined> {
    let found = 0;
    for await (const one of dockerCredentials(registry, env)) {
      found += 1;
      yield one;
    }
    if (found === 0) yield undefined;
  });
}

/** Goes through a source once, however often it is asked; where it failed, it fails again. */
export function replay<T>(source: () => AsyncIterable<T>): () => AsyncGenerator<T> {
  const seen: Promise<IteratorResult<T>>[] = [];
  let iterator: AsyncIterator<T> | undefined;
  return async function* again() {
    iterator ??= source()[Symbol.asyncIterator]();
    for (let index = 0; ; index += 1) {
      const next = await (seen[index] ??= iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  };
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
  return isJsonObject(entry) ? toCredentials(entry, key, file) : undefined;
}

/**
 * What one entry of `auths` says; undefined when it says nothing, as those that stand for a helper.
 * @param file what to call the place in messages
 * @throws SluiceError ACCESS_DENIED
 */
export function toCredentials(entry: JsonObject, key: string, file: string): Credentials | undefined {
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
