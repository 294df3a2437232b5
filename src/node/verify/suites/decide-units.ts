import type { FieldPath } from '../../../core/model/location.ts';
import { groupBy } from '../../../core/report/group-by.ts';
import { counted } from '../../../core/report/result-text.ts';
import { runWithin } from '../../evaluation/run-within.ts';
import type { VerifiedTest } from '../verify-report.ts';
import type { Unit, UnitOutcome } from './suite-units.ts';

/** A test of the report with its place in the suite: finding its line means reading the suite again, and few lines are shown. */
export interface DecidedTest extends Omit<VerifiedTest, 'line'> {
  readonly at: FieldPath;
}

export interface DecidedUnits {
  readonly tests: readonly DecidedTest[];
  readonly warnings: readonly string[];
}

/**
 * Decides all units. The time limit bounds the batch, for bounding each unit costs more than most of them take; only the unit in
 * which the limit strikes is decided again with a limit of its own.
 * @param stop called when a unit was stopped in the middle of something
 */
export function decideUnits(units: readonly Unit[], limitMs: number, stop: () => void): DecidedUnits {
  const outcomes: UnitOutcome[] = [];
  const decideRest = (): void => {
    for (const unit of units.slice(outcomes.length)) outcomes.push(unit.decide());
  };
  while (outcomes.length < units.length) {
    if (runWithin(limitMs, decideRest).kind === 'done') break;
    stop();
    const unit = units[outcomes.length];
    if (unit !== undefined) outcomes.push(decideAlone(unit, limitMs, stop));
  }
  return {
    tests: units.flatMap((unit, index) => toTest(unit, outcomes[index])),
    warnings: toWarnings(units, outcomes),
  };
}

function decideAlone(unit: Unit, limitMs: number, stop: () => void): UnitOutcome {
  const bounded = runWithin(limitMs, unit.decide);
  if (bounded.kind === 'done') return bounded.value;
  stop();
  return { kind: 'error', message: `it did not finish within ${limitMs} ms; raise --timeout`, remarks: [] };
}

function toTest({ suite, name, at }: Unit, outcome: UnitOutcome | undefined): readonly DecidedTest[] {
  if (outcome === undefined) return [];
  return [
    {
      kind: 'suite',
      name,
      file: suite.path,
      at,
      outcome: outcome.kind,
      ...('message' in outcome ? { message: outcome.message } : {}),
    },
  ];
}

/** One warning for a remark about a test, at the first of the cases that it is about. */
function toWarnings(units: readonly Unit[], outcomes: readonly UnitOutcome[]): readonly string[] {
  const remarked = units.flatMap((unit, index) =>
    [...new Set(outcomes[index]?.remarks ?? [])].map((remark) => ({ unit, remark })),
  );
  const groups = groupBy(remarked, ({ unit, remark }) => JSON.stringify([unit.suite.path, unit.test, remark]));
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [warningText(first, more.length)],
  );
}

function warningText({ unit, remark }: { readonly unit: Unit; readonly remark: string }, more: number): string {
  const others = more === 0 ? '' : ` (and ${counted(more, 'case')} more of this test)`;
  return `${unit.suite.path}:${unit.suite.lineOf(unit.at)}: ${unit.name}: ${remark}${others}`;
}
