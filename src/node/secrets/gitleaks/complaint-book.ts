import { createLineIndex } from '../../../core/documents/line-index.ts';
import { tomlPlaces } from '../../../core/secrets/gitleaks/toml-places.ts';
import type { Complaints } from '../../../core/secrets/gitleaks/written-config.ts';

/** What several files get told, each complaint with its place: `file:line:column: message`. */
export class ComplaintBook {
  readonly faults: string[] = [];
  readonly notices: string[] = [];

  /** Complaints about one file. */
  open(shown: string, text: string): Complaints {
    const [placeOf, positionOf] = [tomlPlaces(text), createLineIndex(text)];
    const write =
      (list: string[]): Complaints['fault'] =>
      (at, message) => {
        const { line, column } = positionOf(placeOf(at));
        list.push(`${shown}:${line}:${column}: ${message}`);
      };
    return { fault: write(this.faults), notice: write(this.notices) };
  }
}
