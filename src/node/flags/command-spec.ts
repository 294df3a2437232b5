import type { FlagTable } from './flag.ts';

/** Everything that a command says about itself. Its help is made of this, and nothing else is. */
export interface CommandSpec<T extends FlagTable = FlagTable> {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Lines after `sluice check`, one for each way to call it. */
  readonly usage: readonly string[];
  /** A paragraph or two for whoever asked for help. */
  readonly description: string;
  /** How many arguments besides flags are taken, and what they are. */
  readonly operands: Operands;
  readonly flags: T;
  readonly examples: readonly Example[];
  readonly exitCodes: readonly (readonly [code: number, meaning: string])[];
}

export interface Operands {
  readonly min: number;
  readonly max: number;
  /** `PATH`: what a message calls a missing one. */
  readonly name: string;
}

export interface Example {
  readonly command: string;
  readonly meaning: string;
}

export const NO_OPERANDS: Operands = { min: 0, max: 0, name: 'argument' };
