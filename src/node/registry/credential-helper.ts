import { spawn } from 'node:child_process';
import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import type { Credentials } from './docker-credentials.ts';

const TIMEOUT_MS = 30_000;
const MOST_OUTPUT_BYTES = 64 * 1024;

/** What helpers say instead of credentials when they have none for a host; the protocol knows no other sign. */
const NONE = /credentials not found|no credentials server URL|no credentials found|could not be found in the keychain/i;

/** The user name by which a helper marks that the secret is an identity token. */
const TOKEN_USER = '<token>';

/**
 * Asks `docker-credential-NAME get`. The program is started as it is, without a shell, and what it prints is never shown:
 * it is a secret, or quotes one.
 * @throws SluiceError ACCESS_DENIED
 */
export async function askCredentialHelper(
  name: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Credentials | undefined> {
  const program = `docker-credential-${name}`;
  // A path would start a program of another name.
  if (!/^[\w.-]+$/.test(name)) throw denied(`"${program}" is no name of a credential helper`);
  const { ending, output } = await run(program, server, env);
  if (ending === 'exit 0') return toCredentials(program, output);
  if (NONE.test(output)) return undefined;
  throw denied(
    `${program} gave no credentials for ${server} (${ending}); run it by hand: echo ${server} | ${program} get`,
  );
}

interface HelperRun {
  readonly ending: string;
  readonly output: string;
}

function run(program: string, server: string, env: Readonly<Record<string, string | undefined>>): Promise<HelperRun> {
  return new Promise((resolve) => {
    const child = spawn(program, ['get'], {
      env: { ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      shell: false,
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.length > MOST_OUTPUT_BYTES) child.kill('SIGKILL');
    });
    child.once('error', () => resolve({ ending: 'it cannot be started', output }));
    child.once('close', (code, signal) =>
      resolve({ ending: code === null ? `ended by ${signal}` : `exit ${code}`, output }),
    );
    // A helper that ends before it has read its question answers by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(server);
  });
}

function toCredentials(program: string, output: string): Credentials {
  const answer = parse(output);
  const username = isJsonObject(answer) ? answer['Username'] : undefined;
  const secret = isJsonObject(answer) ? answer['Secret'] : undefined;
  if (typeof username !== 'string' || typeof secret !== 'string')
    throw denied(`${program} answered with something that is not {"Username": …, "Secret": …}`);
  return username === TOKEN_USER
    ? { kind: 'identity-token', token: secret }
    : { kind: 'password', username, password: secret };
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

const denied = (message: string): SluiceError => new SluiceError('ACCESS_DENIED', message);
