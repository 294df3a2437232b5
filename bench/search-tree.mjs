// Searches every text file of a folder for secrets, in one thread, and prints what that took as JSON: a process to measure.
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [tree, ...options] = process.argv.slice(2);
const dist = path.resolve(import.meta.dirname, '..', 'dist', 'src');
const load = (file) => import(pathToFileURL(path.join(dist, file)).href);
const { createTextScanner } = await load('core/secrets/text/create-text-scanner.js');
const { ownRules } = await load('core/secrets/rules/own-rules.js');
const { toSearchedText } = await load('node/secrets/to-searched-text.js');

const rules = ownRules();
const keyedHash = (text) => createHmac('sha256', 'bench').update(text).digest('hex');
const decodeDepth = options.includes('--no-decoding') ? 0 : 2;
const scanner = createTextScanner(rules, { keyedHash, clock: () => performance.now() }, { decodeDepth });
const totals = { rules: rules.rules.length, files: 0, bytes: 0, findings: 0, incomplete: 0, searchMs: 0 };
for (const file of filesIn(tree)) search(file);
console.log(JSON.stringify(totals));

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* filesIn(name);
    else if (entry.isFile()) yield name;
  }
}

function search(file) {
  const searched = toSearchedText(readFileSync(file));
  if ('no' in searched) return;
  const begin = performance.now();
  const { findings, incomplete } = scanner.search({ path: path.relative(tree, file), ...searched });
  totals.searchMs += performance.now() - begin;
  totals.files++;
  totals.bytes += searched.bytes.length;
  totals.findings += findings.length;
  if (incomplete !== undefined) totals.incomplete++;
}
