import { safeJson } from './safe-text.ts';
import type { SparseJson, SparseJsonObject } from './sparse-json.ts';

/**
 * JSON data as block YAML that every reader, of YAML 1.1 or 1.2, gives back unchanged. Only words that no reader takes for
 * anything else stay bare; every other string is double-quoted, in JSON's escapes, which YAML shares.
 * @param indent columns before each line
 */
export function yamlText(value: SparseJson, indent = 0): string {
  return blockText(value, indent, 'quoted') ?? `${' '.repeat(indent)}${flowText(value)}\n`;
}

/** The same for files that people read and edit: text of several lines is written line by line. */
export function yamlFileText(value: SparseJson): string {
  return blockText(value, 0, 'literal') ?? `${flowText(value)}\n`;
}

/** How text of several lines is written. */
type Lines = 'quoted' | 'literal';

/** Lines for what has members; undefined for what fits beside its key. */
function blockText(value: SparseJson, indent: number, lines: Lines): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isSequence(value)) return value.length === 0 ? undefined : sequenceText(value, indent, lines);
  const members = membersOf(value);
  if (members.length === 0 || members.some(([key]) => isLongKey(key))) return undefined;
  return mappingText(members, indent, lines);
}

type Member = readonly [key: string, value: SparseJson];

function mappingText(members: readonly Member[], indent: number, lines: Lines): string {
  const pad = ' '.repeat(indent);
  let text = '';
  for (const [key, value] of members) {
    const block = blockText(value, indent + 2, lines);
    text += `${pad}${stringText(key)}:${block === undefined ? ` ${besideText(value, indent, lines)}\n` : `\n${block}`}`;
  }
  return text;
}

function sequenceText(items: readonly SparseJson[], indent: number, lines: Lines): string {
  const pad = ' '.repeat(indent);
  let text = '';
  for (const item of items) {
    const block = blockText(item, indent + 2, lines);
    // A nested block's first line moves up beside the dash, which takes the same two columns.
    text += `${pad}- ${block === undefined ? `${besideText(item, indent, lines)}\n` : block.slice(indent + 2)}`;
  }
  return text;
}

/** What begins on the line of its key or dash. */
function besideText(value: SparseJson, indent: number, lines: Lines): string {
  if (lines === 'quoted' || typeof value !== 'string' || !LITERAL.test(value)) return flowText(value);
  const pad = ' '.repeat(indent + 2);
  const padded = value
    .slice(0, -1)
    .split('\n')
    .map((line) => (line === '' ? '' : pad + line));
  return `|\n${padded.join('\n')}`;
}

/** Several printable lines, each ended once, none of them of blanks alone, and no blank before the first. */
const LITERAL =
  /^(?![ \t\n])(?:(?![ \t]+\n)[\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*\n){2,}(?<!\n\n)$/;

function flowText(value: SparseJson): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isSequence(value)) return `[${value.map(flowText).join(', ')}]`;
  return `{${membersOf(value).map(flowMember).join(', ')}}`;
}

function flowMember([key, value]: Member): string {
  return `${quoted(key)}: ${flowText(value)}`;
}

/** YAML 1.1 wants a point in a number that has an exponent; without it, the number is a string. */
function numberText(value: number): string {
  return JSON.stringify(value).replace(/^(-?\d+)e/, '$1.0e');
}

function stringText(text: string): string {
  return BARE.test(text) && !RESERVED.has(text.toLowerCase()) ? text : quoted(text);
}

const quoted = (text: string): string => safeJson(JSON.stringify(text));

/** Letters first, so never a number, a date or an indicator. */
const BARE = /^[A-Za-z][\w./-]*$/;
const RESERVED: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

/** A block key may not be longer than 1024 characters, and escapes take six each; such a mapping is written in flow style. */
const isLongKey = (key: string): boolean => key.length > 150;

function membersOf(value: SparseJsonObject): readonly Member[] {
  return Object.entries(value).filter((member): member is [string, SparseJson] => member[1] !== undefined);
}

const isSequence = (value: readonly SparseJson[] | SparseJsonObject): value is readonly SparseJson[] =>
  Array.isArray(value);
