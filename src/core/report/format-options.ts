import type { Report } from '../model/report.ts';
import type { FailOn } from '../model/decision.ts';
import type { PolicyRule } from '../model/policy.ts';
import type { Sha256 } from '../evaluate/verdict.ts';
import type { SparseJsonObject } from './sparse-json.ts';

/** What a piece of text means, so that a shell can choose its colour. */
export const TONES = ['error', 'warning', 'success', 'muted', 'strong'] as const;
export type Tone = (typeof TONES)[number];

/** Colours text. It is given text that is already free of control characters, and may add its own. */
export type Paint = (tone: Tone, text: string) => string;

export const paintNothing: Paint = (_tone, text) => text;

/**
 * One line of a file, without its line break; `line` counts from 1. Undefined when the file or line is not at hand. A shell
 * may hand out lines that are masked already; what is quoted is shortened further here.
 */
export type SourceLine = (file: string, line: number) => string | undefined;

/** What a policy says about itself: the parts of `Policy` that a report shows. */
export interface PolicyText {
  readonly title: string;
  readonly description: string;
  readonly fix?: string;
  /** Package path without `data.`. */
  readonly package?: string;
  readonly rules?: readonly Pick<PolicyRule, 'name' | 'definitions'>[];
}

/** Shapes of the JSON report: Sluice's own, and those of tools whose readers are there already. */
export const OUTPUT_SCHEMAS = ['native', 'conftest', 'gator'] as const;
export type OutputSchema = (typeof OUTPUT_SCHEMAS)[number];

/** Everything a format needs besides the report. Nothing here changes what is reported, only how it looks. */
export interface FormatOptions {
  /** Sluice's own version, without `v`. */
  readonly version: string;
  /** The threshold of the run: decides the headline, and whether a warning is a failed test. */
  readonly failOn: FailOn;
  readonly paint: Paint;
  readonly sourceLine: SourceLine;
  readonly sha256: Sha256;
  /** Undefined for a policy that is not at hand: reports then show its name alone. */
  readonly describePolicy: (name: string) => PolicyText | undefined;
  /** What a constraint says, as Gatekeeper would write its `spec`; undefined when it is not at hand. */
  readonly describeConstraint: (policy: string, name: string) => SparseJsonObject | undefined;
  /** The shape of `json`; other formats have one. */
  readonly outputSchema: OutputSchema;
}

/**
 * Writes a report. The text comes in pieces of any size, so that a report of any length never is one string; joined, they
 * are the whole output, which ends with a line break.
 */
export type Format = (report: Report, options: FormatOptions) => Generator<string, void, undefined>;
