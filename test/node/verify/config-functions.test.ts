import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { verifyPolicies } from '../../../src/node/verify/verify-policies.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const POLICY = `package main

deny contains msg if {
	input.replicas > parse_config_file("limits.toml").most
	msg := "too many"
}

files := [file.path | some file in parse_combined_config_files(["limits.toml"])]
`;

describe("tests of policies that call conftest's functions", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/main.rego', POLICY);
    folder.write('policy/limits.toml', 'most = 3\n');
  });
  afterEach(() => folder[Symbol.dispose]());

  const verify = async (tests: string): Promise<readonly string[]> => {
    folder.write('policy/main_test.rego', `package main_test\n\nimport data.main\n\n${tests}`);
    const { tests: results, faults } = await verifyPolicies({
      cwd: folder.path,
      paths: ['policy'],
      data: [],
      coverage: false,
      today: '2026-11-21',
      timeoutMs: 10_000,
    });
    return [
      ...faults.map(({ message }) => message),
      ...results.map(({ name, outcome, message }) => `${name} ${outcome} ${message ?? ''}`.trimEnd()),
    ];
  };

  it('see the files beside the policy, by its own folder', async () => {
    expect(
      await verify(`
test_denies if main.deny == {"too many"} with input as {"replicas": 4}
test_allows if count(main.deny) == 0 with input as {"replicas": 3}
test_files if main.files == ["policy/limits.toml"]
test_text if parse_config("ini", "[a]\\nb = 1").a.b == 1
`),
    ).to.deep.equal([
      'main_test.test_denies pass',
      'main_test.test_allows pass',
      'main_test.test_files pass',
      'main_test.test_text pass',
    ]);
  });

  it('can put a function of their own in place of one', async () => {
    expect(
      await verify(`
limits("limits.toml") := {"most": 10}
test_mocked if count(main.deny) == 0 with input as {"replicas": 4} with parse_config_file as limits
`),
    ).to.deep.equal(['main_test.test_mocked pass']);
  });

  it('get undefined where a call fails, and end in an error where the file may not be read', async () => {
    using other = temporaryFolder();
    other.write('limits.toml', 'most = 1\n');
    const up = `${'../'.repeat(12)}${other.at('limits.toml').slice(1)}`;
    const [missing, invalid, outside] = await verify(`
test_missing if not parse_config_file("missing.toml")
test_invalid if not parse_config("toml", "= =")
test_outside if not parse_config_file("${up}")
`);
    expect([missing, invalid]).to.deep.equal(['main_test.test_missing pass', 'main_test.test_invalid pass']);
    expect(outside).to.match(/^main_test.test_outside error .*policy\/main_test.rego names a file that lies outside/);
  });
});
