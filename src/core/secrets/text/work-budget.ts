/** What one text may cost. Asked between any two pieces of work, none of which takes long. */
export interface WorkBudget {
  /** Whether the time is over; once it is, it stays so. */
  readonly isOver: () => boolean;
  /** Counts a run of a pattern over so many characters. */
  readonly spend: (characters: number) => void;
  /** What was spent so far, in runs: the cost of a search, on any machine. */
  readonly spent: () => number;
}

/** A clock costs more than a run of most patterns does: it is read once in so many. */
const RUNS_BETWEEN_READINGS = 64;
/** A run over so many characters takes twice as long as one over none. */
const CHARACTERS_A_RUN = 64;

/** @param clock milliseconds from any beginning */
export function createWorkBudget(clock: () => number, limitMs: number): WorkBudget {
  const end = clock() + limitMs;
  let [spent, nextReading, isOver] = [0, RUNS_BETWEEN_READINGS, false];
  return {
    isOver: () => isOver,
    spend: (characters) => {
      spent += 1 + characters / CHARACTERS_A_RUN;
      if (spent < nextReading) return;
      nextReading = spent + RUNS_BETWEEN_READINGS;
      isOver ||= clock() > end;
    },
    spent: () => spent,
  };
}
