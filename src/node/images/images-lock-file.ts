import { readFileSync } from 'node:fs';
import { SluiceError } from '../../core/errors.ts';
import { formatImagesLock } from '../../core/images/lock/format-images-lock.ts';
import type { ImagesLock } from '../../core/images/lock/images-lock.ts';
import { parseImagesLock } from '../../core/images/lock/parse-images-lock.ts';
import type { Config } from '../config/config.ts';
import { imagesLockFile } from '../config/images-config.ts';
import { displayPath, reasonOf } from '../files/walk-files.ts';
import { writeFileAtomically } from '../output/write-file-atomically.ts';

/**
 * The lock of images that a config has; undefined when there is no such file.
 * @throws SluiceError CONFIG_INVALID when it cannot be read or is damaged
 */
export function readImagesLock(config: Config, cwd: string): ImagesLock | undefined {
  const file = imagesLockFile(config, cwd);
  const shown = displayPath(cwd, file);
  const text = readText(file, shown);
  return text === undefined ? undefined : parseImagesLock(text, shown);
}

function readText(file: string, shown: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SluiceError('CONFIG_INVALID', `cannot read ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

/** @throws SluiceError OUTPUT_FAILED */
export function writeImagesLock(config: Config, cwd: string, lock: ImagesLock): void {
  writeFileAtomically(imagesLockFile(config, cwd), [formatImagesLock(lock)]);
}
