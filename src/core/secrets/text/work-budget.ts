/** What one text may cost. Asked between any two pieces of work, none of which takes long. */
export interface WorkBudget {
  /** Whether the time is over; once it is, it stays so. */
  readonly isOver: () => boolean;
  /** Counts a piece of work: a run of a pattern. */
  readonly spend: () => void;
  /** Pieces of work so far: what a search cost, on any machine. */
  readonly spent: () => number;
}

/** A clock costs more than a run of most patterns does: it is read once in so many. */
const RUNS_BETWEEN_READINGS = 64;

/** @param clock milliseconds from any beginning */
export function createWorkBudget(clock: () => number, limitMs: number): WorkBudget {
  const end = clock() + limitMs;
  let [spent, isOver] = [0, false];
  return {
    isOver: () => isOver,
    spend: () => {
      spent++;
      if (spent % RUNS_BETWEEN_READINGS === 0) isOver ||= clock() > end;
    },
    spent: () => spent,
  };
}
