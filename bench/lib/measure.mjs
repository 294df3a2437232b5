import { spawnSync } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TIME = '/usr/bin/time';
const hasTime = existsSync(TIME);

/** Without what makes Node start differently: reading certificates alone doubles the time of an empty program. */
const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...plain } = process.env;
export const PLAIN_ENVIRONMENT = plain;

/** A program on the PATH, or undefined. */
export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs a program once with its output in a file, so that reading it costs the program nothing.
 * @returns wall time in milliseconds, peak memory in bytes and processor time in milliseconds (undefined where /usr/bin/time is
 * missing), and the exit status
 */
export function measure([program, ...args], { cwd, output, env = {} }) {
  const stdout = openSync(output, 'w');
  const rssFile = `${output}.rss`;
  const command = hasTime ? [TIME, '-f', '%M %U %S', '-o', rssFile, program, ...args] : [program, ...args];
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command[0], command.slice(1), {
    cwd,
    env: { ...PLAIN_ENVIRONMENT, ...env },
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  const wall = performance.now() - start;
  closeSync(stdout);
  if (error !== undefined) throw error;
  // GNU time puts a line before the figure when the program did not end with 0.
  const [rss, cpu] = hasTime ? figuresIn(readFileSync(rssFile, 'utf8')) : [];
  return { wall, rss, cpu, status, stderr };
}

function figuresIn(text) {
  const [kilobytes, user, system] = text.trim().split('\n').at(-1).split(' ').map(Number);
  return [kilobytes * 1024, (user + system) * 1000];
}

/** Measures several cases in turn, round by round: whatever else the machine does meets them all alike. */
export function alternate(cases, rounds) {
  const runs = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, prepare, run } of cases) {
      prepare?.();
      runs.get(name).push(run());
    }
  }
  return new Map([...runs].map(([name, all]) => [name, summarize(all)]));
}

function summarize(runs) {
  return {
    wall: median(runs.map(({ wall }) => wall)),
    fastest: Math.min(...runs.map(({ wall }) => wall)),
    slowest: Math.max(...runs.map(({ wall }) => wall)),
    rss: runs[0].rss === undefined ? undefined : median(runs.map(({ rss }) => rss)),
    cpu: runs[0].cpu === undefined ? undefined : Math.min(...runs.map(({ cpu }) => cpu)),
  };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
