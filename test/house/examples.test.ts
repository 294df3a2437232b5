import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import { isThere, projectFolders, readProject, root } from './support/project-files.ts';

/** What examples/<name>/expected.json says. The results are a set: neither order nor number matters. */
interface Expected {
  /** After `sluice`, run in the folder of the example. `-o json` is added. */
  readonly arguments?: readonly string[];
  readonly exitCode: number;
  readonly results: readonly Finding[];
}

interface Finding {
  readonly policy: string;
  readonly file: string;
  readonly line: number;
}

interface ListedResult extends Omit<Finding, 'file' | 'line'> {
  readonly status: string;
  readonly location: Omit<Finding, 'policy'>;
}

const examples = projectFolders('examples');

describe('the examples', () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'sluice-examples-'));
  after(() => rmSync(cache, { recursive: true }));

  it('are there', () => {
    expect(examples).not.to.have.length(0);
  });

  for (const name of examples) {
    it(`${name} has a page and finds what it says that it finds`, () => {
      expect(isThere(`examples/${name}/README.md`), 'README.md').to.equal(true);
      const expected: Expected = JSON.parse(readProject(`examples/${name}/expected.json`));
      const { status, findings, stderr } = runExample(name, expected.arguments ?? ['check', '.']);
      expect(status, stderr).to.equal(expected.exitCode);
      expect([...new Set(findings)].sort()).to.deep.equal([...new Set(expected.results.map(asText))].sort());
    }).timeout(60_000);
  }

  function runExample(
    name: string,
    args: readonly string[],
  ): { status: number | null; findings: readonly string[]; stderr: string } {
    const sluice = path.join(root, 'dist', 'bundle', 'sluice.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [sluice, ...args, '-o', 'json'], {
      cwd: path.join(root, 'examples', name),
      env: { ...process.env, SLUICE_CACHE_DIR: cache },
      encoding: 'utf8',
    });
    return { status, stderr, findings: listed(stdout) };
  }
});

function listed(stdout: string): readonly string[] {
  if (stdout === '') return [];
  const { results }: { readonly results: readonly ListedResult[] } = JSON.parse(stdout);
  return results
    .filter(({ status }) => status !== 'pass' && status !== 'skip')
    .map(({ policy, location }) => asText({ policy, ...location }));
}

const asText = ({ policy, file, line }: Finding): string => `${policy} ${file}:${line}`;
