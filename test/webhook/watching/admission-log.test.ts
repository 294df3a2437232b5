import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createLog, type Log, type LogOptions } from '../../../webhook/watching/admission-log.ts';
import type { AdmissionRecord } from '../../../webhook/watching/admission-record.ts';
import type { Outcome } from '../../../webhook/admission/admission-response.ts';

const RECORD: AdmissionRecord = {
  endpoint: '/v1/admit',
  uid: 'u',
  operation: 'UPDATE',
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  subResource: 'scale',
  namespace: 'shop',
  name: 'web',
  userName: 'admin',
  isDryRun: true,
  outcome: 'deny',
  verdictId: 'f00d',
  message: '[a] no\n{"time":"forged"}',
  found: [],
  violations: new Map(),
  durationMs: 1.23456,
  waitedMs: 0.2,
};

describe('the log', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
  });
  const open = (options: Partial<LogOptions> = {}): Log =>
    createLog({
      write: (line) => lines.push(line),
      now: () => new Date('2026-11-21T12:00:00Z'),
      level: 'info',
      allowsEvery: 0,
      ...options,
    });
  const outcomes: readonly Outcome[] = ['allow', 'idle', 'unjudged', 'deny', 'shed', 'unknown'];
  const logged = (log: Log): readonly string[] => {
    for (const outcome of outcomes) log.answered({ ...RECORD, outcome });
    return written(log).map((line) => JSON.parse(line).decision);
  };
  /** All that it has written in the end, line by line. */
  const written = (log: Log): readonly string[] => {
    log[Symbol.dispose]();
    return lines.join('').split('\n').slice(0, -1);
  };

  it('has a line of JSON for each refusal, which nothing in it can break', () => {
    const log = open();
    log.answered(RECORD);
    const [line, ...more] = written(log);
    expect(more).to.deep.equal([]);
    expect(JSON.parse(line ?? '')).to.deep.equal({
      time: '2026-11-21T12:00:00.000Z',
      level: 'info',
      event: 'admission',
      uid: 'u',
      operation: 'UPDATE',
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      subResource: 'scale',
      namespace: 'shop',
      name: 'web',
      user: 'admin',
      dryRun: true,
      decision: 'deny',
      verdictId: 'f00d',
      message: '[a] no\n{"time":"forged"}',
      ms: 1.235,
    });
  });
  it('has what was refused, and not what was let through', () => {
    expect(logged(open())).to.deep.equal(['deny', 'shed', 'unknown']);
  });
  it('has only what is as bad as was asked for', () => {
    expect(logged(open({ level: 'warn' }))).to.deep.equal(['shed', 'unknown']);
    lines = [];
    expect(logged(open({ level: 'error' }))).to.deep.equal(['unknown']);
  });
  it('has everything when it is to find a fault', () => {
    expect(logged(open({ level: 'debug' }))).to.deep.equal(outcomes);
  });
  it('has one of so many of those that were let through', () => {
    const log = open({ allowsEvery: 3 });
    for (let n = 0; n < 9; n += 1) log.answered({ ...RECORD, outcome: 'allow' });
    expect(written(log)).to.have.length(3);
  });
  it('says what happened to the server at once, behind what was answered before', () => {
    using log = open();
    log.answered(RECORD);
    expect(lines).to.deep.equal([]);
    log.say('info', 'reloaded');
    const events = lines.join('').split('\n').slice(0, -1);
    expect(events.map((line) => JSON.parse(line).event)).to.deep.equal(['admission', 'reloaded']);
  });
});
