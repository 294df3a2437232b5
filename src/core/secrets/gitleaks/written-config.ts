import type { FieldPath } from '../../model/location.ts';

/** A value with the place where it is written. */
export interface Written<T> {
  readonly value: T;
  readonly at: FieldPath;
}

/** A file in gitleaks' format (v8.30), as it is written: nothing is compiled, nothing of other files is in it. */
export interface WrittenConfig {
  readonly extend: WrittenExtend;
  readonly rules: readonly WrittenRule[];
  readonly allowlists: readonly WrittenAllowlist[];
  readonly minVersion?: Written<string>;
}

export interface WrittenExtend {
  readonly useDefault: boolean;
  readonly path?: Written<string>;
  readonly url?: Written<string>;
  readonly disabledRules: readonly Written<string>[];
  readonly at: FieldPath;
}

export interface WrittenRule {
  readonly at: FieldPath;
  readonly id: string;
  readonly description?: string;
  readonly regex?: Written<string>;
  readonly path?: Written<string>;
  readonly secretGroup?: Written<number>;
  readonly entropy?: number;
  readonly keywords: readonly string[];
  readonly tags: readonly string[];
  readonly skipReport: boolean;
  readonly allowlists: readonly WrittenAllowlist[];
  readonly required: readonly WrittenRequired[];
}

export interface WrittenAllowlist {
  readonly at: FieldPath;
  readonly all: boolean;
  readonly commits: readonly string[];
  readonly paths: readonly Written<string>[];
  readonly regexes: readonly Written<string>[];
  readonly target: 'secret' | 'match' | 'line';
  readonly stopwords: readonly string[];
  /** Rules that it is about; none: all. Only lists of the whole file name any. */
  readonly targetRules: readonly Written<string>[];
}

export interface WrittenRequired {
  readonly id: Written<string>;
  readonly withinLines?: number;
  readonly withinColumns?: number;
}

/** Told of what is wrong with a file, or without effect, and where. The message quotes no expression and no word of a list. */
export interface Complaints {
  readonly fault: (at: FieldPath, message: string) => void;
  readonly notice: (at: FieldPath, message: string) => void;
}
