import { FilesAhead } from './files-ahead.ts';
import type { Helper } from './helper.ts';

/** What a run has when it begins to judge, if its policies had to be compiled first. */
export class HeadStart implements AsyncDisposable {
  /** Read and parsed meanwhile. */
  readonly files: FilesAhead = new FilesAhead();
  /** The thread that compiled. */
  helper: Helper | undefined;

  async [Symbol.asyncDispose](): Promise<void> {
    await this.helper?.[Symbol.asyncDispose]();
  }
}
