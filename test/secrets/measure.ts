import type { Label, LabelledCase, LabelledFile } from './labelled-cases.ts';

/** A finding of any scanner: lines count from 1. */
export interface Sighting {
  readonly line: number;
  readonly endLine?: number;
  readonly rule: string;
}

/** What a scanner says of one file of one case. */
export type Scan = (labelled: LabelledCase, file: LabelledFile) => readonly Sighting[];

export interface Measured {
  readonly found: number;
  readonly missed: readonly string[];
  /** Places with a finding where nothing is. */
  readonly wrong: readonly string[];
  readonly recall: number;
  readonly precision: number;
}

/** Holds a scanner against the labels. A finding at most this many lines away from a label is about it. */
const NEAR = 1;

export function measure(cases: readonly LabelledCase[], scan: Scan): Measured {
  const missed: string[] = [];
  const wrong: string[] = [];
  let found = 0;
  for (const labelled of cases) {
    for (const file of labelled.files) {
      const sightings = scan(labelled, file);
      for (const label of file.labels) {
        if (sightings.some((sighting) => isNear(sighting, label))) found += 1;
        else missed.push(`${labelled.name}/${file.path}:${label.from} ${label.family}`);
      }
      const strays = sightings.filter((sighting) => !file.labels.some((label) => isNear(sighting, label)));
      wrong.push(...new Set(strays.map(({ line, rule }) => `${labelled.name}/${file.path}:${line} ${rule}`)));
    }
  }
  const wrongPlaces = new Set(wrong.map((place) => place.split(' ', 1)[0])).size;
  return { found, missed, wrong, recall: share(found, missed.length), precision: share(found, wrongPlaces) };
}

const isNear = ({ line, endLine = line }: Sighting, { from, to }: Label): boolean =>
  line <= to + NEAR && from - NEAR <= endLine;

const share = (good: number, bad: number): number => (good + bad === 0 ? 0 : good / (good + bad));
