import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { LabelledCase } from './labelled-cases.ts';
import type { Scan, Sighting } from './measure.ts';

/** A scanner that is run on the cases as files, when it is on the PATH. */
export interface Peer {
  readonly name: string;
  /** Undefined: it is not there. */
  readonly scan: (cases: readonly LabelledCase[]) => Scan | undefined;
}

export const PEERS: readonly Peer[] = [
  { name: 'gitleaks', scan: (cases) => onFiles(cases, gitleaks) },
  { name: 'detect-secrets', scan: (cases) => onFiles(cases, detectSecrets) },
];

type ByFile = ReadonlyMap<string, readonly Sighting[]>;

/** Writes the cases out, each in its folder, runs a program once over all of them, and keeps what it said. */
function onFiles(cases: readonly LabelledCase[], run: (root: string) => ByFile | undefined): Scan | undefined {
  using folder = temporaryFolder();
  for (const labelled of cases)
    for (const file of labelled.files) folder.write(fileName(labelled, file.path), file.text);
  const sightings = run(folder.path);
  return sightings === undefined ? undefined : (labelled, file) => sightings.get(fileName(labelled, file.path)) ?? [];
}

const fileName = ({ mustFire, name }: LabelledCase, file: string): string =>
  path.join(mustFire ? 'fire' : 'quiet', name, file);

function gitleaks(root: string): ByFile | undefined {
  const report = path.join(root, '..', `${path.basename(root)}.json`);
  const { error } = spawnSync(
    'gitleaks',
    ['dir', root, '-f', 'json', '-r', report, '--no-banner', '--exit-code', '0'],
    { cwd: root },
  );
  if (error !== undefined || !existsSync(report)) return undefined;
  const found: readonly { File: string; StartLine: number; EndLine: number; RuleID: string }[] = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return byFile(
    found.map(({ File, StartLine, EndLine, RuleID }) => [
      path.relative(root, File),
      { line: StartLine, endLine: EndLine, rule: RuleID },
    ]),
  );
}

function detectSecrets(root: string): ByFile | undefined {
  const { error, stdout } = spawnSync('detect-secrets', ['scan', '--all-files', '.'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) return undefined;
  const { results }: { results: Readonly<Record<string, readonly { type: string; line_number: number }[]>> } =
    JSON.parse(stdout.toString());
  return byFile(
    Object.entries(results).flatMap(([file, all]) =>
      all.map(({ type, line_number }): [string, Sighting] => [path.normalize(file), { line: line_number, rule: type }]),
    ),
  );
}

function byFile(all: readonly (readonly [string, Sighting])[]): ByFile {
  const files = new Map<string, Sighting[]>();
  for (const [file, sighting] of all) files.set(file, [...(files.get(file) ?? []), sighting]);
  return files;
}
