// Compiles the policies that ship, so that a first run needs no compiler. Runs the compiled sources: the same code that will
// look for the result decides what it is called.
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expected, main, root } from './run.mjs';

await main(async () => {
  const { loadPolicySet } = await import('../dist/src/node/policies/load-policy-set.js');
  const { DEFAULT_CONFIG } = await import('../dist/src/node/config/config.js');
  const { shippedCacheFolder } = await import('../dist/src/node/policies/policy-cache.js');
  const folder = shippedCacheFolder();
  const { SHIPPED_ALONE } = await import('../dist/src/node/policies/read-policy-sources.js');
  const sets = [[], ...SHIPPED_ALONE.map((name) => [name])];
  const compileAll = async () => {
    for (const shipped of sets) await compile({ ...DEFAULT_CONFIG, shipped });
  };
  const compile = async (config) => {
    const notices = [];
    const { faults } = await loadPolicySet(
      { cwd: root, config, policies: [], data: [], namespaces: [], cacheDir: path.dirname(folder) },
      (message) => notices.push(message),
    );
    if (faults.length > 0)
      throw expected(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    if (notices.length > 0) throw expected(notices.join('\n'));
  };
  await compileAll();
  // More than there are means that the policies changed: the old ones are of no use to anybody.
  if (listing(folder).length > sets.length) {
    for (const file of listing(folder)) rmSync(path.join(folder, file));
    await compileAll();
  }
  if (listing(folder).length !== sets.length) throw expected(`no compiled policies were written to ${folder}`);
  // A user's cache is the user's alone. This one is published, and read by whoever runs the package.
  chmodSync(folder, 0o755);
  for (const file of listing(folder)) chmodSync(path.join(folder, file), 0o644);
});

function listing(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
