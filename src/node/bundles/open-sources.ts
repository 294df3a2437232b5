import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { openConfigMap } from './open-config-map.ts';
import { isConfigMapSource } from './config-map-source.ts';
import { rootsOverlap } from './bundle-manifest.ts';
import { lockFile, readLock } from './lock-file.ts';
import { openCurrent, openPinned, type OpenedSource } from './open-source.ts';
import { currentPin } from './fetch-source.ts';
import { parseSource, type BundleSource } from './parse-source.ts';
import type { SourceRequest } from './resolve-policy-sources.ts';
import type { SourceContext } from './source-context.ts';
import { openSourceStore } from './source-store.ts';

export interface LabelledSource extends OpenedSource {
  readonly label: string;
}

/** Opens bundles and remote sources, each held to its pin. The keys are the sources as they were given. */
export async function openSources(
  given: readonly string[],
  request: SourceRequest,
  onNotice: (message: string) => void,
): Promise<ReadonlyMap<string, LabelledSource>> {
  const { config, cwd, cacheDir } = request;
  const locked = readLock(lockFile(config, cwd), cwd);
  const options = {
    context: contextOf(request),
    store: openSourceStore({ cacheDir, onNotice }),
    bundles: config.bundles,
  };
  const opened = new Map<string, LabelledSource>();
  for (const one of given) {
    if (isConfigMapSource(one)) {
      opened.set(one, { ...(await openConfigMap(one, request.configMaps?.get(one), options)), label: one });
      continue;
    }
    const source = localized(parseSource(one), cwd);
    const lock = source.kind === 'archive' ? undefined : locked.find((entry) => entry.source === one);
    const isFollowed = request.followUnpinned === true && lock === undefined && !isPinned(source);
    const found = isFollowed
      ? await openCurrent(source, await currentPin(source, options.context), options)
      : await openPinned(one, source, lock, options);
    for (const notice of found.bundle.notices) onNotice(notice);
    opened.set(one, { ...found, label: source.label });
  }
  refuseOverlaps([...opened.values()]);
  return opened;
}

export function contextOf({ config, env = {} }: SourceRequest, plainHttp = false): SourceContext {
  return { env, registries: config.registries, plainHttp };
}

/** An archive of this machine is what it is. */
const isPinned = (source: BundleSource): boolean => source.kind === 'archive' || source.pin !== undefined;

/** A bundle file is named relative to the working directory. */
function localized(source: BundleSource, cwd: string): BundleSource {
  return source.kind === 'archive' ? { ...source, file: path.resolve(cwd, source.file) } : source;
}

/** Two bundles that both claim a part of `data` would each change what the other means; OPA refuses them, too. */
function refuseOverlaps(opened: readonly LabelledSource[]): void {
  const claims = opened.flatMap(({ label, bundle }) => (bundle.roots ?? []).map((root) => ({ label, root })));
  for (const [index, { label, root }] of claims.entries()) {
    const other = claims.slice(index + 1).find((one) => one.label !== label && rootsOverlap(one.root, root));
    if (other !== undefined)
      throw new SluiceError(
        'BUNDLE_INVALID',
        `${label} and ${other.label} both claim a part of data by the roots of their manifests: "${root}" and "${other.root}"`,
      );
  }
}
