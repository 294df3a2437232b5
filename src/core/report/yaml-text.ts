import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { safeJson } from './safe-text.ts';

/**
 * JSON data as block YAML that every reader, of YAML 1.1 or 1.2, gives back unchanged. Only words that no reader takes for
 * anything else stay bare; every other string is double-quoted, in JSON's escapes, which YAML shares.
 * @param indent columns before each line
 */
export function yamlText(value: JsonValue, indent = 0): string {
  const block = blockText(value, indent);
  return block === undefined ? `${' '.repeat(indent)}${flowText(value)}\n` : block;
}

/** Lines for what has members; undefined for what fits beside its key. */
function blockText(value: JsonValue, indent: number): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : sequenceText(value, indent);
  if (!isJsonObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 0 || keys.some(isLongKey) ? undefined : mappingText(value, keys, indent);
}

function mappingText(value: JsonObject, keys: readonly string[], indent: number): string {
  let text = '';
  for (const key of keys) {
    const member = value[key] ?? null;
    const block = blockText(member, indent + 2);
    text += `${' '.repeat(indent)}${stringText(key)}:${block === undefined ? ` ${flowText(member)}\n` : `\n${block}`}`;
  }
  return text;
}

function sequenceText(items: readonly JsonValue[], indent: number): string {
  const pad = ' '.repeat(indent);
  let text = '';
  for (const item of items) {
    const block = blockText(item, indent + 2);
    // A nested block's first line moves up beside the dash, which takes the same two columns.
    text += block === undefined ? `${pad}- ${flowText(item)}\n` : `${pad}- ${block.slice(indent + 2)}`;
  }
  return text;
}

function flowText(value: JsonValue): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isJsonObject(value)) return String(value);
  return `{${Object.entries(value).map(flowMember).join(', ')}}`;
}

function flowMember([key, value]: [string, JsonValue]): string {
  return `${safeJson(JSON.stringify(key))}: ${flowText(value)}`;
}

/** YAML 1.1 wants a point in a number that has an exponent; without it, the number is a string. */
function numberText(value: number): string {
  return JSON.stringify(value).replace(/^(-?\d+)e/, '$1.0e');
}

function stringText(text: string): string {
  return BARE.test(text) && !RESERVED.has(text.toLowerCase()) ? text : safeJson(JSON.stringify(text));
}

/** A block key may not be longer than 1024 characters; such a mapping is written in flow style. */
function isLongKey(key: string): boolean {
  return key.length > 150;
}

const BARE = /^[A-Za-z][\w./-]*$/;
const RESERVED: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
