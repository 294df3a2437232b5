import { certificateAuthority, type CertificateAuthority } from '../certificate.ts';
import { patiently, programArguments } from '../program.ts';
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';
import { GuardedProcess } from './guarded-process.ts';
import { pollUntil } from './poll-until.ts';

export interface SluiceServerOptions {
  /** Files below the folder that the server is started in, by name: policies in `policy/`, sluice.yaml, whatever is needed. */
  readonly files: Readonly<Record<string, string>>;
  /** Flags besides those of TLS, address and port. Defaults to `-p policy`. */
  readonly args?: readonly string[];
  /** Listens there; otherwise on a free port. */
  readonly port?: number;
  /** Flags of another certificate than that of an authority made for it. */
  readonly certificate?: readonly string[];
}

/** A `sluice serve` as users run it: a process of its own, with policies in a folder and a certificate of an authority. */
export class SluiceServer implements AsyncDisposable {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** What the API server must know to trust it, as PEM. */
  readonly authority: string;
  readonly folder: TemporaryFolder;
  readonly process: GuardedProcess;
  /** The flags that it was started with, without those of TLS, address and port. */
  readonly args: readonly string[];

  private constructor(
    url: string,
    authority: CertificateAuthority,
    folder: TemporaryFolder,
    child: GuardedProcess,
    args: readonly string[],
  ) {
    this.url = url;
    this.authority = authority.cert;
    this.folder = folder;
    this.process = child;
    this.args = args;
  }

  /** Starts one and waits until it listens. @throws with what it said when it does not */
  static async start({
    files,
    args = ['-p', 'policy'],
    port = 0,
    certificate = ['--tls-cert', 'tls.crt', '--tls-key', 'tls.key'],
  }: SluiceServerOptions): Promise<SluiceServer> {
    const folder = temporaryFolder();
    const authority = certificateAuthority();
    const { cert, key } = authority.issue({ commonName: 'sluice' });
    for (const [name, content] of Object.entries({ ...files, 'tls.crt': cert, 'tls.key': key })) {
      folder.write(name, content);
    }
    const place = ['--host', '127.0.0.1', '--port', String(port)];
    const command = [process.execPath, ...programArguments(), 'serve', ...patiently(args), ...certificate, ...place];
    const child = await GuardedProcess.start(command, folder.path, environment(folder));
    try {
      return new SluiceServer(await urlOf(child), authority, folder, child, args);
    } catch (error) {
      await child[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
    this.folder[Symbol.dispose]();
  }
}

const environment = (folder: TemporaryFolder): NodeJS.ProcessEnv => ({
  ...process.env,
  SLUICE_CACHE_DIR: folder.at('.cache'),
});

/** The server says where it listens once its policies are loaded. */
function urlOf(child: GuardedProcess): Promise<string> {
  const listening = (): string | undefined => {
    const [, url] = /listening on (https:\S+),/.exec(child.said) ?? [];
    if (url === undefined && !child.isRunning) throw new Error(`sluice serve has ended: ${child.said}`);
    return url;
  };
  return pollUntil(listening, { what: 'sluice serve listens' });
}
