// Builds everything that runs: the Wasm engine, the compiled sources, the bundle, the policies that ship in compiled form.
// Each step looks for itself whether there is anything to do.
import path from 'node:path';
import { bundle } from './bundle.mjs';
import { writeNotices } from './notices.mjs';
import { pruneDist } from './prune-dist.mjs';
import { main, root, runNode, runTool } from './run.mjs';

await main(async () => {
  await timed('engine', () => runNode(path.join(root, 'scripts', 'build-engine.mjs')));
  await timed('formats', () => runNode(path.join(root, 'scripts', 'build-formats.mjs')));
  await timed('types', () => {
    pruneDist();
    runTool('tsc', ['-b'], { packageName: 'typescript' });
  });
  const inputs = await timed('bundle', bundle);
  // The sources say where the compiled form lies and what is in it, so they are what writes it.
  await timed('policies', () => runNode(path.join(root, 'scripts', 'precompile-policies.mjs')));
  await timed('notices', () => writeNotices(inputs));
});

async function timed(step, task) {
  const start = performance.now();
  const result = await task();
  console.log(`  ${step.padEnd(10)} ${(performance.now() - start).toFixed(0).padStart(6)} ms`);
  return result;
}
