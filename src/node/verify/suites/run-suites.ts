import { createSuiteFilter, EVERYTHING } from '../../../core/suites/suite-filter.ts';
import type { VerifyRequest } from '../verify-policies.ts';
import type { VerifyReport } from '../verify-report.ts';
import type { VerifyTools } from '../verify-tools.ts';
import { compileTemplates } from './compile-templates.ts';
import { decideUnits, type DecidedTest } from './decide-units.ts';
import { readSuites, type SuiteCandidate } from './read-suites.ts';
import { SuiteFiles } from './suite-files.ts';
import { planSuite, unitsOf } from './suite-units.ts';
import { TemplateEngine } from './template-engine.ts';

/** What running suites depends on; plain data, but for the notices. */
export type SuitesRequest = Pick<
  VerifyRequest,
  'cwd' | 'paths' | 'run' | 'today' | 'timeoutMs' | 'cacheDir' | 'onNotice'
>;

export interface SuitesReport extends Pick<VerifyReport, 'faults'> {
  readonly tests: readonly DecidedTest[];
  readonly warnings: readonly string[];
}

/**
 * Runs Gatekeeper's suites as `gator verify` does, with Rego and without CEL. The templates of these suites are compiled together,
 * and every case is judged by the one instance that comes of it.
 */
export function runSuites(
  candidates: readonly SuiteCandidate[],
  request: SuitesRequest,
  { engine, expressions }: VerifyTools,
): SuitesReport {
  const { suites, faults, warnings } = readSuites(candidates);
  if (suites.length === 0) return { tests: [], faults, warnings };
  const files = new SuiteFiles(request.cwd, request.paths);
  const { run } = request;
  const filter =
    run === undefined
      ? EVERYTHING
      : createSuiteFilter(run, (expression) => (text) => expressions.matches(expression, text));
  const plans = suites.flatMap((suite) => planSuite(suite, { files, filter }));
  const templates = plans.flatMap(({ template }) => (template.kind === 'found' ? [template.value] : []));
  const { onNotice = (): void => {}, cacheDir } = request;
  const compiled = compileTemplates(templates, { engine, onNotice, ...(cacheDir === undefined ? {} : { cacheDir }) });
  const now = BigInt(Date.parse(`${request.today}T00:00:00Z`)) * 1_000_000n;
  const evaluator = compiled.wasm === undefined ? undefined : new TemplateEngine({ wasm: compiled.wasm, engine, now });
  const units = plans.flatMap((plan) => unitsOf(plan, { files, filter, expressions, compiled, evaluator }));
  const decided = decideUnits(units, request.timeoutMs, () => evaluator?.discard());
  return { tests: decided.tests, faults, warnings: [...warnings, ...decided.warnings] };
}
