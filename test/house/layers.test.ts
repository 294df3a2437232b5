import { expect } from 'chai';
import { describe, it } from 'mocha';
import { projectFiles, readProject } from './support/project-files.ts';

const sources = projectFiles('src/core').filter((file) => file.endsWith('.ts'));

describe('the pure core', () => {
  it('is compiled without the types of Node, and without what is around it', () => {
    const { compilerOptions, references } = JSON.parse(readProject('src/core/tsconfig.json'));
    expect(compilerOptions.types).to.deep.equal([]);
    expect(references).to.deep.equal([]);
  });

  it('imports nothing but itself', () => {
    expect(sources).to.have.length.of.at.least(50);
    const foreign = sources.flatMap((file) =>
      importsOf(file)
        .filter((from) => !from.startsWith('.'))
        .map((from) => `${file}: ${from}`),
    );
    expect(foreign).to.deep.equal([]);
  });
});

function importsOf(file: string): readonly string[] {
  return [...readProject(file).matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, from = '']) => from);
}
