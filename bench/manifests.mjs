import { writeManifests } from './lib/manifests.mjs';
import { alternate } from './lib/measure.mjs';
import { conftestFindings, differences, sluiceFindings } from './lib/same-results.mjs';
import { bytes, ms, ratio, table } from './lib/table.mjs';

/** The same rules over the same files. @returns whether both tools found the same */
export function benchManifests(workplace, texts) {
  const { at, quick, rounds, peers, sluice, peer, forget } = workplace;
  const count = quick ? 1_000 : 10_000;
  writeManifests(at('manifests'), texts, count);
  const run = () => sluice(['check', '-p', 'policy', '-o', 'json', 'manifests'], 'ours.json');
  const cases = [
    { name: 'sluice, nothing cached', prepare: () => forget('results', 'policies', 'code'), run },
    { name: 'sluice, policies cached', prepare: () => forget('results'), run },
    { name: 'sluice, unchanged files', run },
  ];
  if (peers.conftest !== undefined) {
    cases.unshift({
      name: 'conftest',
      run: () => peer('conftest', ['test', '-p', 'policy', '-o', 'json', 'manifests'], 'theirs.json'),
    });
  }
  const figures = alternate(cases, rounds);
  const base = figures.get('conftest');
  const rows = [...figures].map(([name, { wall, fastest, slowest, rss }]) => {
    const compared =
      base === undefined || name === 'conftest' ? '' : `time ${ratio(base.wall, wall)}, memory ${ratio(base.rss, rss)}`;
    return [name, ms(wall), `${ms(fastest)}–${ms(slowest)}`, bytes(rss), compared];
  });
  table(`${count} manifests, 5 rules`, ['', 'wall', 'spread', 'memory', 'conftest ÷ sluice'], rows);
  return base === undefined || sameResults(workplace);
}

/** A faster wrong answer is not an answer. */
function sameResults({ readJson }) {
  const { results, summary } = readJson('ours.json');
  const ours = sluiceFindings(results);
  const { onlyOurs, onlyTheirs } = differences(ours, conftestFindings(readJson('theirs.json')));
  const errors = results
    .filter(({ status }) => status === 'error')
    .map(({ location, message }) => `${location.file}: ${message}`);
  if (onlyOurs.length + onlyTheirs.length + errors.length === 0) {
    console.log(`The results are the same: ${ours.size} findings in ${summary.documents} documents.`);
    return true;
  }
  console.log('THE RESULTS DIFFER');
  list('only from sluice', onlyOurs);
  list('only from conftest', onlyTheirs);
  list('errors of sluice', errors);
  return false;
}

function list(title, lines) {
  console.log(`  ${title}: ${lines.length}`);
  for (const line of lines.slice(0, 10)) console.log(`    ${line}`);
}
