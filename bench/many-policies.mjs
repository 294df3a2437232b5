import { writeManifests } from './lib/manifests.mjs';
import { alternate } from './lib/measure.mjs';
import { writePolicies } from './lib/write-policies.mjs';
import { bytes, ms, table } from './lib/table.mjs';

const COUNT = 100;

/** What a large policy set costs: once to compile, and then each time. */
export function benchManyPolicies({ at, rounds, peers, sluice, peer, forget }, texts) {
  writePolicies(at('many'), COUNT);
  writeManifests(at('few'), texts, 1);
  const check = (set) => () => sluice(['check', '-p', set, '-o', 'json', 'few'], 'few.json');
  const forgetAll = () => forget('results', 'policies');
  const forgetResults = () => forget('results');
  const cases = [
    { name: `sluice, compile ${COUNT} policies`, prepare: forgetAll, run: check('many') },
    { name: `sluice, ${COUNT} compiled policies`, prepare: forgetResults, run: check('many') },
    { name: 'sluice, compile 5 rules', prepare: forgetAll, run: check('policy') },
    { name: 'sluice, 5 compiled rules', prepare: forgetResults, run: check('policy') },
  ];
  if (peers.opa !== undefined) {
    const entrypoints = Array.from({ length: COUNT }, (_, index) => ['-e', `generated/policy_${index}/deny`]).flat();
    cases.push({
      name: `opa build -t wasm, ${COUNT} policies`,
      run: () => peer('opa', ['build', '-t', 'wasm', ...entrypoints, '-o', 'bundle.tar.gz', 'many'], 'opa.txt'),
    });
  }
  if (peers.conftest !== undefined) {
    cases.push({
      name: `conftest, ${COUNT} policies`,
      run: () => peer('conftest', ['test', '-p', 'many', '--all-namespaces', '-o', 'json', 'few'], 'few-theirs.json'),
    });
  }
  const figures = alternate(cases, rounds);
  table(
    `${COUNT} policies, one file`,
    ['', 'wall', 'memory'],
    [...figures].map(([name, { wall, rss }]) => [name, ms(wall), bytes(rss)]),
  );
  const added = figures.get(`sluice, ${COUNT} compiled policies`).wall - figures.get('sluice, 5 compiled rules').wall;
  console.log(`Compiled, ${COUNT} policies add ${ms(added)} to a start with 5 rules.`);
}
