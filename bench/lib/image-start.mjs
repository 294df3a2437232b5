import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';

/** How the image starts a server: flags of Node, and variables. */
export const IMAGE = readImage(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));

function readImage(dockerfile) {
  const [, entrypoint = ''] = /^ENTRYPOINT \["node", (.*)"\/sluice.*\]$/m.exec(dockerfile) ?? [];
  const [, arenas] = /MALLOC_ARENA_MAX=(\d+)/.exec(dockerfile) ?? [];
  return {
    flags: [...entrypoint.matchAll(/"(--[^"]+)"/g)].map(([, flag]) => flag),
    env: { ...(arenas && { MALLOC_ARENA_MAX: arenas }) },
  };
}
