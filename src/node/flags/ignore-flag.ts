import type { ListFlag } from './flag.ts';

/** `--ignore`, which every command that walks folders takes, in the group of its help that says what it walks. */
export function ignoreFlag(group: string): ListFlag {
  return {
    kind: 'list',
    value: 'GLOB',
    group,
    description: 'Leave out what matches: * within a folder, ** across folders; without / a name at any depth.',
  };
}
