// Measures sluice beside its peers, in one run and in turn, so that the ratios mean something on any machine. See README.md.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../scripts/run.mjs';
import { manifestTexts, writeManifests } from './manifests.mjs';
import { writePolicies } from './many-policies.mjs';
import { alternate, findProgram, measure } from './measure.mjs';
import { conftestFindings, differences, sluiceFindings } from './same-results.mjs';
import { bytes, ms, ratio, table } from './table.mjs';

const PEERS = {
  conftest: 'the same rules over the same files',
  opa: 'compiling a policy set',
  gator: 'nothing yet: sluice does not read constraint templates so far',
  gitleaks: 'nothing yet: sluice has no secret detectors so far',
};

const quick = process.argv.includes('--quick');
const rounds = quick ? 1 : 5;
const processRounds = quick ? 5 : 21;
const manifests = quick ? 1_000 : 10_000;
const growth = quick ? [100, 1_000] : [100, 1_000, 10_000, 100_000];

const work = path.join(os.tmpdir(), `sluice-bench-${process.pid}`);
const policy = path.join(work, 'policy');
const cache = path.join(work, 'cache');
const sluiceProgram = [process.execPath, path.join(root, 'dist', 'bundle', 'sluice.js')];
const peers = Object.fromEntries(Object.keys(PEERS).map((name) => [name, findProgram(name)]));
let faults = 0;

