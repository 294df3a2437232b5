// How fast texts are searched for secrets, beside `gitleaks dir` on the same files: `node bench/secrets.mjs [FOLDER]`, after a build.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { alternate, findProgram, measure } from './lib/measure.mjs';
import { bytes, ms, ratio, table } from './lib/table.mjs';

const ROUNDS = 3;
const SLOWEST = 8;
const MEGABYTE = 1_000_000;

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'sluice-bench-'));
const tree = searchable(path.resolve(process.argv[2] ?? path.join(root, 'node_modules')));
try {
  benchTree();
  await benchAdversarial();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** gitleaks passes over whatever is called so: such a folder is measured under another name. */
function searchable(given) {
  if (!given.split(path.sep).includes('node_modules')) return given;
  const copy = path.join(folder, 'tree');
  cpSync(given, copy, { recursive: true });
  return copy;
}

function benchTree() {
  const output = path.join(folder, 'out');
  const child = path.join(import.meta.dirname, 'search-tree.mjs');
  const run = (command) => () => measure(command, { cwd: folder, output });
  const cases = [
    { name: 'sluice, one thread', run: run([process.execPath, child, tree]) },
    { name: 'sluice, one thread, nothing decoded', run: run([process.execPath, child, tree, '--no-decoding']) },
  ];
  const gitleaks = findProgram('gitleaks');
  if (gitleaks === undefined) console.log('gitleaks is not on PATH: left out');
  else
    cases.push({ name: 'gitleaks dir, all threads', run: run([gitleaks, 'dir', tree, '--no-banner', '-l', 'error']) });
  run([process.execPath, child, tree])();
  const searched = JSON.parse(readFileSync(output, 'utf8'));
  const figures = alternate(cases, ROUNDS);
  const base = figures.get('gitleaks dir, all threads');
  const perSecond = (wall) => `${(searched.bytes / 1000 / wall).toFixed(1)} MB/s`;
  table(
    `${searched.files} files, ${bytes(searched.bytes)}; ${searched.rules} rules; reading them, and starting, included; medians of ${ROUNDS} rounds`,
    ['', 'wall', 'throughput', 'processor', 'throughput', 'memory', 'gitleaks ÷ sluice'],
    [...figures].map(([name, { wall, cpu, rss }]) => [
      name,
      ms(wall),
      perSecond(wall),
      cpu === undefined ? '-' : ms(cpu),
      cpu === undefined ? '-' : perSecond(cpu),
      bytes(rss),
      name.startsWith('sluice') ? ratio(base?.wall, wall) : '',
    ]),
  );
  console.log(
    `  searching alone: ${perSecond(searched.searchMs)}; ${searched.findings} findings, ${searched.incomplete} files not searched to their end`,
  );
}

async function benchAdversarial() {
  const load = (file) => import(pathToFileURL(path.join(root, 'dist', file)).href);
  const { createTextScanner } = await load('src/core/secrets/text/create-text-scanner.js');
  const { ownRules } = await load('src/core/secrets/rules/own-rules.js');
  const { adversarialTexts } = await load('test/core/secrets/text/support/adversarial-texts.js');
  const ports = { keyedHash: (text) => text, clock: () => performance.now() };
  const scanner = createTextScanner(ownRules(), ports, { budgetMs: Infinity });
  const took = Object.entries(adversarialTexts(MEGABYTE)).map(([name, text]) => {
    const begin = performance.now();
    scanner.search({ path: 'a.yaml', text });
    return [name, performance.now() - begin];
  });
  took.sort(([, a], [, b]) => b - a);
  table(
    `A megabyte of what takes long, the slowest of ${took.length} kinds`,
    ['', 'first run'],
    took.slice(0, SLOWEST).map(([name, time]) => [name, ms(time)]),
  );
}
