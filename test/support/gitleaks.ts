import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTextScanner } from '../../src/core/secrets/text/create-text-scanner.ts';
import { loadGitleaksConfig } from '../../src/node/secrets/gitleaks/load-gitleaks-config.ts';
import { findProgram } from './programs.ts';

export const gitleaksProgram = (): string | undefined => findProgram(['gitleaks']);

/** A finding by its place: offsets of the secret in the bytes of the file; both 0 for a finding about a name. */
export interface PlacedSecret {
  readonly rule: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export const placeText = ({ rule, file, start, end }: PlacedSecret): string => `${rule} ${file} ${start}-${end}`;

interface GitleaksFinding {
  readonly RuleID: string;
  readonly File: string;
  readonly StartLine: number;
  readonly StartColumn: number;
  readonly Match: string;
  readonly Secret: string;
}

/** What the real gitleaks finds in a folder, by a config; without decoding, and with no regard to comments and ignore files. */
export function findWithGitleaks(program: string, folder: string, config: string): readonly PlacedSecret[] {
  const { status, stdout, stderr } = spawnSync(program, [...ARGUMENTS, '--config', config], {
    cwd: folder,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gitleaks failed: ${stderr.slice(0, 300)}`);
  const findings: readonly GitleaksFinding[] = JSON.parse(stdout === '' ? '[]' : stdout);
  return findings.map((finding) => placeOf(folder, finding));
}

const ARGUMENTS: readonly string[] = [
  ...['dir', '.', '--no-banner', '--log-level', 'error', '--report-format', 'json', '--report-path', '-'],
  ...[
    '--exit-code',
    '0',
    '--max-decode-depth',
    '0',
    '--ignore-gitleaks-allow',
    '--gitleaks-ignore-path',
    '/nonexistent',
  ],
];

/** gitleaks tells where the match begins; on all lines but the first of a part it counts columns from the line break. */
function placeOf(folder: string, finding: GitleaksFinding): PlacedSecret {
  const { RuleID: rule, File: file, StartLine: line } = finding;
  if (line === 0) return { rule, file, start: 0, end: 0 };
  const text = readFileSync(path.join(folder, file), 'latin1');
  const [match, secret] = [toBytes(finding.Match), toBytes(finding.Secret)];
  const lineStart = startOfLine(text, line);
  const begins = [lineStart + finding.StartColumn - 2, lineStart + finding.StartColumn - 1];
  const begin = begins.find((at) => at >= 0 && text.startsWith(match, at)) ?? NaN;
  const start = begin + match.indexOf(secret);
  return { rule, file, start, end: start + secret.length };
}

const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
  return start;
}

/** What our scanner finds with the same config, told without regard to overlaps as gitleaks does. */
export async function findWithSluice(folder: string, root: string, config: string): Promise<readonly PlacedSecret[]> {
  const { rules } = await loadGitleaksConfig({ root, file: config });
  const ports = {
    keyedHash: (text: string): string => createHmac('sha256', 'test').update(text).digest('hex'),
    clock: (): number => 0,
  };
  const scanner = createTextScanner(rules, ports, { decodeDepth: 0, overlaps: 'keep' });
  const found = filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(path.join(folder, file));
    const { findings, incomplete } = scanner.search({ path: file, text: bytes.toString('latin1'), bytes });
    if (incomplete !== undefined) throw new Error(`${file} is not searched to its end`);
    return findings.map(({ rule, start, end }) => ({ rule, file, start, end }));
  });
  return found;
}

/**
 * Without the findings of rules called generic whose secret another rule found, too, or as part of one, in the same file: gitleaks
 * drops them where both matches begin on one line.
 */
export function withoutGenericDoubles(folder: string, found: readonly PlacedSecret[]): readonly PlacedSecret[] {
  const others = new Map<string, PlacedSecret[]>();
  for (const one of found.filter((finding) => !isGeneric(finding)))
    others.set(one.file, [...(others.get(one.file) ?? []), one]);
  return found.filter((one) => {
    if (!isGeneric(one)) return true;
    const text = readFileSync(path.join(folder, one.file), 'latin1');
    const secretOf = ({ start, end }: PlacedSecret): string => text.slice(start, end);
    return !(others.get(one.file) ?? []).some((other) => secretOf(other).includes(secretOf(one)));
  });
}

const isGeneric = ({ rule }: PlacedSecret): boolean => rule.toLowerCase().includes('generic');

function filesBelow(folder: string, below = ''): readonly string[] {
  return readdirSync(path.join(folder, below))
    .filter((name) => name !== '.git')
    .flatMap((name) => {
      const file = below === '' ? name : `${below}/${name}`;
      const stat = lstatSync(path.join(folder, file));
      if (stat.isDirectory()) return filesBelow(folder, file);
      return stat.isFile() ? [file] : [];
    });
}
