import { spawnSync } from 'node:child_process';
import { programArguments } from '../../support/program.ts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT = 2 ** 30;

/** Runs a program to its end. Undefined when there is no such program. */
export function runProgram(command: string, args: readonly string[]): Ended | undefined {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return undefined;
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** Runs sluice, as this harness was loaded: compiled, or from its sources. */
export function runSluice(args: readonly string[]): Ended {
  const ended = runProgram(process.execPath, [...programArguments(), ...args]);
  if (ended === undefined) throw new Error('Node cannot be started a second time');
  return ended;
}
