import type { FieldPath } from '../../../core/model/location.ts';

/** What reading authorities needs from outside. Problems go behind the name of the field. */
export interface ImagesContext {
  readonly toAbsolute: (file: string) => string;
  /** Names that may be meant by `trustRoot`. */
  readonly trustRoots: readonly string[];
  readonly complain: (at: FieldPath, problem: string) => void;
  readonly notice: (at: FieldPath, problem: string) => void;
}
