import { writeFileSync } from 'node:fs';
import { reporters, Runner } from 'mocha';

/** Mocha's usual report, and the counts in the file that COUNTS_FILE names, for whoever started mocha. */
export default class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending } = runner.stats;
      writeFileSync(process.env.COUNTS_FILE, JSON.stringify({ passed, failed, pending }));
    });
  }
}
