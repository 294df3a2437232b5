import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatOf, INPUT_FORMATS, isForeign } from '../../../src/node/formats/format.ts';
import { packageRoot } from '../../../src/node/package-root.ts';

/** As conftest's own NewFromPath decides. */
const NAMES: readonly (readonly [name: string, format: string | undefined])[] = [
  ['Dockerfile', 'dockerfile'],
  ['deploy/Dockerfile.debug', 'dockerfile'],
  ['dev.dockerfile', 'dockerfile'],
  ['Dockerfile.yaml', 'dockerfile'],
  ['Dockerfiles', undefined],
  ['a.yml', 'yaml'],
  ['A.YAML', 'yaml'],
  ['.env.yaml', 'yaml'],
  ['main.tf', 'hcl2'],
  ['prod.tfvars', 'hcl2'],
  ['a.hcl', 'hcl2'],
  ['a.hcl1', 'hcl1'],
  ['a.tf.json', 'json'],
  ['.gitignore', 'ignore'],
  ['api.dockerignore', 'ignore'],
  ['.env', 'dotenv'],
  ['.env.prod', 'dotenv'],
  ['.env.toml', 'dotenv'],
  ['prod.env', 'dotenv'],
  ['.envrc', undefined],
  ['nginx.conf', 'nginx'],
  ['other.conf', undefined],
  ['Jenkinsfile', 'groovy'],
  ['Jenkinsfile.prod', 'groovy'],
  ['a.groovy', 'groovy'],
  ['a.textpb', 'textproto'],
  ['.github/CODEOWNERS', 'codeowners'],
  ['a.b/noextension', undefined],
  ['toml', undefined],
  ['.toml', 'toml'],
  ['Cargo.toml', 'toml'],
  ['a.jsonnet', 'jsonnet'],
  ['a.libsonnet', undefined],
  ['pom.xml', 'xml'],
  ['README.md', undefined],
  ['-', undefined],
  ['', undefined],
];

describe('docs/formats.md', () => {
  it('lists every format with names that are really of it', () => {
    const page = readFileSync(path.join(packageRoot(), 'docs', 'formats.md'), 'utf8');
    const table = page.slice(0, page.indexOf('## '));
    const rows = [...table.matchAll(/^\| `(\w+)` +\| (.*?) \|/gm)].map(([, format = '', names = '']) => ({
      format,
      names: [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replaceAll('*', 'x')),
    }));
    expect(rows.map(({ format }) => format)).to.deep.equal([...INPUT_FORMATS]);
    for (const { format, names } of rows) {
      expect(names, format).not.to.have.length(0);
      for (const name of names) expect(formatOf(name), name).to.equal(format);
    }
  });
});

describe('the format of a file', () => {
  for (const [name, format] of NAMES) {
    it(`${name || '(no name)'} is ${format ?? 'unknown'}`, () => {
      expect(formatOf(name)).to.equal(format);
    });
  }

  it('is what the extension says, for every format', () => {
    for (const format of INPUT_FORMATS) expect(formatOf(`dir/a.${format}`), format).to.equal(format);
  });

  it('is foreign unless manifests are written in it', () => {
    expect(INPUT_FORMATS.filter((format) => !isForeign(format))).to.deep.equal(['json', 'yaml']);
    expect(isForeign(undefined)).to.equal(false);
  });
});
