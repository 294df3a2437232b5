import path from 'node:path';
import type { ImageKnowledge } from '../../core/images/image-facts.ts';
import { ENFORCEMENT_POINTS, type EnforcementPoint } from '../../core/model/enforcement.ts';
import type { Policy } from '../../core/model/policy.ts';
import type { Report } from '../../core/model/report.ts';
import { reviewSources } from '../check/review-sources.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { displayPath } from '../files/walk-files.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import { loadPolicySet, type LoadedPolicySet } from '../policies/load-policy-set.ts';
import { readCaseFacts } from './case-facts.ts';
import type { PolicyCase } from './find-suites.ts';
import type { VerifyRequest } from './verify-policies.ts';
import type { VerifiedTest, VerifyReport } from './verify-report.ts';
import type { VerifyTools } from './verify-tools.ts';

/**
 * Judges each case by the policies of its folder alone, with their own match and default parameters, in a run of its own: the
 * Namespaces that one case declares are not those of the next.
 */
export async function runCases(
  found: readonly PolicyCase[],
  request: VerifyRequest,
  { expressions }: VerifyTools,
): Promise<VerifyReport> {
  const { run } = request;
  const chosen = found.filter(({ file }) => run === undefined || expressions.matches(run, file.path));
  if (chosen.length === 0) return { tests: [], faults: [] };
  const set = await loadPolicySet(
    { ...request, config: DEFAULT_CONFIG, policies: request.paths, namespaces: [] },
    request.onNotice,
  );
  const tests: VerifiedTest[] = [];
  for (const one of chosen) tests.push(await runCase(one, set, request));
  return { tests, faults: set.faults.filter((fault) => concernsCases(fault, chosen, request.cwd)) };
}

/**
 * Templates and constraints below the paths are mostly those of suites, which may be broken on purpose and say so themselves: of
 * Gatekeeper's documents only those beside cases are meant to judge.
 */
function concernsCases({ file }: PolicyFault, cases: readonly PolicyCase[], cwd: string): boolean {
  return file.endsWith('.rego') || cases.some(({ policyFolder }) => policyFolder === folderOf(file, cwd));
}

async function runCase(one: PolicyCase, set: LoadedPolicySet, request: VerifyRequest): Promise<VerifiedTest> {
  const policies = set.policies.filter(({ file }) => folderOf(file, request.cwd) === one.policyFolder);
  const point = pointOf(policies);
  const names = policies.map(({ name }) => name).join(', ');
  const head = { kind: 'case', file: one.file.path, line: 1 } as const;
  if (point === undefined) {
    return {
      ...head,
      name: one.policyFolder,
      outcome: 'error',
      message: `no policy in ${one.policyFolder} could be compiled, so nothing judged this case`,
    };
  }
  const name = one.expects === 'deny' ? `${names} denies` : `${names} allows`;
  const images = readCaseFacts(one.file);
  if (typeof images === 'string') return { ...head, name, outcome: 'error', message: images };
  const report = await judge(one, { ...set, policies, faults: [] }, { ...request, point, images });
  return { ...head, name, ...outcomeOf(one, report) };
}

const folderOf = (file: string, cwd: string): string => displayPath(cwd, path.dirname(path.resolve(cwd, file)));

/** Where the policy applies; at `ci` if it does, for that is where cases are usually run. */
function pointOf(policies: readonly Policy[]): EnforcementPoint | undefined {
  const points = policies.flatMap((policy) => policy.points);
  return points.includes('ci') ? 'ci' : ENFORCEMENT_POINTS.find((point) => points.includes(point));
}

interface CaseRequest extends VerifyRequest {
  readonly point: EnforcementPoint;
  readonly images: ImageKnowledge | undefined;
}

function judge(
  { file }: PolicyCase,
  set: LoadedPolicySet,
  { cwd, today, timeoutMs, point, images }: CaseRequest,
): Promise<Report> {
  // A case is what it says: no registry is asked about its images.
  const review = { cwd, today, timeoutMs, config: DEFAULT_CONFIG, point, jobs: 1, images: 'off' } as const;
  return reviewSources(review, set, {
    sources: [file],
    skipped: [],
    faults: [],
    ...(images === undefined ? {} : { images }),
  });
}

/** The folder decides what is right, and no recorded output does. A case about which no rule was asked proves nothing. */
function outcomeOf({ expects }: PolicyCase, { results, summary }: Report): Pick<VerifiedTest, 'outcome' | 'message'> {
  const errors = results.filter(({ status }) => status === 'error');
  if (errors.length > 0) return { outcome: 'error', message: errors.map(lineText).join('\n') };
  if (summary.pass + summary.fail + summary.warn + summary.skip === 0) {
    return {
      outcome: 'error',
      message: "no rule was asked about anything in the file: the policy's match selects none of it",
    };
  }
  const violations = results.filter(({ status }) => status !== 'pass');
  if (expects === 'deny') {
    return violations.length > 0
      ? { outcome: 'pass' }
      : { outcome: 'fail', message: 'nothing was found, and a case below cases/deny must be denied' };
  }
  return violations.length === 0
    ? { outcome: 'pass' }
    : { outcome: 'fail', message: violations.map(lineText).join('\n') };
}

const lineText = ({ location, rule, message }: Report['results'][number]): string =>
  `line ${location.line}: ${rule}: ${message}`;
