import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage as a server needs it, which is all that answered requests leave behind.
 *
 * - The room for young objects does not grow any more: V8 lets it grow to 48 MB while a server is busy, and gives none of it back.
 * - Each thread collects its young objects by itself. Little is alive of them, and V8 would wake more threads for it and wait for them, on cores that are
 *   busy with requests: it took twice as long.
 */
export function tuneCollector(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}

const FLAGS = ['--semi-space-growth-factor=1', '--no-parallel-scavenge'] as const;
