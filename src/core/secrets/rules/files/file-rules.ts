import type { SecretRule } from '../../rule.ts';
import { recordFileRules } from './record-files.ts';
import { settingsFileRules } from './settings-files.ts';
import { variableFileRules } from './variable-files.ts';
import { keyStoreRules, namedFileRules, wholeFileRules } from './whole-files.ts';
import { xmlFileRules } from './xml-files.ts';

/** Secrets that are known by the files that hold them. */
export const fileRules: readonly SecretRule[] = [
  ...settingsFileRules,
  ...recordFileRules,
  ...xmlFileRules,
  ...wholeFileRules,
  ...keyStoreRules,
  ...namedFileRules,
  ...variableFileRules,
];
