import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { EMPTY_TALLY } from '../../../src/core/audit/audit-tally.ts';
import { PoliciesChanged } from '../../../src/node/audit/audit-cluster.ts';
import type { AuditRun } from '../../../src/node/audit/run-audit.ts';
import { createLog } from '../../../webhook/watching/admission-log.ts';
import { createAuditMetrics } from '../../../webhook/audit/audit-metrics.ts';
import { keepAuditing } from '../../../webhook/audit/auditor.ts';
import { expose } from '../../../webhook/metrics/exposition.ts';
import { SimulatedTime } from '../../support/simulated-time.ts';

describe('auditing again and again', () => {
  let time: SimulatedTime;
  let stop: AbortController;
  let said: string[];
  let term: AbortController;
  const metrics = createAuditMetrics('gatekeeper');

  beforeEach(() => {
    time = new SimulatedTime();
    stop = new AbortController();
    term = new AbortController();
    said = [];
  });

  const begin = (audit: (signal: AbortSignal) => Promise<AuditRun>): Promise<void> => {
    const now = (): Date => new Date(time.now());
    return keepAuditing(stop.signal, {
      audit,
      lease: { term: () => Promise.resolve(stop.signal.aborted ? undefined : term.signal) },
      intervalMs: 60_000,
      deadlineMs: 3_600_000,
      log: createLog({ write: (line) => said.push(line), now, level: 'info', allowsEvery: 0 }),
      metrics,
      now,
      pause: time.pause,
      random: () => 0,
    });
  };

  it('waits between two audits, and ends when it is told to', async () => {
    let audits = 0;
    const running = begin(() => Promise.resolve(((audits += 1), RUN)));
    await time.pass(1);
    expect(audits).to.equal(1);
    await time.pass(59_000);
    expect(audits).to.equal(1);
    await time.pass(2000);
    expect(audits).to.equal(2);
    stop.abort();
    await running;
    expect(said.map((line) => JSON.parse(line))[0]).to.deep.include({ event: 'audit', objects: 3, level: 'info' });
  });

  it('begins anew soon when policies have changed, and says nothing of it', async () => {
    let audits = 0;
    const running = begin(() => {
      audits += 1;
      return audits === 1 ? Promise.reject(new PoliciesChanged('other')) : Promise.resolve(RUN);
    });
    await time.pass(2000);
    expect(audits).to.equal(2);
    expect(said).to.have.length(1);
    stop.abort();
    await running;
  });

  it('says what it could not do, tries again, and later each time', async () => {
    let audits = 0;
    const running = begin(() => Promise.reject(new Error(`no ${(audits += 1)}`)));
    await time.pass(3600_000);
    expect(audits).to.be.within(60, 140);
    expect(JSON.parse(said[0] ?? '')).to.deep.include({ event: 'audit-failed', level: 'error', reason: 'no 1' });
    stop.abort();
    await running;
  });

  it('stops in the middle when the lease is lost, without a word', async () => {
    const running = begin(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    );
    await time.pass(10);
    term.abort();
    await time.pass(10);
    expect(said).to.deep.equal([]);
    stop.abort();
    await running;
  });

  it('is measured under the names of Gatekeeper', () => {
    metrics.observe(RUN, new Date(10_000), new Date(12_000));
    const text = expose(metrics.metrics);
    expect(text).to.contain('gatekeeper_violations{enforcement_action="deny"} 2');
    expect(text).to.contain('gatekeeper_audit_last_run_time 10');
    expect(text).to.contain('gatekeeper_audit_last_run_end_time 12');
    expect(text).to.match(/gatekeeper_audit_duration_seconds_count \d+/);
    expect(expose(createAuditMetrics('sluice').metrics)).to.contain(
      'sluice_audit_violations{enforcement_action="deny"} 0',
    );
  });
});

const RUN: AuditRun = {
  tally: { ...EMPTY_TALLY, objects: 3, violations: { deny: 2, warn: 0, dryrun: 0 } },
  kinds: 1,
  problems: [],
  isResumed: false,
  reportsWritten: 0,
  reportsDeleted: 0,
};
