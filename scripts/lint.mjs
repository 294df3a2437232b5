// Runs the linter and makes sure that it looked at something: a linter that finds no files also finds no faults.
import path from 'node:path';
import { capture, expected, main, root, runNode, runTool, toolPath } from './run.mjs';

/** Fewer than this is not this repository. */
const FEWEST_FILES = 100;
const OPTIONS = ['--type-aware', '--deny-warnings', '--report-unused-disable-directives'];

await main(() => {
  const { stdout, stderr } = capture(process.execPath, [toolPath('oxlint'), ...OPTIONS, '--format', 'json']);
  const { diagnostics, number_of_files: files, number_of_rules: rules } = parse(stdout, stderr);
  if (files < FEWEST_FILES) throw expected(`the linter looked at ${files} files; see ignorePatterns in .oxlintrc.json`);
  // Once more for people: only this format quotes the line and draws under it.
  if (diagnostics.length > 0) runTool('oxlint', OPTIONS);
  runNode(path.join(root, 'scripts', 'build-validators.mjs'), ['--check']);
  console.log(`${files} files, ${rules} rules, no faults`);
});

function parse(stdout, stderr) {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw expected(`the linter did not report: ${stderr || error.message}`);
  }
}
