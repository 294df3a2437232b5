import { messageOf } from '../../../core/errors.ts';

/**
 * Why metadata of TUF, or what they vouch for, were refused, and what to do. The library hides the kinds of its errors behind
 * their texts; what a text quotes of the mirror is not repeated.
 * @param memory folder of what is remembered of the mirror
 */
export function explainTufFault(error: unknown, memory: string): string {
  const text = messageOf(error);
  for (const [pattern, explain] of MEANINGS) {
    const match = pattern.exec(text);
    if (match !== null) return explain(match.groups ?? {}, memory);
  }
  return 'its metadata cannot be read: they are not what the TUF specification says; ask who runs the mirror';
}

type Explain = (found: Readonly<Record<string, string>>, memory: string) => string;

const older: Explain = (_, memory) =>
  `it offers metadata that are older than what it gave before (rollback); somebody replays them, or the mirror was set back: ask who runs it, and if it was made anew on purpose, remove ${memory}`;

const expired: Explain = ({ role }) =>
  `its ${role ?? 'metadata'}.json has expired: the mirror is no longer kept up to date or somebody holds back newer metadata, or the clock of this machine is wrong; try again later, or ask who runs the mirror`;

const unsigned: Explain = ({ role = 'metadata', valid, wanted }) =>
  role === 'root'
    ? `its next root.json is signed by ${valid} keys of the ${wanted} that it takes; is the root that was given (--root) one of this mirror?`
    : `its ${role}.json is signed by ${valid} keys of the ${wanted} that it takes; somebody altered it, or it is signed by keys that its root does not name`;

const mixed: Explain = () =>
  'its metadata do not belong together: versions differ; try again in a while, it may be publishing just now';

const altered: Explain = () =>
  'a file is not the one that its metadata vouch for: length or digest differ; somebody altered it, or the mirror is publishing just now';

const MEANINGS: readonly (readonly [RegExp, Explain])[] = [
  [/\b(?<role>root|timestamp|snapshot|targets) was signed by (?<valid>\d+)\/(?<wanted>\d+) keys/, unsigned],
  [/was signed by (?<valid>\d+)\/(?<wanted>\d+) keys/, unsigned],
  [/\b(?<role>root|timestamp|snapshot|targets)\.json is expired/, expired],
  [/\.json is expired/, expired],
  [/is less than current version|Missing file .* in new snapshot/s, older],
  [/doesn't match timestamp|does not match snapshot version|Expected version \d+, got/, mixed],
  [/Expected (?:length|hash) |Hash algorithm .* not supported/s, altered],
];
