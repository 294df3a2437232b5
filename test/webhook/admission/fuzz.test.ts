import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/core/model/json.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import { createWebhook } from '../../../webhook/serving/app.ts';
import { JudgePool } from '../../../webhook/judging/judge-pool.ts';
import type { JudgeSet } from '../../../webhook/judging/judge-set.ts';
import type { Judged } from '../../../webhook/judging/pool-seat.ts';
import type { LiveJudged } from '../../../webhook/judging/live-judges.ts';
import { loadJudges, type LoadedJudges } from '../../../webhook/judging/load-judges.ts';
import { admissionReview } from '../../support/admission-review.ts';
import { isCompiled } from '../../support/program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { webhookDeps } from '../webhook-deps.ts';

/** Whatever is allowed under this was not checked. */
const NOTHING_PASSES = `package main

deny contains "no" if true

warn contains input.metadata.name if input.metadata
`;

const POD: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1', env: [{ name: 'A', value: 'b' }] }] },
};
const DEPTH = 200_000;

describe('reviews that no API server sends', function () {
  this.timeout(120_000);
  let pool: JudgePool<LoadedJudges>;
  let server: Server;
  let url: string;

  before(async function () {
    if (!isCompiled()) this.skip();
    using folder = temporaryFolder();
    const policies = [folder.write('main.rego', NOTHING_PASSES)];
    const today = '2026-11-21';
    const loaded = await loadJudges({
      cwd: folder.path,
      config: DEFAULT_CONFIG,
      policies,
      data: [],
      namespaces: [],
      timeoutMs: 5000,
      today,
      watchesCluster: false,
    });
    pool = await JudgePool.open({ set: loaded, threads: 1, today: () => today, onNotice: () => undefined });
    const app = createWebhook(
      webhookDeps({ judge: (subject, limitMs) => pool.judge(subject, limitMs).then(withoutSet) }),
    );
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/admit?timeout=30s`;
  });
  after(async () => {
    server?.closeAllConnections();
    server?.close();
    await pool?.[Symbol.asyncDispose]();
  });

  interface Answer {
    readonly status: number;
    readonly response?: JsonObject;
  }
  async function ask(body: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const said = await answer.text();
    if (answer.status !== 200) return { status: answer.status };
    const review: JsonObject = JSON.parse(said);
    const { response } = review;
    return { status: 200, response: isJsonObject(response) ? response : expect.fail('it has no response') };
  }
  /** An answer that refuses, or a call that is no review; never an allow, and never silence. */
  async function expectRefusal(body: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const { status, response } = await ask(body);
    expect(status).to.be.oneOf([200, 400]);
    if (response === undefined) return;
    expect(response['allowed']).to.equal(false);
    expect(response['uid']).to.be.a('string').and.not.equal('');
    const { code } = response['status'] as JsonObject;
    expect(code).to.be.oneOf([403, 500]);
  }

  const reviews = [
    admissionReview(POD),
    admissionReview(POD, { operation: 'UPDATE', oldObject: { ...POD, spec: {} } }),
    admissionReview(POD, { operation: 'DELETE', object: null, oldObject: POD }),
    admissionReview({ apiVersion: 'v1', kind: 'PodExecOptions' }, { operation: 'CONNECT', subResource: 'exec' }),
  ];

  it('are refused when anything in them is something else', async () => {
    const paths = reviews.map((review) => pathsOf(review));
    const changes = fc.record({
      which: fc.nat(reviews.length - 1),
      at: fc.nat(),
      to: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant(undefined)) as fc.Arbitrary<JsonValue | undefined>,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 3 }), async (made) => {
        const { which } = made[0] ?? expect.fail();
        const places = paths[which] ?? [];
        const mutant = made.reduce<JsonValue>(
          (review, { at, to }) => replaced(review, places[at % places.length] ?? [], to),
          reviews[which] ?? null,
        );
        await expectRefusal(JSON.stringify(mutant));
      }),
      { numRuns: 250, seed: 20261121 },
    );
  });
  it('are refused when their bytes are', async () => {
    const whole = Buffer.from(JSON.stringify(reviews[1]));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        fc.nat(8),
        async (at, bytes, cut) => {
          await expectRefusal(Uint8Array.from(Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + cut)])));
        },
      ),
      { numRuns: 250, seed: 20261121 },
    );
  });
  it('are refused when they end too early, or go on', async () => {
    const whole = JSON.stringify(reviews[0]);
    for (let at = 0; at < whole.length; at += 37) expect((await ask(whole.slice(0, at))).status).to.equal(400);
    expect((await ask(`${whole}{}`)).status).to.equal(400);
  });

  const planted = (json: string): string =>
    JSON.stringify(admissionReview({ ...POD, planted: 'here' })).replace('"here"', json);
  const bodies: readonly (readonly [title: string, body: () => string])[] = [
    ['lists of great depth', () => planted('['.repeat(DEPTH) + ']'.repeat(DEPTH))],
    ['objects of great depth', () => planted('{"a":'.repeat(DEPTH) + '1' + '}'.repeat(DEPTH))],
    ['a number of a million digits', () => planted('9'.repeat(1_000_000))],
    ['numbers beyond all bounds', () => planted('[1e999999,-1e999999,1e-999999,-0]')],
    ['half a character', () => planted('"\\ud800"')],
    ['a text of 6 MB', () => planted(`"${'x'.repeat(6_000_000)}"`)],
    ['100,000 keys', () => planted(`{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`)],
    [
      'keys that mean something to JavaScript',
      () => planted('{"__proto__":{"allowed":true},"constructor":{},"toString":1}'),
    ],
    [
      'a prototype for the request',
      () => JSON.stringify(reviews[0]).replace('"request":{', '"request":{"__proto__":{"operation":"DELETE"},'),
    ],
    [
      'two requests, of which the second counts',
      () => JSON.stringify(reviews[0]).replace('"request":{', '"request":{"uid":"x"},"request":{'),
    ],
  ];
  for (const [title, body] of bodies) it(`with ${title} are refused`, () => expectRefusal(body()));

  it('with two equal keys are judged by the last, as everything that reads JSON does', async () => {
    const text = JSON.stringify(admissionReview(POD)).replace(
      '"metadata":{"name":"web"',
      '"metadata":{"name":"first","name":"last"',
    );
    expect((await ask(text)).response?.['warnings']).to.deep.equal(['[main] last']);
  });
  it('leave everything in order behind them', async () => {
    expect((await ask(JSON.stringify(reviews[0]))).response?.['status']).to.have.property('code', 403);
    expect(pool.isReady).to.equal(true);
  });
});

const withoutSet = (judged: Judged<JudgeSet>): LiveJudged =>
  judged.kind === 'verdict' ? { kind: 'verdict', verdict: judged.verdict } : judged;

type Path = readonly (string | number)[];

/** Every place in a value, the value itself left out. */
function pathsOf(value: JsonValue, path: Path = []): readonly Path[] {
  const inside = (key: string | number, member: JsonValue): readonly Path[] => [
    [...path, key],
    ...pathsOf(member, [...path, key]),
  ];
  if (Array.isArray(value)) return value.flatMap((member: JsonValue, index) => inside(index, member));
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, member]) => inside(key, member)) : [];
}

/** The value with another one at a place, or with nothing there. Places that are gone stay gone. */
function replaced(value: JsonValue, [key, ...rest]: Path, to: JsonValue | undefined): JsonValue {
  if (key === undefined) return to ?? null;
  if (Array.isArray(value)) {
    return value.map((member: JsonValue, index) => (index === key ? replaced(member, rest, to) : member));
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  const { [String(key)]: member = null, ...others } = value;
  if (rest.length === 0 && to === undefined) return others;
  return { ...others, [key]: replaced(member, rest, to) };
}
