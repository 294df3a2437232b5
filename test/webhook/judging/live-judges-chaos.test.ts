import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { answerVerdict } from '../../../webhook/admission/admission-response.ts';
import { createImagesKeeper } from '../../../webhook/judging/images-keeper.ts';
import type { JudgesLogEntry } from '../../../webhook/judging/judges-status.ts';
import { LiveJudges } from '../../../webhook/judging/live-judges.ts';
import { loadJudges, type LoadedJudges } from '../../../webhook/judging/load-judges.ts';
import { admissionSubject } from '../../support/admission-subject.ts';
import { isCompiled } from '../../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

/** `SLUICE_TEST_SWAPS=1000` is the whole of it. */
const SWAPS = Number(process.env['SLUICE_TEST_SWAPS'] ?? 60);
/** A thread alone is replaced by another one each time, which takes a hundred times as long. */
const SWAPS_ALONE = Math.ceil(SWAPS / 20);
const CALLERS = 8;
const TODAY = '2026-11-21';
const MEBIBYTE = 1024 * 1024;
const MEMORY_SLACK_MIB = 48;

/** Two sets that differ in one verdict: the object called by the name of the other is refused. */
const refusing = (name: string): string =>
  `package main\n\ndeny contains "not under this set" if input.metadata.name == "${name}"\n`;

describe('LiveJudges, under load', function () {
  this.timeout(600_000);
  let folder: TemporaryFolder;
  let sets: Readonly<Record<'a' | 'b', LoadedJudges>>;
  before(async function () {
    if (!isCompiled()) this.skip();
    folder = temporaryFolder();
    sets = { a: await load('a'), b: await load('b') };
  });
  after(() => folder?.[Symbol.dispose]());

  function load(name: string): Promise<LoadedJudges> {
    const policies = [folder.write(`${name}.rego`, refusing(name))];
    const rest = { data: [], namespaces: [], timeoutMs: 2000, today: TODAY, watchesCluster: false };
    return loadJudges({ cwd: folder.path, config: DEFAULT_CONFIG, policies, ...rest });
  }

  for (const [threads, swaps] of [
    [1, SWAPS_ALONE],
    [2, SWAPS],
  ] as const) {
    it(`gives every request the answer of one whole set while sets are swapped, by ${threads} threads`, async () => {
      const log: JudgesLogEntry[] = [];
      const notices: string[] = [];
      let next: LoadedJudges | Error = sets.a;
      await using judges = await LiveJudges.open({
        load: () => (next instanceof Error ? Promise.reject(next) : Promise.resolve(next)),
        images: createImagesKeeper({ env: {} }),
        threads,
        today: () => TODAY,
        now: () => new Date(),
        onNotice: (notice) => notices.push(notice),
        log: (entry) => log.push(entry),
        retryMs: 60_000,
      });
      const seen = { a: 0, b: 0, wrong: [] as string[] };
      const over = new AbortController();
      const caller = async (): Promise<void> => {
        while (!over.signal.aborted) {
          for (const name of ['a', 'b', 'c']) {
            const judged = await judges.judge(admissionSubject(name), 10_000);
            if (judged.kind !== 'verdict' || judged.by === undefined) {
              seen.wrong.push(judged.kind !== 'verdict' ? judged.message : 'nobody knows by what it was judged');
              continue;
            }
            const { response } = answerVerdict('uid', judged.verdict, admissionSubject(name).identity, judged.by);
            const set = response.auditAnnotations?.['policy-set'] === sets.a.policySet ? 'a' : 'b';
            seen[set] += 1;
            if (response.allowed !== (name !== set)) seen.wrong.push(`${name} under ${set}: ${response.allowed}`);
          }
        }
      };
      const load = Promise.all(Array.from({ length: CALLERS }, caller));
      const memory: number[] = [];
      for (let swap = 1; swap <= swaps; swap += 1) {
        next = new Error('half of a policy');
        if (swap % 3 === 0) await judges.reload();
        next = swap % 2 === 1 ? sets.b : sets.a;
        await judges.reload();
        expect(judges.isReady).to.equal(true);
        memory.push(process.memoryUsage().rss / MEBIBYTE);
      }
      over.abort();
      await load;
      expect(seen.wrong).to.deep.equal([]);
      expect(Math.min(seen.a, seen.b)).to.be.greaterThan(0);
      expect(log.filter(({ event }) => event === 'policies-changed')).to.have.length(swaps);
      expect(log.filter(({ event }) => event === 'policies-failed')).to.have.length(Math.floor(swaps / 3));
      expect(notices).to.deep.equal([]);
      // The first swaps warm up; after that, what a set took must be given back.
      const [early, late] = [median(memory.slice(swaps / 4, swaps / 2)), median(memory.slice(-swaps / 4))];
      expect(late, `MiB, after ${early}`).to.be.lessThan(early + MEMORY_SLACK_MIB);
    });
  }
});

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
