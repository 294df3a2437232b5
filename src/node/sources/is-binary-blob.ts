import { isBinary } from '../evaluation/source.ts';
import type { GitPlace } from './git-environment.ts';
import { gitOutput } from './git-process.ts';

/** Whether a blob begins as no text does, however large it is: the rest is not read. @throws SluiceError GIT_FAILED */
export async function isBinaryBlob(place: GitPlace, id: string): Promise<boolean> {
  for await (const chunk of gitOutput(place, ['cat-file', 'blob', id])) return isBinary(chunk);
  return false;
}
