import type { ModuleInspection } from './module-inspection.ts';

/**
 * Whether the modules of a package read nothing that may differ between two inputs of one Namespace but what was found of secrets:
 * then whatever they say of an input in which nothing was found, they say of all of these. Whatever cannot be told counts as
 * read.
 */
export function readsOnlySecrets(files: readonly ModuleInspection[]): boolean {
  return files.every(
    ({ inputs, uses, builtins }) =>
      uses.length === 0 && inputs.every((input) => STEADY_INPUT.test(input)) && builtins.every(isSteady),
  );
}

const STEADY_INPUT = /^input\.(?:facts\.secrets\b.*|parameters\b.*|review\.namespace)$/;

/** Of functions with a name in parts few ask the clock, the dice, a file or a network; these do not. */
const isSteady = (name: string): boolean =>
  name.includes('.') ? STEADY_FAMILY.test(name) : !/^(?:parse_|external_|print$|trace$)/.test(name);

const STEADY_FAMILY =
  /^(?:array|base64|base64url|bits|glob|graph|hex|internal\.member_[23]|json|numbers|object|regex|semver|strings|units|yaml)(?:\.|$)/;
