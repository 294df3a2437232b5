import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../scripts/run.mjs';
import { findProgram, measure } from './lib/measure.mjs';

/**
 * A folder to measure in, and the programs to measure: all run in that folder and write their JSON report to a file there.
 * @param {{ quick: boolean, peerNames: readonly string[] }} options
 */
export function createWorkplace({ quick, peerNames }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sluice-bench-'));
  const cache = path.join(folder, 'cache');
  const at = (name) => path.join(folder, name);
  const peers = Object.fromEntries(peerNames.map((name) => [name, findProgram(name)]));
  const node = (args, output) =>
    checked(
      measure([process.execPath, ...args], { cwd: folder, output: at(output), env: { SLUICE_CACHE_DIR: cache } }),
    );
  const peer = (name, args, output) => checked(measure([peers[name], ...args], { cwd: folder, output: at(output) }));
  const program = path.join(root, 'dist', 'bundle', 'sluice.js');
  mkdirSync(cache);
  cpSync(path.join(root, 'bench', 'policy'), at('policy'), { recursive: true });
  return {
    folder,
    at,
    quick,
    rounds: quick ? 1 : 5,
    program,
    cacheDir: cache,
    peers,
    node,
    sluice: (args, output) => node([program, ...args], output),
    peer,
    /** Files of a folder that sluice reports as errors; the other tool may read them all the same. */
    refusedFiles: (name) => {
      measure([process.execPath, program, 'check', '--no-cache', '-p', 'policy', '-o', 'json', name], {
        cwd: folder,
        output: at('refused.json'),
      });
      const { results } = JSON.parse(readFileSync(at('refused.json'), 'utf8'));
      return new Set(results.filter(({ status }) => status === 'error').map(({ location }) => location.file));
    },
    readJson: (name) => JSON.parse(readFileSync(at(name), 'utf8')),
    /** Empties caches of sluice by name: results, policies, code. */
    forget: (...parts) => parts.forEach((part) => rmSync(path.join(cache, part), { recursive: true, force: true })),
  };
}

/** The tools end with 1 on violations, and conftest also on errors. A figure that is not one of a whole run is none. */
function checked(result) {
  const whole = (result.status === 0 || result.status === 1) && !/^Error:/m.test(result.stderr);
  if (whole) return result;
  throw new Error(`a measured program ended with ${result.status}: ${result.stderr.slice(0, 2000)}`);
}
