import { writeFileSync } from 'node:fs';
import { alternate } from './lib/measure.mjs';
import { bytes, ms, ratio, table } from './lib/table.mjs';

/** One file, a process each time. */
export function benchProcess({ at, quick, peers, node, sluice, peer, forget }, texts) {
  writeFileSync(at('one.yaml'), texts.find((text) => /^kind: Deployment$/m.test(text)) ?? texts[0]);
  const output = 'one.json';
  const forgetResults = () => forget('results');
  const cases = [
    { name: 'node -e 0', run: () => node(['-e', '0'], output) },
    { name: 'sluice version', run: () => sluice(['version'], output) },
    {
      name: 'sluice, 5 rules',
      prepare: forgetResults,
      run: () => sluice(['check', '-p', 'policy', '-o', 'json', 'one.yaml'], output),
    },
    {
      name: 'sluice, 5 rules, unchanged file',
      run: () => sluice(['check', '-p', 'policy', '-o', 'json', 'one.yaml'], output),
    },
    {
      name: 'sluice, shipped policies',
      prepare: forgetResults,
      run: () => sluice(['check', '-o', 'json', 'one.yaml'], output),
    },
  ];
  if (peers.conftest !== undefined) {
    cases.unshift({
      name: 'conftest, 5 rules',
      run: () => peer('conftest', ['test', '-p', 'policy', '-o', 'json', 'one.yaml'], output),
    });
  }
  // The first round fills the caches of compiled policies and code: the table is about what comes after.
  alternate(cases, 1);
  const figures = alternate(cases, quick ? 5 : 21);
  const base = figures.get('conftest, 5 rules');
  const rows = [...figures].map(([name, { wall, fastest, rss }]) => {
    const compared = base === undefined || !name.startsWith('sluice,') ? '' : ratio(base.wall, wall);
    return [name, ms(wall), ms(fastest), bytes(rss), compared];
  });
  table(
    'One file, a process each time; policies compiled before',
    ['', 'wall', 'fastest', 'memory', 'conftest ÷ sluice'],
    rows,
  );
}
