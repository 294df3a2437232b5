import { gradeSecret, type ValueContext } from './grade-secret.ts';

/**
 * Whether a value that stands under the name of a secret looks like one, and not like what people write in its place: a
 * reference, a placeholder, a setting, a piece of code. Weak passwords do: `gradeSecret` tells them from strong ones.
 */
export const looksLikeSecret = (value: string, context: ValueContext = {}): boolean =>
  gradeSecret(value, context) !== 'none';
