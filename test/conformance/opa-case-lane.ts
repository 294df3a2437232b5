import { loadRegoEngine } from '../../src/node/engine/rego-engine.ts';
import { readOpaCases } from './opa-cases.ts';
import { failureOf } from './run-opa-case.ts';

/** What a lane is asked to run. */
export interface LaneTask {
  readonly folder: string;
  readonly files: readonly string[];
}

/** How one case went; no failure is a pass. */
export interface CaseReport {
  readonly name: string;
  readonly note: string;
  readonly failure?: string;
}

process.once('message', (task: LaneTask) => {
  process.send?.(runLane(task), () => process.disconnect());
});

function runLane({ folder, files }: LaneTask): readonly CaseReport[] {
  const engine = loadRegoEngine();
  return files.flatMap((file) =>
    readOpaCases(folder, file).map((opaCase) => {
      const failure = failureOf(engine, opaCase);
      const name = `${opaCase.version} ${opaCase.note}`;
      return { name, note: opaCase.note, ...(failure === undefined ? {} : { failure }) };
    }),
  );
}
