import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rebaseIgnore } from '../../../src/node/config/rebase-ignore.ts';

/** What patterns of /repo/sluice.yaml become for a run in another folder. */
const inFolder = (cwd: string, ...patterns: readonly string[]): readonly string[] =>
  rebaseIgnore(patterns, '/repo', cwd);

describe('ignore patterns of a config', () => {
  it('stay as they are in the folder of the config', () => {
    expect(inFolder('/repo', 'a/*.yaml', './b', 'c')).to.deep.equal(['a/*.yaml', './b', 'c']);
  });

  it('match a name at any depth wherever the run is', () => {
    expect(inFolder('/repo/a/b', 'testdata', '*.tmp.yaml', '**/x/*.yaml')).to.deep.equal([
      'testdata',
      '*.tmp.yaml',
      '**/x/*.yaml',
    ]);
  });

  it('lose the folders that the run is in, and still match only there', () => {
    expect(inFolder('/repo/a', 'a/b/*.yaml')).to.deep.equal(['/repo/a/b/*.yaml', '/b/*.yaml']);
    expect(inFolder('/repo/a', 'a/x.yaml')).to.deep.equal(['/repo/a/x.yaml', '/x.yaml']);
    expect(inFolder('/repo/a/b', '*/b/x')).to.deep.equal(['/repo/*/b/x', '/x']);
    expect(inFolder('/repo/a/b', 'a/**/x.yaml')).to.deep.equal(['/repo/a/**/x.yaml', '**/x.yaml']);
  });

  it('match everything below a folder that is left out whole', () => {
    expect(inFolder('/repo/a/b', 'a/b/')).to.deep.equal(['/repo/a/b/', '**']);
    expect(inFolder('/repo/a/b', './a')).to.deep.equal(['/repo/a', '**']);
  });

  it('match nothing in folders that they do not name', () => {
    expect(inFolder('/repo/other', 'a/b/*.yaml')).to.deep.equal(['/repo/a/b/*.yaml']);
    expect(inFolder('/elsewhere', 'a/b')).to.deep.equal(['/repo/a/b']);
  });
});
