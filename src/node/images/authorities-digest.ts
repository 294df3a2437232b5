import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import type { ImagesConfig } from '../config/images-config.ts';
import { sha256Of } from '../digest.ts';

/** What images are held to, as one digest: a finding under other authorities or trust roots says nothing. */
export function authoritiesDigest({ authorities, trustRoots }: ImagesConfig): string {
  return sha256Of([canonicalJson([authorities, trustRoots])]);
}
