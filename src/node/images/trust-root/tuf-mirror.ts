import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Fetcher } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { SluiceError } from '../../../core/errors.ts';
import type { RegistryConfig } from '../../config/config.ts';
import { createHttpClient } from '../../registry/http-client.ts';
import { shownUrl, UnexpectedStatus, type Patience } from '../../registry/http-exchange.ts';
import { proxiesOf } from '../../registry/proxy-environment.ts';
import { serverOf } from '../../registry/server-of.ts';

/** The mirror as the library asks it, by our client: its limits, its redirects, its rules about addresses. */
export interface TufMirror extends Fetcher {
  /** Why the latest question got no answer. The library does not hand all faults on as they were. */
  fault(): SluiceError | undefined;
}

export interface TufMirrorOptions {
  readonly url: URL;
  /** What the config says of hosts: their authorities. */
  readonly registries: readonly RegistryConfig[];
  /** By which proxies the mirror is asked. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where downloads lie until they are verified. */
  readonly draft: string;
  /** Milliseconds for all questions together. Default: 2 minutes. */
  readonly wholeMs?: number;
}

/** What metadata say of lengths is not verified yet when it is first used. */
const MAX_BYTES = 5 * 1024 * 1024;
const TIMES = { silenceMs: 15_000, wholeMs: 60_000 };
const WHOLE_MS = 120_000;

export function openTufMirror(options: TufMirrorOptions): TufMirror {
  const download = path.join(options.draft, 'download');
  const get = askWith(options);
  let fault: SluiceError | undefined;
  const downloadBytes = async (address: string, maxBytes: number): Promise<Buffer> => {
    fault = undefined;
    const answer = await get(new URL(address), Math.min(maxBytes, MAX_BYTES)).catch((error: unknown) => {
      fault = error instanceof SluiceError ? error : undefined;
      throw error;
    });
    if (answer.status === 200) return answer.body;
    fault = wrongStatus(answer.url, answer.status);
    // Means to the library that there is no newer root.
    throw new DownloadHTTPError(fault.message, answer.status);
  };
  return {
    fault: () => fault,
    downloadBytes,
    downloadFile: async (address, maxBytes, handler) => {
      writeFileSync(download, await downloadBytes(address, maxBytes));
      return handler(download);
    },
  };
}

type Ask = (
  url: URL,
  maxBytes: number,
) => Promise<{ readonly url: URL; readonly status: number; readonly body: Buffer }>;

function askWith({ url: mirror, registries, env, wholeMs = WHOLE_MS }: TufMirrorOptions): Ask {
  const plainHttp = mirror.protocol === 'http:';
  const client = createHttpClient(serverOf(mirror.host, { registries, plainHttp }), {
    times: TIMES,
    retries: { tries: 2, after: ['broken'] },
    proxies: proxiesOf(env),
  });
  const patience = patienceOf(wholeMs);
  return async (url, maxBytes) => {
    try {
      return await client.send({ method: 'GET', url, headers: {}, maxBytes, patience });
    } catch (error) {
      throw patience.signal.aborted ? tooSlow(mirror, wholeMs, error) : error;
    }
  };
}

const tooSlow = (mirror: URL, wholeMs: number, cause: unknown): SluiceError =>
  new SluiceError('NETWORK_FAILED', `${shownUrl(mirror)} gave no trust root within ${wholeMs / 1000} s`, { cause });

function patienceOf(wholeMs: number): Patience {
  const end = Date.now() + wholeMs;
  return { signal: AbortSignal.timeout(wholeMs), until: () => end };
}

function wrongStatus(url: URL, status: number): SluiceError {
  const hint = status === 404 ? '; is that the address of a TUF repository, which has timestamp.json?' : '';
  return new SluiceError('NETWORK_FAILED', `${shownUrl(url)} answers with status ${status}${hint}`, {
    cause: new UnexpectedStatus(status),
  });
}
