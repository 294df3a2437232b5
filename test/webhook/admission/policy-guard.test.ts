import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { GatekeeperSource } from '../../../src/core/gatekeeper/gatekeeper-source.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { toClusterObject } from '../../../src/node/cluster/cluster-object.ts';
import { parseAdmissionReview, type AdmissionRequest } from '../../../webhook/admission/admission-review.ts';
import { answerAdmission } from '../../../webhook/admission/answer-admission.ts';
import { createPolicyGuard, type Guarded } from '../../../webhook/admission/policy-guard.ts';
import { TemplateCheck } from '../../../webhook/admission/template-check.ts';
import { admissionReview } from '../../support/admission-review.ts';
import { constraintOf, templateOf } from '../../support/gatekeeper-objects.ts';
import { isCompiled } from '../../support/program.ts';
import { webhookDeps } from '../webhook-deps.ts';

describe('the guard of what says what policies are', function () {
  this.timeout(60_000);
  let templates: TemplateCheck;
  let others: readonly GatekeeperSource[] = [];

  before(function () {
    if (!isCompiled()) return this.skip();
    templates = new TemplateCheck({ cwd: import.meta.dirname });
  });
  after(() => templates?.[Symbol.asyncDispose]());

  const guard = (object: JsonObject, changed: Partial<AdmissionRequest> = {}): Promise<Guarded | undefined> =>
    createPolicyGuard({ templates, others: () => others })({ ...requestOf(object), ...changed }, 30_000);
  const reasonOf = async (object: JsonObject): Promise<string> => {
    const guarded = await guard(object);
    return guarded?.kind === 'invalid' ? guarded.message : expect.fail(`it is ${guarded?.kind ?? 'let in'}`);
  };

  it('lets in what holds', async () => {
    expect(await guard(templateOf('K8sA'))).to.equal(undefined);
    expect(await guard(constraintOf('K8sA'))).to.equal(undefined);
    expect(await guard(syncing('Config', 'config'))).to.equal(undefined);
    expect(await guard({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } })).to.equal(undefined);
  });

  it('says where the Rego of a template does not compile', async () => {
    const rego = 'package a\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n';
    expect(await reasonOf(templateOf('K8sA', { rego }))).to.match(
      /^ConstraintTemplate\/k8sa does not hold: spec\.targets\[0\]\.rego:4:10: .*oops/,
    );
  });

  it('says what is wrong with the shape of a template, and of the schema in it', async () => {
    const noTargets = { ...templateOf('K8sA'), spec: { crd: { spec: { names: { kind: 'K8sA' } } } } };
    expect(await reasonOf(noTargets))
      .to.include('spec.targets:1:1: ')
      .and.to.include('there must be one target');
    const validation = { openAPIV3Schema: { properties: { labels: { type: 'array' } } } };
    const loose = {
      ...templateOf('K8sA'),
      spec: { ...templateSpec(), crd: { spec: { names: { kind: 'K8sA' }, validation } } },
    };
    const reason = await reasonOf(loose);
    expect(reason).to.include('openAPIV3Schema must have a type');
    expect(reason).to.include('properties.labels is an array and must say what its items are');
  });

  it('says what is wrong with a constraint', async () => {
    const wrong = { ...constraintOf('K8sA'), spec: { enforcementAction: 'denny', match: { kind: [] } } };
    const reason = await reasonOf(wrong);
    expect(reason).to.match(/spec\.enforcementAction:1:1: .*"denny"/);
    expect(reason).to.include('spec.match.kind');
  });

  it('says what is wrong with a Config and a SyncSet', async () => {
    expect(await reasonOf(syncing('Config', 'other'))).to.include('must be called config');
    expect(await reasonOf(syncing('Config', 'config', { kind: 'Pod' }))).to.include('version is missing');
  });

  it('does not let in an expansion that never ends with those that there are', async () => {
    others = [sourceOf(expansion('a', 'A', 'B'))];
    expect(await reasonOf(expansion('b', 'B', 'A'))).to.include('it never ends');
    expect(await guard(expansion('a', 'B', 'A'))).to.equal(undefined);
  });

  it('looks at nothing that goes, and at no status', async () => {
    const broken = constraintOf('K8sA', { name: 'x'.repeat(80) });
    expect((await guard(broken))?.kind).to.equal('invalid');
    expect(await guard(broken, { operation: 'DELETE' })).to.equal(undefined);
    expect(await guard(broken, { subResource: 'status' })).to.equal(undefined);
  });

  it('refuses what could not be compiled in time, and answers others meanwhile', async () => {
    await using slow = new TemplateCheck({ cwd: import.meta.dirname });
    const check = createPolicyGuard({ templates: slow, others: () => [] });
    const guarded = await check(requestOf(templateOf('K8sSlow')), 1);
    expect(guarded?.kind).to.equal('unknown');
    expect(guarded?.message).to.include('not compiled within 1 ms');
    const { answered } = await answerAdmission(requestOf(templateOf('K8sSlow')), 1, {
      ...webhookDeps(),
      guardPolicies: () => Promise.resolve(guarded),
    });
    expect(answered.response).to.deep.include({ allowed: false });
    expect(answered.response.status?.code).to.equal(500);
    expect(await check(requestOf(templateOf('K8sSlow')), 30_000)).to.equal(undefined);
  });

  it('gives a compiler up that does not come to its end', async () => {
    await using impatient = new TemplateCheck({ cwd: import.meta.dirname, limitMs: 400 });
    const rules = Array.from({ length: 20_000 }, (_, n) => `violation[{"msg": "${n}"}] { input.a[${n}] == ${n} }\n`);
    const reply = await impatient.check(templateOf('K8sEndless', { rego: `package a\n\n${rules.join('')}` }), 30_000);
    expect(reply).to.deep.include({ kind: 'failed', message: 'it was not compiled within 0.4 seconds' });
  });

  it('answers 422 with a reason that makes no engine delete anything', async () => {
    const { answered } = await answerAdmission(requestOf(syncing('Config', 'other')), 10_000, {
      ...webhookDeps(),
      guardPolicies: createPolicyGuard({ templates, others: () => [] }),
    });
    expect(answered.outcome).to.equal('deny');
    expect(answered.response.status).to.include({ code: 422, reason: 'Forbidden' });
  });
});

function requestOf(object: JsonObject): AdmissionRequest {
  const parsed = parseAdmissionReview(JSON.stringify(admissionReview(object)));
  return parsed.kind === 'invalid' ? expect.fail(parsed.message) : parsed.request;
}

const templateSpec = (): JsonObject => templateOf('K8sA')['spec'] as JsonObject;

function sourceOf(object: JsonObject): GatekeeperSource {
  const read = toClusterObject(object, '');
  return read?.source.source ?? expect.fail('it is no object of Kubernetes');
}

const syncing = (kind: string, name: string, entry: JsonObject = { version: 'v1', kind: 'Pod' }): JsonObject => ({
  apiVersion: 'config.gatekeeper.sh/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { sync: { syncOnly: [{ group: '', ...entry }] } },
});

const expansion = (name: string, from: string, to: string): JsonObject => ({
  apiVersion: 'expansion.gatekeeper.sh/v1beta1',
  kind: 'ExpansionTemplate',
  metadata: { name },
  spec: {
    applyTo: [{ groups: ['x.dev'], versions: ['v1'], kinds: [from] }],
    templateSource: 'spec.template',
    generatedGVK: { group: 'x.dev', version: 'v1', kind: to },
  },
});
