/** A flag of V8 that says when a function is worth being optimised: its name, what it is for a short run, and what V8 starts with. */
type Threshold = readonly [flag: string, patient: number, usual: number];

/** By V8's major version (Node 20, 22, 24). Another V8 is left as it is, and only takes longer. */
const THRESHOLDS: ReadonlyMap<number, readonly Threshold[]> = new Map([
  [11, [['interrupt-budget', 1_000_000, 67_584]]],
  [12, [['invocation-count-for-turbofan', 45_000, 3_000]]],
  [
    13,
    [
      ['invocation-count-for-turbofan', 45_000, 3_000],
      ['invocation-count-for-maglev', 6_000, 400],
    ],
  ],
]);

/**
 * Runs a short task, and has V8 optimise what ran fifteen times as long as usual. V8 optimises the loops of a search as soon as they have
 * run over a few kilobytes, in threads of its own: for the files of a commit that takes more processor time than it saves. What has
 * megabytes to search is optimised all the same, some milliseconds later.
 */
export function patiently<T>(task: () => T): T {
  const thresholds = THRESHOLDS.get(Number.parseInt(process.versions.v8, 10));
  if (thresholds === undefined) return task();
  // Not imported: most runs never come here.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const [flag, patient] of thresholds) setFlagsFromString(`--${flag}=${patient}`);
  try {
    return task();
  } finally {
    // What V8 keeps of the program is refused by a V8 with other flags, so they must be as they were before that is written.
    for (const [flag, , usual] of thresholds) setFlagsFromString(`--${flag}=${usual}`);
  }
}
