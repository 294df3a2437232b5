import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository; every script works from there, wherever it is called from. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A step that failed and has already said why on its own output. */
export class StepFailed extends Error {
  name = 'StepFailed';
  constructor(step, status) {
    super(`${step} failed (exit ${status})`);
    this.status = status;
  }
}

/** Runs a program in the repository with its output shown. @throws StepFailed */
export function run(command, args, { env = {}, cwd = root } = {}) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error !== undefined) throw new Error(`cannot start ${command}: ${error.message}`, { cause: error });
  if (status !== 0) throw new StepFailed([path.basename(command), ...args].join(' '), status ?? 'by signal');
}

/** Runs a Node script. */
export const runNode = (script, args = [], options = {}) => run(process.execPath, [script, ...args], options);

/** Runs the program of an installed package with this Node: no shell, no search of the PATH. */
export const runTool = (name, args = [], { packageName = name, ...options } = {}) =>
  runNode(toolPath(name, packageName), args, options);

/** The script behind `node_modules/.bin/<name>`. */
export function toolPath(name, packageName = name) {
  const folder = path.join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** Runs a program and gives back what it printed. Output beyond 256 MB ends it. */
export function capture(command, args, { env = {}, cwd = root, input } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 ** 2,
    env: { ...process.env, ...env },
  });
  if (error !== undefined) throw new Error(`cannot start ${command}: ${error.message}`, { cause: error });
  return { status, stdout, stderr };
}

/** Runs a script's main function; a fault becomes one line on stderr and exit 1, a programming error keeps its stack. */
export async function main(task) {
  try {
    await task();
  } catch (error) {
    console.error(error instanceof StepFailed || error.code === 'EXPECTED' ? `error: ${error.message}` : error);
    process.exitCode = 1;
  }
}

/** An error whose message is all that the reader needs. */
export const expected = (message) => Object.assign(new Error(message), { code: 'EXPECTED' });
