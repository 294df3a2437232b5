/** Lines of a file, from 1, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** What a change says about a file that it touches. */
export interface Change {
  /** The lines that it brings; absent: all. */
  readonly added?: readonly LineRange[];
  /** The commit that brings them; absent: one that is not made yet. */
  readonly commit?: string;
}
