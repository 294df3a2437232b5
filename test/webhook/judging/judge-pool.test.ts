import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Verdict } from '../../../src/core/evaluate/verdict.ts';
import { planFor } from '../../../src/node/check/plan-for.ts';
import { toTask } from '../../../src/node/check/to-task.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import type { EvaluationTask } from '../../../src/node/evaluation/evaluation-task.ts';
import { Evaluator } from '../../../src/node/evaluation/evaluator.ts';
import { loadPolicySet } from '../../../src/node/policies/load-policy-set.ts';
import type { AdmissionSubject } from '../../../webhook/admission/admission-subject.ts';
import { JudgePool, type JudgePoolOptions } from '../../../webhook/judging/judge-pool.ts';
import type { JudgeSet } from '../../../webhook/judging/judge-set.ts';
import type { Judged } from '../../../webhook/judging/pool-seat.ts';
import { admissionSubject } from '../../support/admission-subject.ts';
import { isCompiled } from '../../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const DENY = `package main

deny contains msg if {
	input.metadata.name == "bad"
	msg := sprintf("%s is not wanted", [input.metadata.name])
}

deny contains "never" if {
	input.metadata.name == "slow"
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b == -1
}

deny contains msg if {
	input.metadata.name == "dated"
	msg := time.format(time.now_ns())
}
`;

const LEGACY = `# METADATA
# title: Legacy
# custom: {policy: legacy, match: {labelSelector: {matchLabels: {legacy: "yes"}}}}
package policies.legacy

