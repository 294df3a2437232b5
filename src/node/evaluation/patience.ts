/** A flag of V8 that says when a function is worth being optimised: its name, what it is for a short run, and what V8 starts with. */
type Threshold = readonly [flag: string, patient: number, usual: number];

/**
 * By V8's major version (Node 20, 22, 24, 26). Another V8 is left as it is, and only takes longer. What `--v8-options` prints for TurboFan is
 * not what it starts with where Maglev compiles first.
 */
const THRESHOLDS: ReadonlyMap<number, readonly Threshold[]> = new Map([
  [11, [['interrupt-budget', 1_000_000, 67_584]]],
  [12, [['invocation-count-for-turbofan', 45_000, 3_000]]],
  [
    13,
    [
      ['invocation-count-for-turbofan', 150_000, 10_000],
      ['invocation-count-for-maglev', 6_000, 400],
    ],
  ],
  [
    14,
    [
      ['invocation-count-for-turbofan', 240_000, 16_000],
      ['invocation-count-for-maglev', 6_000, 400],
    ],
  ],
]);

/**
 * Has V8 optimise, in all threads, what ran fifteen times as long as it usually asks for, or as usual again. V8 optimises the loops of a
 * search as soon as they have run over a few kilobytes, and each step of judging after some hundred files, in threads of its own: for the
 * files of a commit that takes more processor time than it saves, and where every core judges it is taken from judging. What has
 * megabytes to search, or many thousand files to judge, is optimised all the same, some milliseconds later.
 *
 * What V8 keeps of a program, also what Node keeps of itself for the start of a thread, is refused by a V8 with other flags: they are to be
 * as usual whenever a part of the program is loaded, a thread starts, or what is kept is written.
 */
export function setPatience(isPatient: boolean): void {
  const thresholds = THRESHOLDS.get(Number.parseInt(process.versions.v8, 10));
  if (thresholds === undefined) return;
  // Not imported: most runs never come here.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const [flag, patient, usual] of thresholds) setFlagsFromString(`--${flag}=${isPatient ? patient : usual}`);
}
