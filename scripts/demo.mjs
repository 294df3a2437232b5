// Sets up, builds and shows one check that finds something. Ends with 0 only when sluice found it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expected, main, root, runNode } from './run.mjs';

const EXAMPLE = 'examples/webapp';
const VIOLATIONS = 1;

await main(() => {
  runNode(path.join(root, 'scripts', 'setup.mjs'));
  runNode(path.join(root, 'scripts', 'build.mjs'));
  console.log(`\n$ sluice check ${EXAMPLE}\n`);
  const sluice = path.join(root, 'dist', 'bundle', 'sluice.js');
  const { status } = spawnSync(process.execPath, [sluice, 'check', EXAMPLE], { cwd: root, stdio: 'inherit' });
  if (status !== VIOLATIONS)
    throw expected(`the demo should end with exit ${VIOLATIONS} (violations), but sluice ended with ${status}`);
  console.log(`
sluice ended with exit ${status}: it evaluated the manifests and found violations, as it should here.
Exit 0 means evaluated and allowed; 2 means that something could not be evaluated, which is never a pass.
Next: node dist/bundle/sluice.js check <your manifests>`);
});
