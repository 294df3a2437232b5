import type { JsonValue } from '../../model/json.ts';
import { pickMembers } from './raw-member.ts';

const HEAD = ['apiVersion', 'kind', 'metadata'] as const;

/**
 * What tells which object a JSON text holds: its `apiVersion`, `kind` and `metadata`, without the rest. Undefined for what is no object.
 * @param json valid JSON
 * @param isUnique no object in it has a key twice
 */
export function objectHead(json: string, isUnique: boolean): JsonValue | undefined {
  return json.startsWith('{') ? JSON.parse(pickMembers(json, HEAD, isUnique)) : undefined;
}
