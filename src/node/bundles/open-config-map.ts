import { sha256 } from '../digest.ts';
import { filesOfConfigMap, parseConfigMapSource, type ConfigMapContent } from './config-map-source.ts';
import { requireContent, type OpenedSource, type OpenOptions } from './open-source.ts';
import { contentDigest } from './source-file.ts';
import { toBundle } from './to-bundle.ts';
import { verifyBundle } from './verify-bundle.ts';

/**
 * Opens a ConfigMap that somebody has read: it is what it is now, and whoever may write it answers for it, so it has no pin.
 * @throws SluiceError REFERENCE_INVALID, POLICY_NOT_FOUND, BUNDLE_INVALID, BUNDLE_UNTRUSTED
 */
export async function openConfigMap(
  given: string,
  content: ConfigMapContent | undefined,
  { store, bundles }: Omit<OpenOptions, 'context'>,
): Promise<OpenedSource> {
  parseConfigMapSource(given);
  const { files, form } = await filesOfConfigMap(given, content);
  verifyBundle(files, bundles, given);
  const bundle = toBundle(files, form, given);
  requireContent(bundle, given);
  const digest = contentDigest(files);
  const prefix = `configmap-${sha256(given).slice(0, 16)}-`;
  const key = `${prefix}${form}-${digest.replace(':', '-')}`;
  const folder = store.read(key) === undefined ? store.write(key, files, bundle) : store.folder(key);
  store.forgetOthers(prefix, key);
  return { pin: digest, content: digest, bundle, folder };
}
