import { sha256Of } from '../digest.ts';
import { rulesOf } from './rules-of.ts';
import type { SecretsTask } from './secrets-task.ts';

/** What decides whether anything is found in a text: rules and limits. Who accepts what, and the salt, do not. */
export function rulesDigest(task: SecretsTask): string {
  const { budgetMs, decodeDepth } = task;
  return sha256Of([JSON.stringify([rulesOf(task), budgetMs ?? '', decodeDepth ?? ''], patternText)]);
}

/** JSON knows no patterns. */
const patternText = (_: string, value: unknown): unknown => (value instanceof RegExp ? String(value) : value);
