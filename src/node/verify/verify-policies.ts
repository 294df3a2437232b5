import { SluiceError } from '../../core/errors.ts';
import { filterExpressions, isForSuites, isFilter } from '../../core/suites/suite-filter.ts';
import type { CheckRequest } from '../check/check-request.ts';
import { findSuites } from './find-suites.ts';
import { runCases } from './run-cases.ts';
import { runRegoTests } from './run-rego-tests.ts';
import type { Expressions } from '../engine/expressions.ts';
import { shareSuites } from './suites/share-suites.ts';
import type { VerifyReport } from './verify-report.ts';
import { createVerifyTools } from './verify-tools.ts';

export interface VerifyRequest extends Pick<
  CheckRequest,
  'cwd' | 'data' | 'regoVersion' | 'cacheDir' | 'today' | 'timeoutMs' | 'onNotice'
> {
  /** Policy files and folders. */
  readonly paths: readonly string[];
  readonly coverage: boolean;
  /**
   * RE2 expression over `data.package.test_name`, `policy/cases/deny/file.yaml`, and the names of suites' tests and cases;
   * `test//case` is about the latter alone. Absent: everything.
   */
  readonly run?: string;
  /** Threads that run suites, 1 or 2. Default: two where there are two cores and suites enough. */
  readonly threads?: number;
}

const NOTHING: VerifyReport = { tests: [], faults: [] };

/**
 * Runs the tests of policies: Rego tests as `opa test` does, the `cases` folder beside a policy, where each file in `deny` must
 * be found fault with and no file in `allow` may be, and Gatekeeper's suites as `gator verify` does.
 * @throws SluiceError USAGE, POLICY_NOT_FOUND, POLICY_INVALID, CONFIG_INVALID
 */
export async function verifyPolicies(request: VerifyRequest): Promise<VerifyReport> {
  const tools = createVerifyTools();
  const { run } = request;
  if (run !== undefined) checkRun(run, tools.expressions);
  const isLimited = run !== undefined && isForSuites(run);
  const found = findSuites(request);
  const rego = isLimited ? NOTHING : runRegoTests(found.modules, request);
  const cases = isLimited ? NOTHING : await runCases(found.cases, request, tools);
  const suites = await shareSuites(found.candidates, request, tools);
  const known = new Set(rego.faults.map(({ file, line, column }) => `${file}:${line}:${column}`));
  return {
    tests: [...rego.tests, ...cases.tests, ...suites.tests],
    faults: [
      ...rego.faults,
      ...cases.faults.filter(({ file, line, column }) => !known.has(`${file}:${line}:${column}`)),
      ...suites.faults,
    ],
    warnings: [...(rego.warnings ?? []), ...(suites.warnings ?? [])],
    ...(rego.coverage === undefined ? {} : { coverage: rego.coverage }),
  };
}

/** Said here, because the engine would call it its own fault. */
function checkRun(run: string, expressions: Expressions): void {
  if (!isFilter(run)) {
    throw new SluiceError(
      'USAGE',
      `--run "${run}" has more than one "//"; write TEST//CASE, or one expression for either`,
    );
  }
  for (const expression of filterExpressions(run)) {
    const fault = expressions.fault(expression);
    if (fault !== undefined)
      throw new SluiceError('USAGE', `--run "${expression}" is no regular expression (RE2): ${fault}`);
  }
}
