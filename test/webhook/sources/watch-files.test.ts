import { describe, it } from 'mocha';
import { filesState } from '../../../webhook/sources/files-state.ts';
import { FileWatch } from '../../../webhook/sources/watch-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a watch of files', () => {
  it('tells of what was written after they were read and before it began', async () => {
    using folder = temporaryFolder();
    const files = [folder.write('policy/main.rego', 'package main\n')];
    const state = await filesState(files);
    folder.write('policy/main.rego', 'package main\n\ndeny contains "all" if true\n');
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    using watch = await FileWatch.open({ files: () => files, state, onChange: tell, pollMs: 10, quietMs: 10 });
    await told;
    watch[Symbol.dispose]();
  });
});
