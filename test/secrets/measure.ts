import { STRUCTURE_RULES } from '../../src/core/secrets/structure/structure-rules.ts';
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
  /** Labels that are found, but by another rule than they name. */
  readonly misfiled: readonly string[];
  readonly recall: number;
  readonly precision: number;
}

/** Holds a scanner against the labels. A finding at most this many lines away from a label is about it. */
const NEAR = 1;

export function measure(cases: readonly LabelledCase[], scan: Scan): Measured {
  const missed: string[] = [];
  const wrong: string[] = [];
  const misfiled: string[] = [];
  let found = 0;
  for (const labelled of cases) {
    for (const file of labelled.files) {
      const sightings = scan(labelled, file);
      for (const label of file.labels) {
        const near = sightings.filter((sighting) => isNear(sighting, label));
        const place = `${labelled.name}/${file.path}:${label.from} ${label.family}`;
        if (near.length > 0) found += 1;
        if (near.length > 0 && !near.some(({ rule }) => isFiled(rule, label)))
          misfiled.push(`${place}: ${near.map(({ rule }) => rule).join(', ')}`);
        if (near.length === 0) missed.push(place);
      }
      const strays = sightings.filter((sighting) => !file.labels.some((label) => isNear(sighting, label)));
      wrong.push(...new Set(strays.map(({ line, rule }) => `${labelled.name}/${file.path}:${line} ${rule}`)));
    }
  }
  const wrongPlaces = new Set(wrong.map((place) => place.split(' ', 1)[0])).size;
  return { found, missed, wrong, misfiled, recall: share(found, missed.length), precision: share(found, wrongPlaces) };
}

const isFiled = (rule: string, { family }: Label): boolean =>
  family === 'text' ? !(rule in STRUCTURE_RULES) : rule === family;

const isNear = ({ line, endLine = line }: Sighting, { from, to }: Label): boolean =>
  line <= to + NEAR && from - NEAR <= endLine;

const share = (good: number, bad: number): number => (good + bad === 0 ? 0 : good / (good + bad));
