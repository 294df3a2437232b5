import { expect } from 'chai';
import { describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { headings, firstCells } from './support/markdown.ts';
import { isThere, projectFiles, projectFolders, readProject } from './support/project-files.ts';

/** Rego that policies share; it decides nothing by itself. */
const LIBRARY = 'lib';

const policies = projectFolders('policies').filter((name) => name !== LIBRARY);

describe('the policies that ship', () => {
  it('are there', () => {
    expect(policies).to.have.length.of.at.least(20);
  });

  it('each have a rule, its test, its page and the schema of its parameters', () => {
    const files = ['policy.rego', 'policy_test.rego', 'README.md', 'schema.json'];
    const missing = policies
      .flatMap((name) => files.map((file) => `policies/${name}/${file}`))
      .filter((file) => !isThere(file));
    expect(missing).to.deep.equal([]);
  });

  it('are each in one file, which is all that is read of their folder', () => {
    const rego = policies
      .flatMap((name) => projectFiles(`policies/${name}`))
      .filter((file) => file.endsWith('.rego') && !/\/(?:policy|policy_test)\.rego$|\/cases\//.test(file));
    expect(rego).to.deep.equal([]);
  });

  it('each have cases that they allow and cases that they deny', () => {
    const folders = policies.flatMap((name) => ['allow', 'deny'].map((kind) => `policies/${name}/cases/${kind}`));
    const empty = folders.filter((folder) => !isThere(folder) || projectFiles(folder).length === 0);
    expect(empty).to.deep.equal([]);
  });

  it('pass their own tests and cases', async function () {
    this.timeout(180_000);
    using cache = temporaryFolder();
    const io = fakeIo({ cwd: packageRoot(), cacheDir: cache.path });
    const code = await run(['verify', 'policies'], io, {});
    expect(io.stdout.text()).to.match(/^[1-9]\d* passed, 0 failed\n$/m);
    expect(code).to.equal(0);
  });

  it('are called in their metadata what their folders are called', () => {
    const declared = policies.map(
      (name) => /^#\s+policy:\s*(\S+)\s*$/m.exec(readProject(`policies/${name}/policy.rego`))?.[1],
    );
    expect(declared).to.deep.equal(policies);
  });

  it('are all on docs/policies.md, and nothing else is', () => {
    const page = readProject('docs/policies.md');
    const names = [...headings(page), ...firstCells(page)].map((text) => text.replace(/^\[(.*)\]\(.*\)$/, '$1'));
    const listed = names.filter((name) => policies.includes(name) || /^[a-z0-9]+(-[a-z0-9]+)+$/.test(name));
    expect([...new Set(listed)].sort()).to.deep.equal([...policies].sort());
  });
});
