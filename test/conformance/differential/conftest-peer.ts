import { readFileSync } from 'node:fs';
import type { ParsedFile } from '../../../src/core/documents/document.ts';
import { canonicalJson } from '../../../src/core/evaluate/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/core/model/json.ts';
import { formatOf } from '../../../src/node/formats/format.ts';
import { parseFormat } from '../../../src/node/formats/parse-format.ts';
import { loadRegoEngine } from '../../../src/node/engine/rego-engine.ts';
import { walkFiles } from '../../../src/node/files/walk-files.ts';
import type { Answer, Difference, Peer, PeerRun, RunRequest } from './peer.ts';
import { runProgram, runSluice, type Ended } from './run-program.ts';

const COMMON = ['-o', 'json', '--all-namespaces', '--no-color'];

/** `conftest test`, entry by entry: messages with place and metadata, exceptions, and how many checks succeeded. */
export const conftestPeer: Peer = {
  name: 'conftest',
  run: ({ policy, files, shared }) => {
    const ended = runProgram('conftest', ['test', ...COMMON, '-p', policy, ...shared, ...files]);
    if (ended === undefined) return { kind: 'failed', reason: 'conftest is not on the PATH' };
    return answersOf(ended);
  },
  runSluice: ({ policy, files, shared }) =>
    answersOf(
      runSluice(['check', ...COMMON, '--output-schema', 'conftest', '--no-cache', '-p', policy, ...shared, ...files]),
    ),
  explain,
  judgesFilesAlone: ({ shared }: RunRequest) => !shared.includes('--combine'),
};

function answersOf({ stdout, stderr, status }: Ended): PeerRun {
  try {
    const entries: JsonValue = JSON.parse(stdout);
    if (Array.isArray(entries)) return { kind: 'answers', answers: entries.filter(isJsonObject).map(toAnswer) };
  } catch {
    // Whatever it wrote instead of a report is told below.
  }
  return { kind: 'failed', reason: `exit code ${status}: ${(stderr + stdout).trim()}` };
}

function toAnswer(entry: JsonObject): Answer {
  const file = textOf(entry['filename']);
  const lists = ['failures', 'warnings', 'exceptions', 'skipped'].flatMap((kind) => {
    const results = entry[kind];
    return Array.isArray(results) ? results.map((result) => `${kind} ${canonicalJson(result)}`) : [];
  });
  const successes = Number(entry['successes']);
  return { place: `${file} ${textOf(entry['namespace'])}`, file, lines: [...lists, ...countLines(successes)] };
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** A package without a rule that decides succeeds never, and sluice does not mention it. */
const countLines = (successes: number): readonly string[] => (successes > 0 ? [`successes ${successes}`] : []);

/** The number of successes follows from the rest: it may differ where the rest does, for the same reason. */
function explain(difference: Difference, { policy }: RunRequest): string | undefined {
  const { line, all } = difference;
  if (!line.startsWith('successes')) return explainLine(difference, policy);
  const others: readonly Difference[] = [
    ...all.peer.map((one) => ({ ...difference, side: 'peer' as const, line: one })),
    ...all.sluice.map((one) => ({ ...difference, side: 'sluice' as const, line: one })),
  ].filter((one) => one.line !== line && !one.line.startsWith('successes'));
  const reasons = [difference, ...others].map((one) => explainLine(one, policy));
  return reasons.find((reason) => reason !== undefined);
}

function explainLine({ place, file, line, side, all }: Difference, policy: string): string | undefined {
  if (place.endsWith(' sluice') || isRefused(file)) return 'sluice refuses what is in the file; conftest reads it';
  if (side === 'sluice' && isDropped(line, policy)) return DROPPED;
  if (hasEmptyDocument(file) && (side === 'peer' || line.startsWith('successes')))
    return 'conftest judges empty documents, as null';
  const isExempted = exceptionsIn(all.peer) > exceptionsIn(all.sluice) && /^(?:successes|exceptions)/.test(line);
  return isExempted
    ? 'conftest counts an exception also where its rule finds nothing, and each time it holds'
    : undefined;
}

const DROPPED =
  'conftest lets pass what is no set of messages; to sluice one message is a violation, and no message an error';

const exceptionsIn = (lines: readonly string[]): number => lines.filter((one) => one.startsWith('exceptions')).length;

/** An empty message, something that is no message, or what a rule says that makes no set. */
function isDropped(line: string, policy: string): boolean {
  if (line.includes('POLICY_OUTPUT_INVALID') || line.includes('"msg":""')) return true;
  const query = /"query":"data\.([^"]+)"/.exec(line)?.[1];
  return query !== undefined && completeRules(policy).has(query);
}

const knownRules = new Map<string, ReadonlySet<string>>();

function completeRules(policy: string): ReadonlySet<string> {
  const known = knownRules.get(policy);
  if (known !== undefined) return known;
  const { files } = walkFiles([policy], { cwd: process.cwd(), isIgnored: () => false, extensions: ['.rego'] });
  const modules = files.map(({ path, absolute }) => ({
    path,
    text: readFileSync(absolute, 'utf8'),
    regoVersion: 'v1' as const,
  }));
  const rules = loadRegoEngine()
    .inspect(modules)
    .modules.flatMap((module) => module.rules.filter(({ kind }) => kind === 'complete').map(({ ref }) => ref));
  knownRules.set(policy, new Set(rules));
  return new Set(rules);
}

const isRefused = (file: string): boolean => (read(file)?.faults.length ?? 0) > 0;

function hasEmptyDocument(file: string): boolean {
  const parsed = read(file);
  return parsed !== undefined && (parsed.empty > 0 || parsed.prefaced === true);
}

function read(file: string): ParsedFile | undefined {
  if (file === 'Combined' || file === '') return undefined;
  return parseFormat(formatOf(file) ?? 'yaml', readFileSync(file));
}
