import type { Location } from '../../core/model/location.ts';
import type { PolicyModule } from '../../core/model/policy.ts';

/** Where the engine saw something. Row and column count from 1; 0 is unknown. */
interface EnginePlace {
  readonly path: string;
  readonly row: number;
  readonly col: number;
}

/** The place in the file that a person edits, which for a template is not the text that the engine was given. */
export function placeInModule({ path, row, col }: EnginePlace, module: PolicyModule | undefined): Location {
  const origin = module?.origin?.();
  if (origin === undefined) return { file: path, line: Math.max(row, 1), column: Math.max(col, 1) };
  const { file, line, column, isVerbatim } = origin;
  return isVerbatim && row > 0
    ? { file, line: line + row - 1, column: column + Math.max(col, 1) - 1 }
    : { file, line, column };
}
