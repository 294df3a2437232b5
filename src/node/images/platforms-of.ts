import { isJsonObject, type JsonValue } from '../../core/model/json.ts';
import { isDigest } from '../../core/images/reference.ts';
import type { ImageManifest } from '../../core/images/signature-material.ts';

/** One image of a multi-platform index. */
export interface Platform {
  readonly digest: string;
  /** `linux/arm64 (sha256:0123456789ab…)`. */
  readonly label: string;
}

/** No index that people build has more, and each costs questions to the registry. */
const MOST_PLATFORMS = 100;

/**
 * The images of an index, without what build tools put beside them (platform `unknown/unknown`); none for a single image. An
 * index with more images than anybody builds is cut, and says so by an image that nobody can have signed.
 */
export function platformsOf({ bytes }: ImageManifest): readonly Platform[] {
  const value = parse(bytes);
  const manifests = isJsonObject(value) && Array.isArray(value['manifests']) ? value['manifests'] : [];
  const platforms = manifests.flatMap((one: JsonValue) => toPlatform(one));
  if (platforms.length <= MOST_PLATFORMS) return platforms;
  return [{ digest: NO_DIGEST, label: `${platforms.length} platforms, more than ${MOST_PLATFORMS}` }];
}

const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

function toPlatform(value: JsonValue): readonly Platform[] {
  if (!isJsonObject(value)) return [];
  const { digest, platform } = value;
  if (typeof digest !== 'string' || !isDigest(digest)) return [];
  const name = platformName(platform);
  return name === 'unknown/unknown' ? [] : [{ digest, label: `${name} (${digest.slice(0, 19)}…)` }];
}

function platformName(platform: JsonValue | undefined): string {
  if (!isJsonObject(platform)) return 'a platform without a name';
  const parts = [platform['os'], platform['architecture'], platform['variant']];
  return parts.flatMap((part) => (typeof part === 'string' && /^[\w.-]{1,40}$/.test(part) ? [part] : [])).join('/');
}

function parse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
