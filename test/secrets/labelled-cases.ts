import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { madeUpValue } from './made-up-values.ts';

/** A line of a file that holds a secret, and how far it reaches. Lines count from 1. */
export interface Label {
  /** The rule that must find it; `text`: any rule of the text engine. */
  readonly family: string;
  readonly from: number;
  readonly to: number;
}

export interface LabelledFile {
  readonly path: string;
  /** As it would stand in a repository: tokens made up, labels taken out. */
  readonly text: string;
  readonly labels: readonly Label[];
}

export interface LabelledCase {
  /** `secrets/password-in-data`. */
  readonly name: string;
  readonly mustFire: boolean;
  readonly files: readonly LabelledFile[];
}

/** All cases below a folder with `fire` and `quiet`; see README.md there. */
export function readLabelledCases(root: string): readonly LabelledCase[] {
  return [true, false].flatMap((mustFire) => {
    const side = path.join(root, mustFire ? 'fire' : 'quiet');
    return foldersIn(side).flatMap((group) =>
      foldersIn(path.join(side, group)).map((name) => ({
        name: `${group}/${name}`,
        mustFire,
        files: readFiles(path.join(side, group, name)),
      })),
    );
  });
}

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const readFiles = (folder: string): readonly LabelledFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => toLabelledFile(path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')));

const LABEL = / «([a-z0-9-]+)»$/;

/** Takes the labels out of a source and puts made-up values in. */
function toLabelledFile(file: string, source: string): LabelledFile {
  const labels: { family: string; from: number; indent: number }[] = [];
  const lines: string[] = [];
  for (const line of source.split('\n')) {
    const [, family] = LABEL.exec(line) ?? [];
    if (family !== undefined) labels.push({ family, from: lines.length + 1, indent: indentOf(line) });
    lines.push(...filledIn(line.replace(LABEL, '')));
  }
  return {
    path: file,
    text: lines.join('\n'),
    labels: labels.map(({ family, from, indent }) => ({ family, from, to: blockEnd(lines, from, indent) })),
  };
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A label is about its line and about everything below that is indented deeper. */
function blockEnd(lines: readonly string[], from: number, indent: number): number {
  let to = from;
  while (to < lines.length && (lines[to] ?? '').trim() !== '' && indentOf(lines[to] ?? '') > indent) to += 1;
  return to;
}

/** One line of a source; several where a value has several, each indented as the first. */
function filledIn(line: string): readonly string[] {
  const [first = '', ...more] = line
    .replaceAll(/@@([a-z][a-z0-9:-]*)@@/g, (whole, name: string) => madeUpValue(name) ?? whole)
    .split('\n');
  return [first, ...more.map((one) => ' '.repeat(indentOf(line)) + one)];
}
