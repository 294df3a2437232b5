import type { CheckRequest } from '../check/check-request.ts';
import { findSuites } from './find-suites.ts';
import { runCases } from './run-cases.ts';
import { runRegoTests } from './run-rego-tests.ts';
import type { VerifyReport } from './verify-report.ts';

export interface VerifyRequest extends Pick<
  CheckRequest,
  'cwd' | 'data' | 'regoVersion' | 'cacheDir' | 'today' | 'timeoutMs' | 'onNotice'
> {
  /** Policy files and folders. */
  readonly paths: readonly string[];
  readonly coverage: boolean;
  /** RE2 expression over `data.package.test_name`; cases are chosen by `policy/cases/deny/file.yaml`. Absent: everything. */
  readonly run?: string;
}

/**
 * Runs the tests of policies: Rego tests as `opa test` does, and the `cases` folder beside a policy, where each file in
 * `deny` must be found fault with and no file in `allow` may be.
 * @throws SluiceError POLICY_NOT_FOUND, POLICY_INVALID, CONFIG_INVALID
 */
export async function verifyPolicies(request: VerifyRequest): Promise<VerifyReport> {
  const suites = findSuites(request);
  const rego = runRegoTests(suites.modules, request);
  const cases = await runCases(suites.cases, request);
  const known = new Set(rego.faults.map(({ file, line, column }) => `${file}:${line}:${column}`));
  return {
    tests: [...rego.tests, ...cases.tests],
    faults: [
      ...rego.faults,
      ...cases.faults.filter(({ file, line, column }) => !known.has(`${file}:${line}:${column}`)),
    ],
    ...(rego.coverage === undefined ? {} : { coverage: rego.coverage }),
  };
}
