import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { projectFiles, readProject, root } from './support/project-files.ts';

/** The classes of one letter keep this file from being one of those that it looks for. */
const OF_A_MACHINE = /(?<![\w.*])\/(?:wor[k]|far[m]|tmp\/(?:peer[s]|brie[f]))\//;
const REGISTRIES = /\b(?:npm[j]s|npm[m]irror|yarn[p]kg|proxy\.go[l]ang|go[p]roxy|py[p]i)\./;

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const LARGE_BYTES = 1024 ** 2;

const files = projectFiles();
const texts = files
  .map((file) => ({ file, text: readFileSync(path.join(root, file)) }))
  .filter(({ text }) => !text.includes(0))
  // What teams have in their repositories, which name registries all the time.
  .filter(({ file }) => !file.startsWith('test/secrets/labelled/'))
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

  it('locks the packages of every platform, so that npm ci accepts the lock everywhere', () => {
    const { packages }: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
      readProject('package-lock.json'),
    );
    const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const missing = optional.filter((name) => packages[`node_modules/${name}`] === undefined);
    expect(missing, 'run: node scripts/complete-lock.mjs').to.deep.equal([]);
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
