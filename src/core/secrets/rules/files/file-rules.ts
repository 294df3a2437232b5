import type { SecretRule } from '../../rule.ts';
import { otherFileRules } from './other-files.ts';
import { settingsFileRules } from './settings-files.ts';
import { variableFileRules } from './variable-files.ts';

/** Secrets that are known by the files that hold them. */
export const fileRules: readonly SecretRule[] = [...settingsFileRules, ...otherFileRules, ...variableFileRules];
