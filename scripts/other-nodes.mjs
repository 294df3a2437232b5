// Runs tests on the Nodes at the edges of what package.json promises ("engines"), which npm brings as a package for each platform.
//   node scripts/other-nodes.mjs           the tests of what hangs on V8 and on Node's own parts, on each of them
//   node scripts/other-nodes.mjs e2e/ 26   tests below other paths, or on other versions
// Takes dist/ as it is. The last line is "N passed, N failed", over all of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { capture, expected, main, root } from './run.mjs';

const VERSIONS = ['20.19.0', '22.12.0', '24', '26'];
/** Flags of V8 and what is kept of its code, WebAssembly, threads, TLS, addresses, Git. */
const PARTS = ['e2e/bundle', 'node/evaluation/', 'node/engine/', 'node/registry/', 'webhook/serving/', 'e2e/parity'];

await main(() => {
  const given = process.argv.slice(2);
  const versions = given.filter(isVersion);
  const parts = given.filter((one) => !isVersion(one));
  const counts = (versions.length === 0 ? VERSIONS : versions).map((version) =>
    testOn(version, parts.length === 0 ? PARTS : parts),
  );
  const sum = (name) => counts.reduce((all, one) => all + one[name], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (sum('failed') > 0 || sum('passed') === 0) process.exitCode = 1;
});

function isVersion(word) {
  return /^\d+(\.\d+)*$/.test(word);
}

function testOn(version, parts) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-node-'));
  try {
    const node = install(version, folder);
    console.log(`\n=== Node ${capture(node, ['--version']).stdout.trim()}`);
    const test = path.join(root, 'scripts', 'test.mjs');
    const { stdout, stderr } = capture(node, [test, '--no-build', ...parts], { env: { PATH: pathWith(node) } });
    process.stdout.write(stdout + stderr);
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(stdout) ?? [];
    if (passed === undefined) throw expected(`the tests on Node ${version} did not come to an end`);
    return { passed: Number(passed), failed: Number(failed) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The program alone: the package `node` would run a script to find it. */
function install(version, folder) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
  const { status, stderr } = capture('npm', [...args, `${name}@${version}`]);
  if (status !== 0) throw expected(`npm could not bring Node ${version}: ${stderr.trim()}`);
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return path.join(folder, 'node_modules', name, program);
}

/** Programs that tests start by the name "node" are to be the same. */
function pathWith(node) {
  return [path.dirname(node), process.env.PATH].join(path.delimiter);
}
