import { writeManifests } from './lib/manifests.mjs';
import { alternate } from './lib/measure.mjs';
import { bytes, ms, table } from './lib/table.mjs';

const COUNTS = [100, 1_000, 10_000, 100_000];

/** Whether time grows with the number of documents, and not faster. */
export function benchGrowth({ at, quick, sluice, forget, readJson }, texts) {
  const run = () => sluice(['check', '-p', 'policy', '-o', 'json', 'growing'], 'growing.json');
  const rows = COUNTS.slice(0, quick ? 2 : COUNTS.length).map((count) => {
    writeManifests(at('growing'), texts, count);
    const rounds = quick || count > 20_000 ? 1 : 3;
    const { wall, rss } = alternate([{ name: 'grow', prepare: () => forget('results'), run }], rounds).get('grow');
    const { documents } = readJson('growing.json').summary;
    return [String(count), String(documents), ms(wall), `${(wall / documents).toFixed(3)} ms`, bytes(rss)];
  });
  table(
    'Growth; policies compiled before, no results kept',
    ['files', 'documents', 'wall', 'per document', 'memory'],
    rows,
  );
}
