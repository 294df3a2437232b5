import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { reasonOf } from '../files/walk-files.ts';
import { makeFolders } from '../files/make-folders.ts';

/**
 * Writes a file that is not there yet; false when it is. Missing folders are made.
 * @throws SluiceError OUTPUT_FAILED
 */
export function writeNewFile(file: string, text: string): boolean {
  try {
    makeFolders(path.dirname(file));
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new SluiceError('OUTPUT_FAILED', `cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  }
}
