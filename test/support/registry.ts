import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { findProgram } from './programs.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const PROGRAM = findProgram(['docker-registry', 'registry'], 'SLUICE_TEST_REGISTRY');

/** Why tests with a real registry do not run; undefined when they do. */
export const NO_REGISTRY: string | undefined =
  PROGRAM === undefined
    ? 'no registry is here: put docker-registry (Debian) on the PATH, or name it in SLUICE_TEST_REGISTRY'
    : undefined;

export interface RegistryOptions {
  /** Names of files; the registry then speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** A file of users, as Apache writes it; the registry then asks who we are. */
  readonly htpasswd?: string;
}

const REFERRERS_PROGRAM = findProgram(['referrers-registry'], 'SLUICE_TEST_REFERRERS_REGISTRY');

/** Why tests with a registry that has the referrers API do not run; undefined when they do. */
export const NO_REFERRERS_REGISTRY: string | undefined =
  REFERRERS_PROGRAM === undefined
    ? 'no registry with the referrers API is here: put referrers-registry on the PATH, or name it in SLUICE_TEST_REFERRERS_REGISTRY'
    : undefined;

/** A real registry on loopback that lists referrers, empty; it prints its address and keeps everything in memory. */
export class ReferrersRegistry implements AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly #child: ChildProcess;

  private constructor(host: string, child: ChildProcess) {
    this.host = host;
    this.#child = child;
  }

  static async start(): Promise<ReferrersRegistry> {
    const child = spawn(REFERRERS_PROGRAM ?? '', [], { stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      return new ReferrersRegistry(await hostOf(child, /^(127\.0\.0\.1:\d+)$/m), child);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** A real registry on loopback, on a port that was free, with an empty store; gone when it is disposed of. */
export class RealRegistry implements AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;

  private constructor(host: string, child: ChildProcess, folder: TemporaryFolder) {
    this.host = host;
    this.#child = child;
    this.#folder = folder;
  }

  static async start(options: RegistryOptions = {}): Promise<RealRegistry> {
    const folder = temporaryFolder();
    const config = folder.write('config.json', JSON.stringify(configOf(folder.at('store'), options)));
    const child = spawn(PROGRAM ?? '', ['serve', config], { stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      return new RealRegistry(await hostOf(child), child, folder);
    } catch (error) {
      child.kill('SIGKILL');
      folder[Symbol.dispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    this.#folder[Symbol.dispose]();
  }
}

/** JSON is YAML. */
function configOf(store: string, { tls, htpasswd }: RegistryOptions): object {
  const auth = htpasswd === undefined ? {} : { auth: { htpasswd: { realm: 'test', path: htpasswd } } };
  const http = { addr: '127.0.0.1:0', ...(tls === undefined ? {} : { tls: { certificate: tls.cert, key: tls.key } }) };
  const log = { accesslog: { disabled: true } };
  // As Debian's package has it.
  const storage = { cache: { blobdescriptor: 'inmemory' }, filesystem: { rootdirectory: store } };
  return { version: '0.1', log, storage, http, ...auth };
}

/** The registry says which port it got, and goes on talking, to nobody. */
function hostOf(child: ChildProcess, words: RegExp = /listening on (127\.0\.0\.1:\d+)/): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: unknown): void => {
      said = said.length > 65_536 ? said : said + String(chunk);
      const [, host] = words.exec(said) ?? [];
      if (host === undefined) return;
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', listen).resume();
      resolve(host);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the registry stopped: ${said.slice(-500)}`)));
  });
}
