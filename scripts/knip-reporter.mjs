/** Fewer than this is not this repository. */
const FEWEST_FILES = 100;

/** Runs after knip's own report and fails when knip looked at nothing: then it also finds nothing that is unused. */
export default function checkCounters({ counters, report }) {
  const { processed, total } = counters;
  console.log(
    `knip looked at ${processed} of ${total} files for: ${Object.keys(report)
      .filter((key) => report[key])
      .join(', ')}`,
  );
  if (processed >= FEWEST_FILES) return;
  console.error('error: that is not the whole project; see "project" in knip.json');
  process.exit(1);
}