violation contains {"msg": sprintf("%s was legacy", [input.review.name])}
`;

describe('JudgePool', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  let pool: JudgePool<JudgeSet> | undefined;
  let notices: string[];
  let today: string;
  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
    notices = [];
    today = '2026-11-21';
  });
  afterEach(async () => {
    await pool?.[Symbol.asyncDispose]();
    pool = undefined;
    folder[Symbol.dispose]();
  });

  async function task(timeoutMs: number, rego: string = DENY): Promise<EvaluationTask> {
    const policies = [folder.write('policy.rego', rego)];
    const set = await loadPolicySet({ cwd: folder.path, config: DEFAULT_CONFIG, policies, data: [], namespaces: [] });
    const made = toTask({ today, timeoutMs }, set, planFor({ config: DEFAULT_CONFIG, point: 'admission' }, set), {
      namespaces: new Map(),
    });
    return made ?? expect.fail('the policy does not compile');
  }
  async function open(
    timeoutMs: number,
    options: Partial<JudgePoolOptions<JudgeSet>> = {},
  ): Promise<JudgePool<JudgeSet>> {
    pool = await JudgePool.open({
      set: { task: await task(timeoutMs) },
      threads: 1,
      today: () => today,
      onNotice: (notice) => notices.push(notice),
      ...options,
    });
    return pool;
  }
  const verdictOf = (judged: Judged<JudgeSet>): Verdict =>
    judged.kind === 'verdict' ? judged.verdict : expect.fail(judged.message);
  const said = (judged: Judged<JudgeSet>): readonly string[] =>
    verdictOf(judged).answers.flatMap(({ ruling }) =>
      ruling.kind === 'fault' ? [ruling.code] : ruling.violations.map(({ message }) => message),
    );

  it('says what an evaluator in this thread says', async () => {
    const judges = await open(1000);
    expect(judges.isReady).to.equal(true);
    const here = new Evaluator(await task(1000));
    for (const name of ['good', 'bad']) {
      expect(verdictOf(await judges.judge(admissionSubject(name), 5000)).id).to.equal(
        here.judge(admissionSubject(name)).id,
      );
    }
    expect(said(await judges.judge(admissionSubject('bad'), 5000))).to.deep.equal(['bad is not wanted']);
  });
  it('asks policies that select the object that an update replaces', async () => {
    const judges = await open(1000, { set: { task: await task(1000, LEGACY) } });
    const { request, ...rest } = admissionSubject('bad');
    const update = (labels: object): AdmissionSubject => {
      const oldObject = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bad', labels } });
      return { ...rest, request: { ...request, operation: 'UPDATE', oldObject } };
    };
    expect(said(await judges.judge(update({ legacy: 'yes' }), 5000))).to.deep.equal(['bad was legacy']);
    expect(said(await judges.judge(update({}), 5000))).to.deep.equal([]);
  });
  it('gives each of many requests its own answer', async () => {
    const judges = await open(1000, { threads: 2 });
    const names = Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? 'bad' : `good-${n}`));
    const answers = await Promise.all(names.map((name) => judges.judge(admissionSubject(name), 20_000)));
    expect(answers.map((answer) => said(answer).length)).to.deep.equal(names.map((name) => (name === 'bad' ? 1 : 0)));
  });
  it('says which rule ran out of its time, and goes on with the next object, however often', async () => {
    const judges = await open(50);
    for (let round = 0; round < 5; round += 1) {
      expect(said(await judges.judge(admissionSubject('slow'), 20_000))).to.deep.equal(['POLICY_TIMEOUT']);
    }
    expect(said(await judges.judge(admissionSubject('bad'), 20_000))).to.deep.equal(['bad is not wanted']);
    expect(notices).to.deep.equal([]);
  });
  it('stays ready, and judges other objects, while one takes too long', async () => {
    const judges = await open(300, { threads: 2 });
    const readiness = new Set<boolean>();
    const looking = setInterval(() => readiness.add(judges.isReady), 1);
    const slow = [1, 2].map(() => judges.judge(admissionSubject('slow'), 20_000));
    expect(said(await judges.judge(admissionSubject('bad'), 20_000))).to.deep.equal(['bad is not wanted']);
    for (const judged of await Promise.all(slow)) expect(said(judged)).to.deep.equal(['POLICY_TIMEOUT']);
    clearInterval(looking);
    expect([...readiness]).to.deep.equal([true]);
  });
  it('judges others in a spare thread while the only one is stuck', async () => {
    const judges = await open(20_000);
    let isStuck = true;
    const slow = judges.judge(admissionSubject('slow'), 20_000).finally(() => (isStuck = false));
    expect(said(await judges.judge(admissionSubject('bad'), 20_000))).to.deep.equal(['bad is not wanted']);
    expect(isStuck).to.equal(true);
    await judges[Symbol.asyncDispose]();
    expect((await slow).kind).to.equal('fault');
  });
  it('answers in time when judging does not end, and replaces the thread', async () => {
    const judges = await open(20_000);
    const slow = judges.judge(admissionSubject('slow'), 200);
    const behind = judges.judge(admissionSubject('bad'), 20_000);
    expect(await slow).to.deep.equal({
      kind: 'fault',
      message: 'there was no verdict within 200 ms; look for a slow policy, or raise timeoutSeconds of the webhook',
    });
    expect(said(await behind)).to.deep.equal(['bad is not wanted']);
    expect(notices).to.deep.equal(['an evaluation thread is replaced: judging did not end within 200 ms']);
  });
  it('gives up a request that waited too long, without stopping the one before it', async () => {
    const judges = await open(1500);
    const first = judges.judge(admissionSubject('slow'), 20_000);
    expect((await judges.judge(admissionSubject('good'), 100)).kind).to.equal('fault');
    expect(said(await first)).to.deep.equal(['POLICY_TIMEOUT']);
    expect(notices).to.deep.equal([]);
  });
  it('refuses more requests than may wait', async () => {
    const judges = await open(1000, { maxWaiting: 2 });
    // One is judged, and one lies ready.
    const answers = await Promise.all(Array.from({ length: 5 }, () => judges.judge(admissionSubject('good'), 20_000)));
    expect(answers.map(({ kind }) => kind)).to.deep.equal(['verdict', 'verdict', 'verdict', 'verdict', 'fault']);
  });
  it('fails one request, and no other, when judging throws', async () => {
    const judges = await open(1000);
    const broken = { ...admissionSubject('bad'), documentJson: '{ no JSON: hunter2' };
    expect(await judges.judge(broken, 5000)).to.deep.equal({
      kind: 'fault',
      message: 'sluice stopped on a defect of its own (SyntaxError)',
    });
    expect(said(await judges.judge(admissionSubject('bad'), 5000))).to.deep.equal(['bad is not wanted']);
  });
  it('knows what day it is, however long it runs', async () => {
    const judges = await open(1000);
    expect(said(await judges.judge(admissionSubject('dated'), 5000))[0]).to.match(/^2026-11-21T00:00:00/);
    today = '2026-11-22';
    expect(said(await judges.judge(admissionSubject('dated'), 5000))[0]).to.match(/^2026-11-22T00:00:00/);
  });
  it('judges by the new set in a thread that took the place of one that was stopped meanwhile', async () => {
    const judges = await open(20_000, { threads: 2 });
    const slow = [1, 2].map(() => judges.judge(admissionSubject('slow'), 300));
    const legacy = {
      task: await task(1000, LEGACY.replace('match: {labelSelector: {matchLabels: {legacy: "yes"}}}', 'match: {}')),
    };
    await judges.swap(legacy);
    // The one that was not begun yet may be judged by the new set, which is not slow.
    const [begun, ...others] = await Promise.all(slow);
    expect(begun?.kind).to.equal('fault');
    expect(others.every((judged) => judged.kind === 'fault' || judged.by === legacy)).to.equal(true);
    const after = await Promise.all(['a', 'b', 'c', 'd'].map((name) => judges.judge(admissionSubject(name), 10_000)));
    expect(after.map((judged) => said(judged)[0])).to.deep.equal(
      ['a', 'b', 'c', 'd'].map((name) => `${name} was legacy`),
    );
    expect(after.every((judged) => judged.kind === 'verdict' && judged.by === legacy)).to.equal(true);
  });
  it('judges nothing after it was closed', async () => {
    const judges = await open(20_000);
    const running = judges.judge(admissionSubject('slow'), 20_000);
    await judges[Symbol.asyncDispose]();
    expect(await running).to.deep.equal({ kind: 'fault', message: 'the webhook is shutting down' });
    expect((await judges.judge(admissionSubject('good'), 1000)).kind).to.equal('fault');
    expect(judges.isReady).to.equal(false);
  });
  it('does not open with policies that cannot be loaded', async () => {
    const broken = { ...(await task(1000)), wasm: Uint8Array.from([0, 1, 2]) };
    const error: unknown = await open(1000, { set: { task: broken } }).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error).to.have.property('code', 'SERVER_FAILED');
  });
});
