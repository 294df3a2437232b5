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
  const before = listing(folder);
  const notices = [];
  const { faults } = await loadPolicySet(
    { cwd: root, config: DEFAULT_CONFIG, policies: [], data: [], namespaces: [], cacheDir: path.dirname(folder) },
    (message) => notices.push(message),
  );
  if (faults.length > 0)
    throw expected(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  if (notices.length > 0) throw expected(notices.join('\n'));
  const written = listing(folder).filter((file) => !before.includes(file));
  // A new entry means that the policies changed: the old ones are of no use to anybody.
  if (written.length > 0) for (const file of before) rmSync(path.join(folder, file));
  if (listing(folder).length === 0) throw expected(`no compiled policies were written to ${folder}`);
  // A user's cache is the user's alone. This one is published, and read by whoever runs the package.
  chmodSync(folder, 0o755);
  for (const file of listing(folder)) chmodSync(path.join(folder, file), 0o644);
});

function listing(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