mkdirSync(work, { recursive: true });
cpSync(path.join(root, 'bench', 'policy'), policy, { recursive: true });
try {
  reportMachine();
  const source = manifestTexts(work, peers.conftest, policy);
  describeSource(source);
  benchManifests(source.texts);
  benchProcess(source.texts);
  benchGrowth(source.texts);
  benchManyPolicies(source.texts);
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = faults === 0 ? 0 : 1;

function reportMachine() {
  console.log(
    `Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${quick ? 'quick run: figures are rough' : `medians of ${rounds} rounds`}`,
  );
  for (const [name, use] of Object.entries(PEERS))
    console.log(`  ${name.padEnd(9)} ${peers[name] === undefined ? 'not on PATH: skipped' : use}`);
}

function describeSource({ origin, texts, unread }) {
  const left = unread > 0 ? `; ${unread} that conftest cannot read are left out` : '';
  console.log(`\nManifests: ${origin}, ${texts.length} different texts${left}`);
}

/** One sluice run. Without a folder for its caches it has none. */
function sluice(args, { output, cacheDir = cache, cwd = work }) {
  return checked(
    measure([...sluiceProgram, 'check', ...args], {
      cwd,
      output: path.join(work, output),
      env: { SLUICE_CACHE_DIR: cacheDir },
    }),
  );
}

function conftest(args, output) {
  return checked(
    measure([peers.conftest, 'test', ...args, '-o', 'json'], { cwd: work, output: path.join(work, output) }),
  );
}

/** Both tools end with 1 on violations. Anything else means that the figure is not one of a whole run. */
function checked(result) {
  if (result.status === 0 || result.status === 1) return result;
  throw new Error(`a measured program ended with ${result.status}: ${result.stderr.slice(0, 2000)}`);
}

const forget = (part = '') => rmSync(path.join(cache, part), { recursive: true, force: true });

function benchManifests(texts) {
  writeManifests(path.join(work, 'manifests'), texts, manifests);
  const args = ['-p', 'policy', '-o', 'json', 'manifests'];
  const run = () => sluice(args, { output: 'sluice.json' });
  const cases = [
    { name: 'sluice, nothing cached', prepare: () => forget(), run },
    { name: 'sluice, policies cached', prepare: () => forget('results'), run },
    { name: 'sluice, unchanged files', run },
  ];
  if (peers.conftest !== undefined)
    cases.unshift({ name: 'conftest', run: () => conftest(['-p', 'policy', 'manifests'], 'conftest.json') });
  const figures = alternate(cases, rounds);
  const base = figures.get('conftest');
  table(
    `${manifests} manifests, 5 rules`,
    ['', 'wall', 'spread', 'memory', 'conftest ÷ sluice'],
    [...figures].map(([name, { wall, fastest, slowest, rss }]) => [
      name,
      ms(wall),
      `${ms(fastest)}–${ms(slowest)}`,
      bytes(rss),
      base === undefined || name === 'conftest' ? '' : `time ${ratio(base.wall, wall)}, memory ${ratio(base.rss, rss)}`,
    ]),
  );
  if (base !== undefined) compareResults();
}

/** A faster wrong answer is not an answer. */
function compareResults() {
  const report = read('sluice.json');
  const ours = sluiceFindings(report);
  const theirs = conftestFindings(read('conftest.json'));
  const { onlyOurs, onlyTheirs } = differences(ours, theirs);
  if (onlyOurs.length + onlyTheirs.length + report.summary.error === 0) {
    console.log(`The results are the same: ${ours.size} findings in ${report.summary.documents} documents.`);
    return;
  }
  faults++;
  console.log(
    `THE RESULTS DIFFER: ${onlyOurs.length} only from sluice, ${onlyTheirs.length} only from conftest, ${report.summary.error} errors from sluice`,
  );
  const errors = report.results
    .filter(({ status }) => status === 'error')
    .map(({ location, message }) => `${location.file}: ${message}`);
  for (const [who, lines] of [
    ['sluice only', onlyOurs],
    ['conftest only', onlyTheirs],
    ['sluice error', errors],
  ]) {
    for (const line of lines.slice(0, 10)) console.log(`  ${who}: ${line}`);
  }
}

const read = (file) => JSON.parse(readFileSync(path.join(work, file), 'utf8'));

function benchProcess(texts) {
  const text = texts.find((one) => /^kind: Deployment$/m.test(one)) ?? texts[0];
  writeFileSync(path.join(work, 'one.yaml'), text);
  const output = 'one.json';
  const cases = [
    {
      name: 'node -e 0',
      run: () => checked(measure([process.execPath, '-e', '0'], { cwd: work, output: path.join(work, output) })),
    },
    {
      name: 'sluice version',
      run: () => checked(measure([...sluiceProgram, 'version'], { cwd: work, output: path.join(work, output) })),
    },
    {
      name: 'sluice, 5 rules',
      prepare: () => forget('results'),
      run: () => sluice(['-p', 'policy', '-o', 'json', 'one.yaml'], { output }),
    },
    {
      name: 'sluice, shipped policies',
      prepare: () => forget('results'),
      run: () => sluice(['-o', 'json', 'one.yaml'], { output }),
    },
  ];
  if (peers.conftest !== undefined)
    cases.unshift({ name: 'conftest, 5 rules', run: () => conftest(['-p', 'policy', 'one.yaml'], output) });
  const figures = alternate(cases, processRounds);
  const base = figures.get('conftest, 5 rules');
  table(
    'One file, a process each time; policies compiled before',
    ['', 'wall', 'fastest', 'memory', 'conftest ÷ sluice'],
    [...figures].map(([name, { wall, fastest, rss }]) => [
      name,
      ms(wall),
      ms(fastest),
      bytes(rss),
      base === undefined || !name.startsWith('sluice,') ? '' : ratio(base.wall, wall),
    ]),
  );
}

function benchGrowth(texts) {
  const rows = growth.map((count) => {
    writeManifests(path.join(work, 'growing'), texts, count);
    const { wall, rss } = alternate(
      [
        {
          name: 'grow',
          prepare: () => forget('results'),
          run: () => sluice(['-p', 'policy', '-o', 'json', 'growing'], { output: 'grow.json' }),
        },
      ],
      quick || count > 20_000 ? 1 : 3,
    ).get('grow');
    const { documents } = read('grow.json').summary;
    return [String(count), String(documents), ms(wall), `${(wall / documents).toFixed(3)} ms`, bytes(rss)];
  });
  table(
    'Growth; policies compiled before, no results kept',
    ['files', 'documents', 'wall', 'per document', 'memory'],
    rows,
  );
}

function benchManyPolicies(texts) {
  writePolicies(path.join(work, 'many'), 100);
  writeManifests(path.join(work, 'few'), texts, 1);
  const args = (set) => ['-p', set, '-o', 'json', 'few'];
  const cases = [
    { name: 'sluice, compile 100', prepare: () => forget(), run: () => sluice(args('many'), { output: 'many.json' }) },
    {
      name: 'sluice, 100 compiled',
      prepare: () => forget('results'),
      run: () => sluice(args('many'), { output: 'many.json' }),
    },
    {
      name: 'sluice, compile 5 rules',
      prepare: () => forget(),
      run: () => sluice(args('policy'), { output: 'many.json' }),
    },
    {
      name: 'sluice, 5 rules compiled',
      prepare: () => forget('results'),
      run: () => sluice(args('policy'), { output: 'many.json' }),
    },
  ];
  if (peers.opa !== undefined) {
    const bundle = path.join(work, 'bundle.tar.gz');
    const entrypoints = Array.from({ length: 100 }, (_, index) => ['-e', `generated/policy_${index}/deny`]).flat();
    cases.push({
      name: 'opa build -t wasm, 100',
      run: () =>
        checked(
          measure([peers.opa, 'build', '-t', 'wasm', ...entrypoints, '-o', bundle, 'many'], {
            cwd: work,
            output: path.join(work, 'opa.out'),
          }),
        ),
    });
  }
  if (peers.conftest !== undefined)
    cases.push({
      name: 'conftest, 100',
      run: () => conftest(['-p', 'many', '--all-namespaces', 'few'], 'many-conftest.json'),
    });
  const figures = alternate(cases, rounds);
  table(
    '100 policies, one file',
    ['', 'wall', 'memory'],
    [...figures].map(([name, { wall, rss }]) => [name, ms(wall), bytes(rss)]),
  );
  const added = figures.get('sluice, 100 compiled').wall - figures.get('sluice, 5 rules compiled').wall;
  console.log(`A hundred compiled policies add ${ms(added)} to a warm start.`);
}
