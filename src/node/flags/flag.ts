/**
 * What a flag is. One table of these for each command is all there is to say about its flags: parsing, the environment,
 * `--help` and the check of the documentation all read it.
 */
export type Flag = SwitchFlag | TextFlag | ListFlag | ChoiceFlag | CountFlag;

interface FlagText {
  /** One letter, used as `-p`. */
  readonly short?: string;
  /** Heading in the help. */
  readonly group: string;
  /** One sentence, without the default. */
  readonly description: string;
  /** The default as the help shows it, where it is not plain: `the number of cores`. */
  readonly defaultText?: string;
}

/** Present or not. From the environment: `1`, `true`, `yes` or `0`, `false`, `no`. */
export interface SwitchFlag extends FlagText {
  readonly kind: 'switch';
}

/** One text. */
export interface TextFlag extends FlagText {
  readonly kind: 'text';
  /** What the help calls the value: `FILE`. */
  readonly value: string;
}

/** Any number of texts; the flag is repeated. From the environment: separated by commas. */
export interface ListFlag extends FlagText {
  readonly kind: 'list';
  readonly value: string;
}

/** One of a few words. */
export interface ChoiceFlag extends FlagText {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  /** The word that the flag means by itself. With one, another word is written as `--flag=word` only. */
  readonly implied?: string;
}

/** A whole number within bounds. */
export interface CountFlag extends FlagText {
  readonly kind: 'count';
  readonly value: string;
  readonly min: number;
  readonly max: number;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** What parsing makes of a table: a switch is true or false, a list may be empty, anything else may be absent. */
export type FlagValues<T extends FlagTable> = { readonly [K in keyof T]: FlagValue<T[K]> };

export type FlagValue<F extends Flag> = F extends SwitchFlag
  ? boolean
  : F extends ListFlag
    ? readonly string[]
    : F extends ChoiceFlag
      ? F['choices'][number] | undefined
      : F extends CountFlag
        ? number | undefined
        : string | undefined;

export const ENV_PREFIX = 'SLUICE_';

/** The environment variable of a flag: `--fail-on` is `SLUICE_FAIL_ON`. */
export function envName(flag: string): string {
  return `${ENV_PREFIX}${flag.replaceAll('-', '_').toUpperCase()}`;
}
