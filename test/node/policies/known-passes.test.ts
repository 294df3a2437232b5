import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { loadPolicySet } from '../../../src/node/policies/load-policy-set.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HEAD = `# METADATA
# title: Files
# custom: {policy: files}
package files

`;

/** Of inputs without findings, all are alike to the first of these policies only. */
const ALIKE = `${HEAD}violation contains "found" if count(input.facts.secrets) > 0`;
const BY_NAME = `${HEAD}violation contains "named" if {
	count(input.facts.secrets) == 0
	input.review.name == "tree/b.txt"
}`;
const BY_LIBRARY = `${HEAD}import data.names

violation contains "named" if {
	count(input.facts.secrets) == 0
	names.is_second
}`;
/** Each reads something else, or may. */
const DIFFERENT = [
  'warn contains "x" if data.lib.allow',
  'warn contains "x" if { some y; data.lib[y] }',
  'warn contains "x" if { f(input) }\n\nf(x) if x.review.name == "y"',
  'warn contains "x" if { some key; input[key] }',
  'warn contains "x" if own with input as {"review": {}}\n\nown if true',
  'warn contains "x" if input["review"].name',
  'warn contains "x" if time.now_ns() > 0',
] as const;
const LIBRARY = 'package names\n\nis_second if input.review.name == "tree/b.txt"\n';

describe('Policies that were asked about one input without findings', () => {
  const folder = temporaryFolder();
  after(() => folder[Symbol.dispose]());

  const request = { cwd: folder.path, data: [], namespaces: [] } as const;

  async function check(...texts: readonly string[]): Promise<readonly string[]> {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) folder.write(`tree/${name}`, 'nothing\n');
    const policies = texts.map((text, index) => folder.write(`${index}.rego`, text));
    const report = await runCheck({
      ...request,
      config: DEFAULT_CONFIG,
      policies,
      paths: ['tree'],
      point: 'ci',
      ignore: [],
      jobs: 1,
      timeoutMs: 20_000,
      today: '2026-11-21',
      readStdin: () => Promise.reject(new Error('not asked for')),
    });
    return report.results.map(({ status, location }) => `${status} ${location.file}`);
  }

  it('are asked about the next when they read what it is called, themselves or by a library', async () => {
    expect(await check(BY_NAME)).to.deep.equal(['fail tree/b.txt']);
    expect(await check(BY_LIBRARY, LIBRARY)).to.deep.equal(['fail tree/b.txt']);
  });

  it('are told apart from those that say the same of both, as the one that ships does', async () => {
    const marks = async (shipped: readonly string[], policies: readonly string[]): Promise<readonly unknown[]> => {
      const set = await loadPolicySet({ ...request, config: { ...DEFAULT_CONFIG, shipped }, policies });
      return set.policies.map(({ readsOnlySecrets = false }) => readsOnlySecrets);
    };
    expect(await marks(['no-secrets-in-git'], [])).to.deep.equal([true]);
    expect(await marks([], [folder.write('alike.rego', ALIKE)])).to.deep.equal([true]);
    expect(await marks([], [folder.write('named.rego', BY_NAME)])).to.deep.equal([false]);
    for (const line of DIFFERENT) {
      expect(await marks([], [folder.write('other.rego', `${ALIKE}\n\n${line}\n`)]), line).to.deep.equal([false]);
    }
    expect(await marks([], [folder.write('said.rego', `${ALIKE} # data is a word\n`)])).to.deep.equal([true]);
  });
});
