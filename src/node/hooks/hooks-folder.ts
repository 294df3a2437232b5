import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../files/walk-files.ts';
import type { GitPlace } from '../sources/git-environment.ts';
import { gitText } from '../sources/git-process.ts';

/** Where Git looks for the hooks of a repository. */
export interface HooksFolder {
  readonly path: string;
  /** `core.hooksPath` names it, and it is not in the repository: other repositories may use it, too. */
  readonly isShared: boolean;
}

/**
 * Finds the folder of hooks as Git does: `core.hooksPath`, or `hooks` beside the objects, which linked working trees share.
 * @throws SluiceError GIT_FAILED outside of a repository
 */
export async function findHooksFolder(place: GitPlace): Promise<HooksFolder> {
  const answer = await gitText(place, ['rev-parse', '--is-bare-repository', '--git-common-dir']);
  const [isBare, ...common] = answer.replace(/\n$/, '').split('\n');
  const repository = path.resolve(place.cwd, common.join('\n'));
  const home = isBare === 'true' ? repository : await topOf(place);
  const configured = await configuredPath(place);
  if (configured === undefined) return { path: path.join(repository, 'hooks'), isShared: false };
  const folder = path.resolve(home, configured);
  return { path: folder, isShared: !isInside(home, folder) && !isInside(repository, folder) };
}

const topOf = async (place: GitPlace): Promise<string> =>
  realpathSync((await gitText(place, ['rev-parse', '--show-toplevel'])).replace(/\n$/, ''));

/** Our own runs of Git go without hooks, by a setting on the command line; it is not the one that counts here. */
async function configuredPath(place: GitPlace): Promise<string | undefined> {
  const args = ['config', '--show-scope', '--null', '--type=path', '--get-all', 'core.hooksPath'];
  const fields = (await gitText(place, args, { answers: [1] })).split('\0');
  const values = fields.flatMap((scope, index) =>
    index % 2 === 0 && scope !== '' && scope !== 'command' ? [fields[index + 1] ?? ''] : [],
  );
  return values.at(-1);
}
