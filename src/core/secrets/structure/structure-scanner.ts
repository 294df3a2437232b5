import type { JsonValue } from '../../model/json.ts';
import type { SearchOutcome, ValueFinding } from '../finding.ts';

/** One document: a Kubernetes object, or YAML or JSON of any other kind. */
export interface SearchedValue {
  /** Relative to the root of the run, with `/`. Empty for an object that comes from no file. */
  readonly path: string;
  readonly value: JsonValue;
  /** Text of a file by its path from the root, where a document names one (Kustomize). Absent, or undefined: not to be had. */
  readonly readFile?: (path: string) => string | undefined;
}

/**
 * Searches documents by what their fields mean, and the texts in them by rules. Made once for a run, whose files do not change: what
 * a `.sops.yaml` says is read once.
 */
export interface StructureScanner {
  search(input: SearchedValue): SearchOutcome<ValueFinding>;
}
