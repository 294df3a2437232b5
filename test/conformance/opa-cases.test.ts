import { expect } from 'chai';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import type { CaseReport, LaneTask } from './opa-case-lane.ts';
import { opaCaseFiles, opaCaseFolder } from './opa-cases.ts';
import { OPA_EXCEPTIONS } from './opa-exceptions.ts';

const LANES = 2;
const OPAS_OWN_EXCEPTIONS = 9;
const SHOWN_FAILURES = 20;

describe("OPA's conformance cases, compiled to Wasm and run by our host with our built-ins", function () {
  this.timeout(600_000);
  const folder = opaCaseFolder();
  if (folder === undefined) {
    it.skip('skipped: Go, or OPA in its module cache, is not there');
    return;
  }
  const excepted = new Map(OPA_EXCEPTIONS.map(({ note, reason }) => [note, reason]));
  let reports: readonly CaseReport[] = [];

  before(async () => {
    reports = await runAll(folder);
  });

  it('passes every case that is not in the table of exceptions', () => {
    const failures = reports.filter(({ note, failure }) => failure !== undefined && !excepted.has(note));
    const passed = reports.filter(({ failure }) => failure === undefined).length;
    console.log(`OPA conformance: ${passed} of ${reports.length} cases pass, ${excepted.size} exceptions`);
    expect(reports.length).to.be.greaterThan(0);
    expect(failures.slice(0, SHOWN_FAILURES).map(({ name, failure }) => `${name}: ${failure}`)).to.deep.equal([]);
  });

  it('has no exception that passes, or that no case is called', () => {
    const failing = new Set(reports.filter(({ failure }) => failure !== undefined).map(({ note }) => note));
    const passing = new Set(reports.filter(({ failure }) => failure === undefined).map(({ note }) => note));
    const stale = [...excepted.keys()].filter((note) => passing.has(note) || !failing.has(note));
    expect(stale).to.deep.equal([]);
  });

  it("has no more exceptions than OPA's own Wasm, apart from those that need the network or the clock", () => {
    const own = OPA_EXCEPTIONS.filter(({ reason }) => !/^needs the (?:network|wall clock)/.test(reason));
    expect(own.length).to.be.at.most(OPAS_OWN_EXCEPTIONS);
  });
});

async function runAll(folder: string): Promise<readonly CaseReport[]> {
  const files = opaCaseFiles(folder);
  const lanes = Array.from({ length: LANES }, (_, lane) => files.filter((_file, i) => i % LANES === lane));
  return (await Promise.all(lanes.map((part) => runLane({ folder, files: part })))).flat();
}

// A process and not a thread: an engine that runs out of memory must not take the test runner with it.
async function runLane(task: LaneTask): Promise<readonly CaseReport[]> {
  const lane = fork(fileURLToPath(new URL(`./opa-case-lane${extname(import.meta.url)}`, import.meta.url)));
  const reply = once(lane, 'message');
  const exit = once(lane, 'exit');
  lane.send(task);
  const answer = await Promise.race([reply, exit.then(([code]) => [`a lane ended with exit code ${String(code)}`])]);
  const [reports] = answer;
  if (!Array.isArray(reports)) throw new Error(String(reports));
  await exit;
  return reports;
}
