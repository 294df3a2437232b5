import { sha256Of } from '../digest.ts';
import type { ImageAccess } from './image-registry.ts';

/**
 * Whose credentials ask: the same for all who bring the same ones, empty for who brings none. Tokens and findings that some credentials
 * brought are told to nobody who does not have these.
 */
export function ownerOf({ pullSecrets = [] }: ImageAccess): string {
  const configs = pullSecrets.flatMap((one) => ('config' in one ? [one.config] : []));
  return configs.length === 0 ? '' : sha256Of(configs);
}

/** Who may share one answer while it is on its way: a message names the secrets that were tried. */
export function askerOf({ pullSecrets = [] }: ImageAccess): string {
  if (pullSecrets.length === 0) return '';
  return sha256Of(
    pullSecrets.flatMap((one) => ('config' in one ? [one.name, 'config', one.config] : [one.name, '', one.problem])),
  );
}
