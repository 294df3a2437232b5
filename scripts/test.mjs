// Sets up, builds and runs the tests. The last line is always "N passed, N failed", also when nothing could be run.
// Arguments: parts of paths below test/ to run only those files, and `--no-build` to take dist/ as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runNode, toolPath } from './run.mjs';

const given = process.argv.slice(2);
const counts = attempt(() => {
  if (!given.includes('--no-build')) {
    runNode(path.join(root, 'scripts', 'setup.mjs'));
    runNode(path.join(root, 'scripts', 'build.mjs'));
  }
  return runMocha(testFiles(given.filter((one) => !one.startsWith('--'))));
});
if (counts.pending > 0) console.log(`${counts.pending} skipped; each says why in its name`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

/** Whatever stops a run is a failure with a line of its own, never a run without failures. */
function attempt(task) {
  try {
    return task();
  } catch (error) {
    console.error(`error: ${error.message}`);
    return { passed: 0, failed: 1, pending: 0 };
  }
}

function testFiles(parts) {
  const folder = path.join(root, 'dist', 'test');
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.test.js'));
  const chosen = files.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  if (chosen.length === 0) throw new Error(`no test file matches ${parts.join(', ')}`);
  return chosen.sort().map((file) => path.join(folder, file));
}

function runMocha(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-test-'));
  const countsFile = path.join(folder, 'counts.json');
  const reporter = path.join(root, 'scripts', 'counting-reporter.mjs');
  try {
    const { status } = spawnSync(
      process.execPath,
      [toolPath('mocha'), '--forbid-only', '--reporter', reporter, ...files],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, COUNTS_FILE: countsFile },
      },
    );
    return readCounts(countsFile, status);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A run that ended before mocha counted, or that failed although it counted no failure, has failed. */
function readCounts(file, status) {
  if (!existsSync(file)) throw new Error(`mocha stopped before the end of the run (exit ${status})`);
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
