import type { PolicyModule } from '../../core/model/policy.ts';
import { isRegoTest } from '../../core/policies/is-rego-test.ts';
import type { RegoFault } from '../engine/engine-fault.ts';
import type { Coverage, TestCase } from '../engine/engine-test-run.ts';
import { loadRegoEngine } from '../engine/rego-engine.ts';
import { configHost } from '../formats/config-builtins.ts';
import { configRoots } from '../policies/config-roots.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import { readData } from '../policies/read-data.ts';
import { toRegoModule } from '../policies/to-rego-module.ts';
import { TOO_COSTLY, withoutCostly } from '../policies/without-costly.ts';
import type { VerifyRequest } from './verify-policies.ts';
import type { VerifiedTest, VerifyReport } from './verify-report.ts';

/** Runs every Rego test in the modules. Modules that do not compile are faults; the others run all the same. */
export function runRegoTests(modules: readonly PolicyModule[], request: VerifyRequest): VerifyReport {
  if (modules.length === 0) return { tests: [], faults: [] };
  const engine = loadRegoEngine({ host: configHost(configRoots(request.cwd, request.paths)) });
  const data = readData(request.cwd, request.data);
  const { results, coverage, errors, refused } = withoutCostly(engine, modules.map(toRegoModule), (sources) =>
    engine.test({
      modules: sources,
      data,
      coverage: request.coverage,
      timeoutMs: request.timeoutMs,
      ...(request.run === undefined ? {} : { run: request.run }),
    }),
  );
  return {
    tests: results.map(toTest),
    faults: errors.map(toFault),
    warnings: refused.map(
      ({ path, row, col, message }) => `${path}:${row}:${col}: ${message}: tests may replace it, check will not run it`,
    ),
    ...(coverage === undefined ? {} : { coverage: toCoverage(coverage) }),
  };
}

function toTest({ package: packagePath, name, file, row, outcome, message, output, cases }: TestCase): VerifiedTest {
  const failed = cases.filter((one) => one.outcome === 'fail').map((one) => `case "${one.name}" failed`);
  const messages = [...(message === undefined ? [] : [message]), ...failed].join('\n');
  return {
    kind: 'rego',
    name: `${packagePath}.${name}`,
    file,
    line: Math.max(row, 1),
    outcome,
    ...(messages === '' ? {} : { message: messages }),
    ...(output === undefined || output === '' ? {} : { output }),
  };
}

const toFault = ({ path, row, col, code, message }: RegoFault): PolicyFault => ({
  code: code === TOO_COSTLY ? 'POLICY_TOO_COSTLY' : 'POLICY_INVALID',
  file: path,
  line: Math.max(row, 1),
  column: Math.max(col, 1),
  message: `${message} (${code})`,
});

/** What tests cover of themselves says nothing. */
function toCoverage({ percent, files }: Coverage): NonNullable<VerifyReport['coverage']> {
  const policies = [...files].filter(([file]) => !isRegoTest(file));
  return {
    percent,
    files: policies.map(([file, { percent: own, notCovered }]) => ({ file, percent: own, notCovered })),
  };
}
