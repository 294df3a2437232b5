import type { RequiredNear } from '../rule.ts';
import type { Candidate } from './candidate.ts';
import type { FileScope } from './file-scope.ts';
import { matchAll } from './match-finder.ts';
import type { Layer } from './layer.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { WorkBudget } from './work-budget.ts';

/** What the company of a candidate is looked for in. */
export interface Company {
  readonly rules: () => readonly ReadyRule[];
  readonly layer: Layer;
  readonly scope: FileScope;
  /** The text under search, in which distances are measured. */
  readonly text: string;
  readonly budget: WorkBudget;
  readonly judge: (rule: ReadyRule, match: RegExpExecArray) => Candidate | undefined;
}

/** The candidates that have near them what their rules require. Rules that are required are looked for only where they matter. */
export function keepWithCompany(candidates: readonly Candidate[], company: Company): readonly Candidate[] {
  if (candidates.every(({ rule }) => (rule.required ?? []).length === 0)) return candidates;
  const found = new Map<string, readonly Candidate[]>();
  const findingsOf = (id: string): readonly Candidate[] => {
    const known = found.get(id) ?? searchFor(id, company);
    found.set(id, known);
    return known;
  };
  return candidates.filter((candidate) =>
    (candidate.rule.required ?? []).every((near) =>
      findingsOf(near.rule).some((other) => isNear(candidate, other, near, company.text)),
    ),
  );
}

/** All that one rule finds, whatever its keywords: a rule that is required may be a pattern without any. */
function searchFor(id: string, { rules, layer, scope, budget, judge }: Company): readonly Candidate[] {
  const ready = rules().find(({ rule }) => rule.id === id);
  const candidates: Candidate[] = [];
  if (ready?.rule.pattern === undefined || !scope.holds(ready)) return candidates;
  matchAll(ready.rule.pattern, layer.text, budget, (match) => {
    const candidate = judge(ready, match);
    if (candidate !== undefined) candidates.push(candidate);
  });
  return candidates;
}

function isNear(one: Candidate, other: Candidate, { lines, columns }: RequiredNear, text: string): boolean {
  if (lines === undefined && columns === undefined) return true;
  const [a, b] = [one.matchStart, other.matchStart];
  return (
    (lines === undefined || lineBreaksBetween(text, Math.min(a, b), Math.max(a, b), lines) <= lines) &&
    (columns === undefined || Math.abs(columnOf(text, a) - columnOf(text, b)) <= columns)
  );
}

/** Counts no further than one more than matters. */
function lineBreaksBetween(text: string, start: number, end: number, enough: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end && count <= enough; at = text.indexOf('\n', at + 1))
    count++;
  return count;
}

const columnOf = (text: string, offset: number): number =>
  offset === 0 ? 0 : offset - text.lastIndexOf('\n', offset - 1);
