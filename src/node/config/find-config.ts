import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { isRepository } from '../files/enclosing-repository.ts';

export const CONFIG_NAMES: readonly string[] = ['sluice.yaml', '.sluice.yaml'];

/**
 * The config that applies in `cwd`: the nearest one upwards, but not beyond the root of the Git repository. Undefined when
 * there is none.
 * @throws SluiceError CONFIG_INVALID when one folder has two: which of them rules must not be a guess.
 */
export function findConfig(cwd: string): string | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const found = configIn(folder);
    if (found !== undefined || isTop(folder)) return found;
  }
}

function configIn(folder: string): string | undefined {
  const [found, other] = CONFIG_NAMES.map((name) => path.join(folder, name)).filter((file) => existsSync(file));
  if (found === undefined || other === undefined) return found;
  throw new SluiceError(
    'CONFIG_INVALID',
    `${folder} has both ${CONFIG_NAMES.join(' and ')}; remove one, or name the one that counts with --config`,
  );
}

const isTop = (folder: string): boolean => path.dirname(folder) === folder || isRepository(folder);
