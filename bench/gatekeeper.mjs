import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/run.mjs';
import { alternate } from './lib/measure.mjs';
import { differences } from './lib/same-results.mjs';
import { bytes, ms, ratio, table } from './lib/table.mjs';

/** A checkout of gatekeeper-library, whose templates and suites are then used; without it, our own policies as templates. */
const LIBRARY = process.env.SLUICE_GATEKEEPER_LIBRARY;
const FROM_LIBRARY = [
  'general/requiredlabels',
  'general/containerlimits',
  'general/allowedrepos',
  'general/requiredprobes',
  'general/replicalimits',
  'pod-security-policy/privileged-containers',
  'pod-security-policy/host-namespaces',
  'pod-security-policy/capabilities',
];
const OWN = [
  'required-labels',
  'no-privileged',
  'no-host-namespaces',
  'no-host-paths',
  'no-host-ports',
  'resource-limits',
  'probes',
  'no-latest-tag',
];

/** Templates and constraints over many objects, and a library's own suites. @returns whether both tools found the same */
export async function benchGatekeeper(workplace, texts) {
  if (workplace.peers.gator === undefined) return console.log('\nTemplates: gator is not on the PATH, left out');
  const same = await benchObjects(workplace, texts);
  if (LIBRARY !== undefined) benchSuites(workplace);
  return same;
}

async function benchObjects(workplace, texts) {
  const { at, quick, rounds, sluice, peer, forget } = workplace;
  const policies = writeTemplates(workplace);
  const count = await writeObjects(at('objects'), texts, quick ? 1_000 : 10_000);
  const check = (expansion) => () =>
    sluice(
      ['check', '-p', 'templates', '--expansion', expansion, '-o', 'json', '--output-schema', 'gator', 'objects'],
      `${expansion}.json`,
    );
  const cases = [
    {
      name: 'gator test',
      run: () =>
        peer(
          'gator',
          ['test', '--enable-k8s-native-validation=false', '-o', 'json', '-f', 'templates', '-f', 'objects'],
          'gator.json',
        ),
    },
    { name: 'sluice, nothing cached', prepare: () => forget('results', 'policies', 'code'), run: check('templates') },
    { name: 'sluice, policies cached', prepare: () => forget('results'), run: check('templates') },
    { name: 'sluice, workloads judged as their Pods, too', prepare: () => forget('results'), run: check('auto') },
    { name: 'sluice, unchanged files', run: check('auto') },
  ];
  const figures = alternate(cases, rounds);
  printFigures(`${count} objects × ${policies}`, figures, 'gator test');
  return sameViolations(workplace);
}

function writeTemplates({ at, sluice }) {
  if (LIBRARY === undefined) {
    const only = OWN.flatMap((name) => ['--only', name]);
    sluice(['export', '-p', 'sluice:all', ...only, '--force', '-o', 'exported'], 'export.txt');
    for (const part of ['templates', 'constraints'])
      cpSync(at(`exported/${part}`), at(`templates/${part}`), { recursive: true });
    return `${OWN.length} policies of our own, exported`;
  }
  for (const name of FROM_LIBRARY) {
    const from = path.join(LIBRARY, 'library', name);
    const [sample] = readdirSync(path.join(from, 'samples')).toSorted();
    const to = at(path.join('templates', path.basename(name)));
    mkdirSync(to, { recursive: true });
    cpSync(path.join(from, 'template.yaml'), path.join(to, 'template.yaml'));
    cpSync(path.join(from, 'samples', sample, 'constraint.yaml'), path.join(to, 'constraint.yaml'));
  }
  return `${FROM_LIBRARY.length} templates of gatekeeper-library`;
}

/** One object a file, each with a name and in a Namespace: gator test is wrong about objects without (docs/gatekeeper.md). */
async function writeObjects(folder, texts, wanted) {
  const { parseDocuments } = await import(path.join(root, 'dist', 'src', 'core', 'documents', 'parse-documents.js'));
  const { toResources } = await import(path.join(root, 'dist', 'src', 'core', 'resources', 'to-resources.js'));
  rmSync(folder, { recursive: true, force: true });
  const objects = texts
    .flatMap((text) =>
      parseDocuments(text)
        .documents.flatMap(toResources)
        .map(({ object }) => object),
    )
    .filter(({ apiVersion, metadata }) => typeof metadata?.name === 'string' && !apiVersion.includes('gatekeeper.sh'));
  for (let index = 0; index < wanted; index++) {
    const { metadata, ...rest } = objects[index % objects.length];
    const copy = { ...rest, metadata: { namespace: 'default', ...metadata, name: `${metadata.name}-${index}` } };
    const part = path.join(folder, `part-${String(Math.floor(index / 250)).padStart(3, '0')}`);
    if (!existsSync(part)) mkdirSync(part, { recursive: true });
    writeFileSync(path.join(part, `o-${String(index).padStart(6, '0')}.json`), `${JSON.stringify(copy)}\n`);
  }
  return wanted;
}

function sameViolations({ readJson }) {
  const [ours, theirs] = ['templates.json', 'gator.json'].map((file) => violations(readJson(file) ?? []));
  const { onlyOurs, onlyTheirs } = differences(ours, theirs);
  if (onlyOurs.length + onlyTheirs.length === 0) {
    console.log(`The violations are the same: ${ours.size}.`);
    return true;
  }
  console.log(`THE VIOLATIONS DIFFER: ${onlyOurs.length} only from sluice, ${onlyTheirs.length} only from gator`);
  for (const line of [...onlyOurs, ...onlyTheirs].slice(0, 10)) console.log(`    ${line}`);
  return false;
}

const violations = (results) =>
  new Set(
    results.map(({ constraint, violatingObject: { kind, metadata }, msg }) =>
      [constraint.kind, constraint.metadata.name, kind, metadata.namespace, metadata.name, msg].join(' '),
    ),
  );

function benchSuites({ rounds, sluice, peer, forget }) {
  const folder = path.join(LIBRARY, 'library');
  const cases = [
    {
      name: 'gator verify',
      run: () => peer('gator', ['verify', '--enable-k8s-native-validation=false', `${folder}/...`], 'verify-gator.txt'),
    },
    {
      name: 'sluice verify, nothing cached',
      prepare: () => forget('policies', 'code'),
      run: () => sluice(['verify', folder], 'verify.txt'),
    },
    { name: 'sluice verify, templates cached', run: () => sluice(['verify', folder], 'verify.txt') },
  ];
  printFigures('The suites of gatekeeper-library', alternate(cases, rounds), 'gator verify');
}

function printFigures(title, figures, peerName) {
  const base = figures.get(peerName);
  const rows = [...figures].map(([name, { wall, fastest, slowest, rss }]) => {
    const compared = name === peerName ? '' : `time ${ratio(base.wall, wall)}, memory ${ratio(base.rss, rss)}`;
    return [name, ms(wall), `${ms(fastest)}–${ms(slowest)}`, bytes(rss), compared];
  });
  table(title, ['', 'wall', 'spread', 'memory', `${peerName} ÷ sluice`], rows);
}
