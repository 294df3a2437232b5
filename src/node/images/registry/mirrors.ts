import type { ImageAnswer } from '../../../core/images/image-answer.ts';
import { canonicalRegistry, type Reference } from '../../../core/images/reference.ts';
import type { RegistryConfig } from '../../config/config.ts';
import type { ImageFault } from './image-fault.ts';
import { mirrorHost } from './registry-hosts.ts';

/** Where an image may be, in the order of asking: its mirrors, then where it says that it is. */
export function placesOf(reference: Reference, registries: readonly RegistryConfig[]): readonly Reference[] {
  const known = registries.find(({ host }) => canonicalRegistry(host) === reference.registry);
  return [...(known?.mirrors ?? []).map((mirror) => mirrored(reference, mirror)), reference];
}

function mirrored(reference: Reference, mirror: string): Reference {
  const host = mirrorHost(mirror);
  const prefix = mirror.slice(host.length + 1);
  return {
    ...reference,
    registry: canonicalRegistry(host),
    repository: prefix === '' ? reference.repository : `${prefix}/${reference.repository}`,
  };
}

/** The fault of the last place, with what became of those before it. */
export function worst(faults: readonly ImageFault[]): ImageAnswer<never> | undefined {
  const last = faults.at(-1);
  if (last === undefined || faults.length === 1) return last;
  const before = faults.slice(0, -1).map(({ code, message }) => `${code}: ${message}`);
  return {
    ...last,
    message: `${last.message} (asked before: ${before.join('; ')})`,
    retryable: faults.some(({ retryable }) => retryable),
  };
}
