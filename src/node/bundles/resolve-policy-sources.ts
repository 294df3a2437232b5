import { statSync } from 'node:fs';
import path from 'node:path';
import type { PolicyRequest } from '../check/check-request.ts';
import type { LabelledSource } from './open-sources.ts';
import { isArchiveName, isRemoteSource } from './source-kind.ts';

/** A source of policies as a file or folder of this machine. */
export interface ResolvedSource {
  /** Absolute or relative to the working directory; `sluice:NAME` as it is. */
  readonly path: string;
  /** Set for bundles and for what came from elsewhere. */
  readonly bundle?: ResolvedBundle;
}

export interface ResolvedBundle {
  /** How messages and reports call it: the same on every machine, unlike the folder of a cache. */
  readonly label: string;
  /** Every file below the path, relative to it with `/`: what a walk would leave out counts here, too. */
  readonly files: readonly string[];
  /** Those that are Rego v0. */
  readonly regoV0: ReadonlySet<string>;
  /** Then the others are v1; else nobody said it. */
  readonly saysRego: boolean;
  readonly data: BundledData;
}

/** Documents that are read as `data`, each below the keys of its folder. */
export interface BundledData {
  readonly label: string;
  /** Absolute. */
  readonly folder: string;
  /** Relative to the folder, with `/`. */
  readonly files: readonly string[];
}

export type SourceRequest = Pick<
  PolicyRequest,
  'cwd' | 'config' | 'cacheDir' | 'env' | 'followUnpinned' | 'configMaps'
>;

/**
 * Turns every given source into local files. Paths stay as they are; bundles are unpacked, and what lies elsewhere is taken
 * from the cache or fetched, held to its pin. Nothing is loaded for that while there are only paths.
 * @throws SluiceError SOURCE_UNPINNED, SOURCE_CHANGED, BUNDLE_INVALID, BUNDLE_UNTRUSTED, REFERENCE_INVALID, NETWORK_FAILED,
 *   ACCESS_DENIED, ADDRESS_REFUSED, GIT_FAILED
 */
export async function resolvePolicySources(
  given: readonly string[],
  request: SourceRequest,
  onNotice: (message: string) => void,
): Promise<readonly ResolvedSource[]> {
  if (given.every((one) => !isBundle(one, request.cwd))) return given.map((one) => ({ path: one }));
  const { openSources } = await import('./open-sources.ts');
  const bundles = given.filter((one) => isBundle(one, request.cwd));
  const opened = await openSources(bundles, request, onNotice);
  return given.map((one) => {
    const found = opened.get(one);
    return found === undefined ? { path: one } : toResolved(found);
  });
}

/** True for what has to be fetched or unpacked. A folder may be called like an archive. */
function isBundle(given: string, cwd: string): boolean {
  if (isRemoteSource(given)) return true;
  return isArchiveName(given) && statSync(path.resolve(cwd, given), { throwIfNoEntry: false })?.isDirectory() !== true;
}

function toResolved({ folder, bundle, label }: LabelledSource): ResolvedSource {
  const { policy, data, regoV0, saysRego } = bundle;
  return {
    path: path.join(folder, 'policy'),
    bundle: {
      label,
      files: policy.map((file) => file.path),
      regoV0,
      saysRego,
      data: { label, folder: path.join(folder, 'data'), files: data.map((file) => file.path) },
    },
  };
}
