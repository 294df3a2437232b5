import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { filesState } from '../../../webhook/sources/files-state.ts';

describe('the state of some files', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    for (let place = 0; place < 150; place++)
      folder.write(`policies/${place % 7}/${place}.rego`, `package p${place}\n`);
  });
  afterEach(() => folder[Symbol.dispose]());

  const state = (): Promise<string> =>
    filesState([path.join(folder.path, 'policies'), path.join(folder.path, 'later')]);

  it('is the same as long as nothing is written', async () => {
    expect(await state()).to.equal(await state());
  });

  const changes: Readonly<Record<string, () => void>> = {
    'a file was written again, deep in a folder': () => void folder.write('policies/3/73.rego', 'package other\n'),
    'a file is there that was not': () => void folder.write('policies/3/new.rego', 'package p\n'),
    'a file is gone': () => rmSync(path.join(folder.path, 'policies/6/6.rego')),
    'a folder is gone': () => rmSync(path.join(folder.path, 'policies/0'), { recursive: true }),
    'one is there that was waited for': () => void folder.write('later', 'x'),
    'a link leads to something else': () => {
      rmSync(path.join(folder.path, 'policies/1/1.rego'));
      symlinkSync(path.join(folder.path, 'policies/2/2.rego'), path.join(folder.path, 'policies/1/1.rego'));
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`is another when ${what}`, async () => {
      const before = await state();
      change();
      expect(await state()).to.not.equal(before);
    });
  }

  it('does not look into what Git and npm keep, and comes to an end where a link leads upwards', async () => {
    symlinkSync(path.join(folder.path, 'policies'), path.join(folder.path, 'policies/6/up'));
    const before = await state();
    folder.write('policies/.git/HEAD', 'x');
    folder.write('policies/node_modules/one/index.js', 'x');
    expect(await state()).to.equal(before);
  });
});
