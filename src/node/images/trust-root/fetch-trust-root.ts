import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Updater } from 'tuf-js';
import { SluiceError } from '../../../core/errors.ts';
import type { RegistryConfig } from '../../config/config.ts';
import { sha256Of } from '../../digest.ts';
import { shownUrl } from '../../registry/http-exchange.ts';
import { trustRootProblem } from '../sigstore/trust-root.ts';
import { explainTufFault } from './explain-tuf-fault.ts';
import { openTufMemory, type TufMemory } from './tuf-memory.ts';
import { openTufMirror, type TufMirror } from './tuf-mirror.ts';

export interface TrustRootRequest {
  /** Base of a TUF repository: `timestamp.json` is there, and the targets are below `targets/`. */
  readonly mirror: URL;
  /** The root of TUF that is believed without being asked. */
  readonly root: TufRoot;
  /** What the config says of hosts. */
  readonly registries: readonly RegistryConfig[];
  /** By which proxies the mirror is asked. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was seen is kept below it, in `tuf/`. */
  readonly cacheDir: string;
  /** Milliseconds for all questions together. Default: 2 minutes. */
  readonly wholeMs?: number;
}

export interface TufRoot {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

const TARGET = 'trusted_root.json';

/**
 * The current `trusted_root.json` of a TUF mirror: signed by whom the root names, not expired, not older than what was seen
 * before, and one that images can be verified by.
 * @throws SluiceError NETWORK_FAILED, ADDRESS_REFUSED, TRUST_ROOT_REFUSED, OUTPUT_FAILED
 */
export async function fetchTrustRoot(request: TrustRootRequest): Promise<string> {
  const { mirror, root, cacheDir } = request;
  const memory = openTufMemory(path.join(cacheDir, 'tuf', sha256Of([mirror.href, root.text])), root.text);
  try {
    const text = await download(request, memory);
    const problem = trustRootProblem(TARGET, text);
    if (problem !== undefined) throw refused(mirror, problem);
    return text;
  } finally {
    memory.close();
  }
}

async function download(request: TrustRootRequest, memory: TufMemory): Promise<string> {
  const mirror = openTufMirror({ ...request, url: request.mirror, draft: memory.draft });
  const updater = createUpdater(request, memory, mirror);
  try {
    await updater.refresh();
    return await downloadTarget(updater, request.mirror);
  } catch (error) {
    if (error instanceof SluiceError) throw error;
    throw mirror.fault() ?? refused(request.mirror, explainTufFault(error, memory.folder), error);
  } finally {
    // What was verified before a fault counts, too.
    memory.keep();
  }
}

/** @throws SluiceError TRUST_ROOT_REFUSED when the root is none */
function createUpdater({ mirror, root }: TrustRootRequest, memory: TufMemory, fetcher: TufMirror): Updater {
  const create = (): Updater =>
    new Updater({ metadataDir: memory.draft, metadataBaseUrl: mirror.href, targetDir: memory.draft, fetcher });
  try {
    return create();
  } catch {
    // What is remembered is damaged. The way to the newest root begins anew; the other metadata are still compared.
    memory.reset();
  }
  try {
    return create();
  } catch (error) {
    throw new SluiceError(
      'TRUST_ROOT_REFUSED',
      `${root.name} is no root.json of TUF that is signed by its own keys; whoever runs the mirror publishes it`,
      { cause: error },
    );
  }
}

async function downloadTarget(updater: Updater, mirror: URL): Promise<string> {
  const target = await updater.getTargetInfo(TARGET);
  if (target === undefined)
    throw refused(mirror, `it has no target ${TARGET}; is it the TUF repository of a Sigstore deployment?`);
  return readFileSync(await updater.downloadTarget(target, undefined, new URL('targets', mirror).href), 'utf8');
}

const refused = (mirror: URL, reason: string, cause?: unknown): SluiceError =>
  new SluiceError('TRUST_ROOT_REFUSED', `${shownUrl(mirror)}: ${reason}`, { cause });
