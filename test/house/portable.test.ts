import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { projectFiles, readProject, root } from './support/project-files.ts';

/** Written in pieces, so that this file is not one of those that it looks for. */
const OF_A_MACHINE = new RegExp(['(?<![\\w.*])/(?:', ['work', 'farm', 'tmp/(?:peers|brief)'].join('|'), ')/'].join(''));
const REGISTRIES = new RegExp(
  ['npm' + 'js', 'npm' + 'mirror', 'yarn' + 'pkg', 'proxy\\.go' + 'lang', 'goproxy', 'py' + 'pi']
    .map((name) => `\\b${name}\\.`)
    .join('|'),
);

const LARGE_BYTES = 1024 ** 2;

const files = projectFiles();
const texts = files
  .map((file) => ({ file, text: readFileSync(path.join(root, file)) }))
  .filter(({ text }) => !text.includes(0))
  .map(({ file, text }) => ({ file, lines: text.toString('utf8').split('\n') }));

describe('the project', () => {
  it('names no path of the machine that it was written on', () => {
    expect(linesThat(OF_A_MACHINE)).to.deep.equal([]);
  });

  it('names no package registry: which one is used is the business of who installs', () => {
    expect(linesThat(REGISTRIES)).to.deep.equal([]);
  });

  it('locks its dependencies by content and not by address', () => {
    const lock = readProject('package-lock.json');
    expect(lock).to.include('"integrity"');
    expect(lock).not.to.include('"resolved"');
  });

  it('tracks nothing that is large', () => {
    const large = files.filter((file) => statSync(path.join(root, file)).size > LARGE_BYTES);
    expect(large).to.deep.equal([]);
  });
});

function linesThat(pattern: RegExp): readonly string[] {
  return texts.flatMap(({ file, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}
