import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/node/package-root.ts';

/** `library` of a checkout of open-policy-agent/gatekeeper-library: SLUICE_GATEKEEPER_LIBRARY, or beside the project. */
export function gatekeeperLibrary(): string | undefined {
  const given = process.env['SLUICE_GATEKEEPER_LIBRARY'];
  const checkouts = given === undefined ? [path.join(packageRoot(), '..', 'gatekeeper-library')] : [given];
  return checkouts
    .map((one) => path.join(one, 'library'))
    .find((one) => existsSync(one) && statSync(one).isDirectory());
}

/** For the title of what is skipped. */
export const NO_LIBRARY = 'SLUICE_GATEKEEPER_LIBRARY names no checkout of it, and there is none beside the project';
