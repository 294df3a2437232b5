import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Engine, Outcome } from '../../../src/core/evaluate/engine.ts';
import type { Court, Subject } from '../../../src/core/evaluate/court.ts';
import { judge } from '../../../src/core/evaluate/judge.ts';
import { KnownPasses } from '../../../src/core/evaluate/known-passes.ts';
import { planChecks } from '../../../src/core/evaluate/plan-checks.ts';
import type { Constraint, Waiver } from '../../../src/core/model/constraint.ts';
import { ENFORCEMENT_POINTS } from '../../../src/core/model/enforcement.ts';
import { isJsonObject, type JsonValue } from '../../../src/core/model/json.ts';
import type { Policy } from '../../../src/core/model/policy.ts';
import { toResources } from '../../../src/core/resources/to-resources.ts';
import type { SecretFact } from '../../../src/core/secrets/finding.ts';
import { anyPolicy } from './support/any-policy.ts';

/** An engine whose rules are functions of the parsed input: what Wasm does is tested where Wasm runs. */
function engineOf(
  rules: Readonly<Record<string, (input: JsonValue) => Outcome>>,
): Engine & { readonly inputs: JsonValue[] } {
  const inputs: JsonValue[] = [];
  return {
    inputs,
    setInput: (json) => void inputs.push(JSON.parse(json)),
    setParameters: (json) => {
      const input = inputs.at(-1);
      inputs.push({ ...(isJsonObject(input) ? input : {}), parameters: JSON.parse(json) });
    },
    evaluate: (entrypoint) => rules[entrypoint]?.(inputs.at(-1) ?? null) ?? { kind: 'undefined' },
  };
}

const violates = (...messages: readonly string[]): Outcome => ({
  kind: 'value',
  value: messages.map((msg) => ({ msg })),
});

const policy = (changes: Partial<Policy>): Policy =>
  anyPolicy({
    input: 'review',
    name: 'labels',
    package: 'policies.labels',
    rules: [{ name: 'violation', entrypoint: 'labels/violation', action: 'deny' }],
    file: 'labels.rego',
    ...changes,
  });

interface Bench {
  readonly policies?: readonly Policy[];
  readonly constraints?: readonly Constraint[];
  readonly waivers?: readonly Waiver[];
  readonly engine: Engine;
  readonly namespaces?: Court['namespaces'];
}

const court = ({
  policies = [policy({})],
  constraints = [],
  waivers = [],
  engine,
  namespaces = new Map(),
}: Bench): Court => ({
  engine,
  plan: planChecks(policies, constraints, waivers, 'ci'),
  policySet: 'set',
  sha256: (text) => text,
  namespaces,
  today: '2026-11-21',
});

function subject(object: JsonValue): Subject {
  const json = JSON.stringify(object);
  const [resource] = toResources({ value: object, json });
  if (resource === undefined) throw new Error('the test object is no resource');
  return { identity: resource.identity, file: 'a.yaml', resource, documentJson: json };
}
const secret: SecretFact = {
  rule: 'generic',
  title: 'a password',
  confidence: 'likely',
  preview: '…(8)',
  fingerprint: 'generic:0',
  entropy: 3,
  decoded: [],
  file: 'a.yaml',
};
const pod = subject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } });

describe('judge', () => {
  it('counts a rule that finds nothing as one pass', () => {
    const verdict = judge(court({ engine: engineOf({}) }), pod);
    expect(verdict).to.deep.include({ passes: 1, answers: [] });
  });

  it('shows the policy the review as admission would see a creation by an unnamed user', () => {
    const engine = engineOf({});
    judge(court({ engine, policies: [policy({ defaultParameters: { labels: ['app'] } })] }), pod);
    expect(engine.inputs).to.deep.equal([
      {
        review: {
          uid: '',
          kind: { group: '', version: 'v1', kind: 'Pod' },
          name: 'web',
          namespace: 'shop',
          operation: 'CREATE',
          userInfo: {},
          oldObject: null,
          options: null,
          resource: { group: '', version: '', resource: '' },
          namespaceObject: null,
          object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
        },
        facts: {},
        source: { file: 'a.yaml' },
        parameters: { labels: ['app'] },
      },
    ]);
  });

  it('shows a template what Gatekeeper shows it and no more, also beside a policy that sees more', () => {
    const engine = engineOf({});
    const template = policy({ input: 'template', name: 'K8sLabels' });
    const applied: Constraint = {
      name: 'all',
      policy: 'K8sLabels',
      match: {},
      parameters: {},
      enforcementAction: 'deny',
      pointActions: {},
      points: ENFORCEMENT_POINTS,
    };
    judge(court({ engine, policies: [template, policy({})], constraints: [applied] }), pod);
    expect(engine.inputs.map((input) => Object.keys(isJsonObject(input) ? input : {}))).to.deep.equal([
      ['review', 'facts', 'source', 'parameters'],
      ['review', 'parameters'],
    ]);
  });

  it('shows a document policy the document itself', () => {
    const engine = engineOf({});
    judge(court({ engine, policies: [policy({ input: 'document' })] }), pod);
    expect(engine.inputs).to.deep.equal([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
    ]);
  });

  it('parses the input once for all policies with the same parameters', () => {
    const engine = engineOf({});
    const other = policy({ name: 'other', rules: [{ name: 'deny', entrypoint: 'other/deny', action: 'deny' }] });
    const verdict = judge(court({ engine, policies: [policy({}), other] }), pod);
    expect({ inputs: engine.inputs.length, passes: verdict.passes }).to.deep.equal({ inputs: 1, passes: 2 });
  });

  describe('when a policy reads only what was found of secrets', () => {
    const searching = policy({ readsSecrets: true, readsOnlySecrets: true });
    const found = (namespace: string, ...secrets: readonly SecretFact[]): Subject => ({
      ...subject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace } }),
      facts: { secrets },
    });
    const inputsFor = (bench: Partial<Court>, ...subjects: readonly Subject[]): number => {
      const engine = engineOf({});
      const asked = { ...court({ engine, policies: [searching] }), knownPasses: new KnownPasses(), ...bench };
      for (const one of subjects) expect(judge(asked, one)).to.deep.include({ passes: 1, answers: [] });
      return engine.inputs.length;
    };

    it('asks once about all of one Namespace in which nothing was found', () => {
      expect(inputsFor({}, found('shop'), found('shop'), found('bank'), found('bank'))).to.equal(2);
    });

    it('asks every time where something was found, the API server asks, or nothing may be remembered', () => {
      const request = { uid: '1', operation: 'CREATE', userInfo: '{}', oldObject: 'null', name: 'web', namespace: '' };
      const requested = { ...found('shop'), request };
      expect(inputsFor({}, found('shop', secret), found('shop', secret)), 'found').to.equal(2);
      expect(inputsFor({}, requested, requested), 'requested').to.equal(2);
      expect(inputsFor({ plan: court({ engine: engineOf({}) }).plan }, found('shop'), found('shop'))).to.equal(2);
    });

    it('remembers nothing but passes', () => {
      const engine = engineOf({ 'labels/violation': () => violates('a') });
      const asked = { ...court({ engine, policies: [searching] }), knownPasses: new KnownPasses() };
      for (let i = 0; i < 2; i++) expect(judge(asked, found('shop')).answers).to.have.length(1);
    });

    it('asks nothing that an earlier run learned, of the same Namespace and with the same parameters', () => {
      const knownPasses = new KnownPasses();
      expect(inputsFor({ knownPasses }, found('shop'))).to.equal(1);
      const { learned } = knownPasses;
      const again = (): KnownPasses => new KnownPasses(new Set(learned));
      expect(inputsFor({ knownPasses: again() }, found('shop'), found('shop'))).to.equal(0);
      expect(inputsFor({ knownPasses: again() }, found('shop', secret), found('bank'))).to.equal(2);
      const others = new KnownPasses(new Set(learned.map((name) => name.replace('{}', '{"strict":true}'))));
      expect(others.isExperienced).to.equal(true);
      expect(inputsFor({ knownPasses: others }, found('shop'))).to.equal(1);
    });

    it('gives the same verdict, and names the same passes, as when it asks', () => {
      const engine = engineOf({});
      const asked = { ...court({ engine, policies: [searching] }), knownPasses: new KnownPasses() };
      const listing = { ...asked, plan: { ...asked.plan, listPasses: true } };
      const [first, second] = [judge(listing, found('shop')), judge(listing, found('shop'))];
      expect(engine.inputs).to.have.length(1);
      expect({ ...second, id: second.id }).to.deep.equal({ ...first, id: first.id });
    });
  });

  it('lists violations in an order that does not hang on the engine', () => {
    const engine = engineOf({ 'labels/violation': () => violates('b', 'a') });
    const [answer] = judge(court({ engine }), pod).answers;
    expect(answer?.ruling).to.deep.equal({ kind: 'violations', violations: [{ message: 'a' }, { message: 'b' }] });
  });

  it('turns a fault of one policy into an answer and asks the others', () => {
    const engine = engineOf({
      'labels/violation': () => ({ kind: 'fault', code: 'POLICY_FAILED', message: 'stopped' }),
      'other/deny': () => violates('no'),
    });
    const other = policy({ name: 'other', rules: [{ name: 'deny', entrypoint: 'other/deny', action: 'deny' }] });
    const verdict = judge(court({ engine, policies: [policy({}), other] }), pod);
    expect(verdict.answers.map(({ policy: { name }, ruling }) => [name, ruling.kind])).to.deep.equal([
      ['labels', 'fault'],
      ['other', 'violations'],
    ]);
  });

  for (const [title, value] of [
    ['an object without msg', [{ message: 'typo' }]],
    ['a msg that is no text', [{ msg: 7 }]],
    ['a number', [7]],
    ['true', true],
  ] as const) {
    it(`faults a policy that returns ${title} instead of dropping it`, () => {
      const engine = engineOf({ 'labels/violation': () => ({ kind: 'value', value }) });
      const verdict = judge(court({ engine }), pod);
      expect(verdict.passes).to.equal(0);
      expect(verdict.answers[0]?.ruling).to.deep.include({ kind: 'fault', code: 'POLICY_OUTPUT_INVALID' });
    });
  }

  it('never asks a policy whose match does not select the object', () => {
    const engine = engineOf({ 'labels/violation': () => violates('no') });
    const verdict = judge(court({ engine, policies: [policy({ match: { kinds: [{ kinds: ['Service'] }] } })] }), pod);
    expect(verdict).to.deep.include({ passes: 0, answers: [] });
    expect(engine.inputs).to.deep.equal([]);
  });

  it('answers with a fault where the match hangs on a Namespace that nobody declared', () => {
    const selective = policy({ match: { namespaceSelector: { matchLabels: { env: 'prod' } } } });
    const verdict = judge(court({ engine: engineOf({}), policies: [selective] }), pod);
    expect(verdict.answers[0]?.ruling).to.deep.include({ kind: 'fault', code: 'NAMESPACE_UNKNOWN' });
  });

  describe('a request that replaces or removes an object', () => {
    const engine = engineOf({ 'labels/violation': () => violates('no') });
    const request = (operation: string, oldObject: JsonValue): Subject => ({
      ...pod,
      request: {
        uid: 'u',
        operation,
        userInfo: '{}',
        oldObject: JSON.stringify(oldObject),
        name: 'web',
        namespace: 'shop',
      },
    });
    const old: JsonValue = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', labels: { legacy: 'yes' } },
    };
    const legacy = { labelSelector: { matchLabels: { legacy: 'yes' } } };
    const answers = (of: Subject, bench: Partial<Bench> = {}): number =>
      judge(court({ engine, policies: [policy({ match: legacy })], ...bench }), of).answers.length;

    it('is asked about by policies that select the object that is replaced', () => {
      expect(answers(request('UPDATE', old))).to.equal(1);
    });
    it('is not when they select neither', () => {
      expect(answers(request('UPDATE', { ...old, metadata: {} }))).to.equal(0);
      expect(answers(request('CREATE', null))).to.equal(0);
    });
    it('is judged by what is removed alone', () => {
      expect(answers(request('DELETE', old))).to.equal(0);
    });
    it('is not waived by what it replaces', () => {
      const waivers = [{ policy: 'labels', match: legacy, reason: 'r', owner: 'o', expires: '2026-12-31' }];
      const [answer] = judge(court({ engine, waivers }), request('UPDATE', old)).answers;
      expect(answer?.ruling).to.deep.equal({ kind: 'violations', violations: [{ message: 'no' }] });
    });
  });

  it('tells objects that an expansion made from those that were sent', () => {
    const engine = engineOf({ 'labels/violation': () => ({ kind: 'value', value: [{ msg: 'no' }] }) });
    const applied: Constraint = {
      name: 'implied',
      policy: 'labels',
      match: { source: 'Generated' },
      parameters: {},
      enforcementAction: 'deny',
      pointActions: {},
      points: ENFORCEMENT_POINTS,
    };
    const generated = court({
      engine,
      policies: [policy({ input: 'template', name: 'labels' })],
      constraints: [applied],
    });
    expect(judge(generated, pod).answers).to.deep.equal([]);
    expect(judge(generated, { ...pod, source: 'Generated' }).answers).to.have.length(1);
  });

  it('shows the policy the Namespace that was declared', () => {
    const engine = engineOf({});
    const namespaces = new Map([['shop', { labels: { env: 'prod' }, json: '{"metadata":{"name":"shop"}}' }]]);
    judge(court({ engine, namespaces }), pod);
    expect(engine.inputs[0]).to.have.nested.property('review.namespaceObject.metadata.name', 'shop');
  });

  it('lets a constraint replace the default of its policy, also twice', () => {
    const engine = engineOf({ 'labels/violation': () => violates('no') });
    const constraint = (name: string): Constraint => ({
      name,
      policy: 'labels',
      match: {},
      parameters: { name },
      enforcementAction: 'warn',
      pointActions: { ci: 'deny' },
      points: ['ci'],
    });
    const verdict = judge(court({ engine, constraints: [constraint('a'), constraint('b')] }), pod);
    expect(verdict.answers.map(({ constraint: name, action }) => [name, action])).to.deep.equal([
      ['a', 'deny'],
      ['b', 'deny'],
    ]);
  });

  it('never lets a warn rule block', () => {
    const engine = engineOf({ 'labels/violation': () => violates('no') });
    const warning = policy({ rules: [{ name: 'warn', entrypoint: 'labels/violation', action: 'warn' }] });
    expect(judge(court({ engine, policies: [warning] }), pod).answers[0]?.action).to.equal('warn');
  });

  describe('waivers', () => {
    const waiver = (expires: string): Waiver => ({
      policy: 'labels',
      match: { name: 'web' },
      reason: 'legacy',
      owner: 'ops',
      expires,
    });
    const engine = engineOf({ 'labels/violation': () => violates('no') });
    const ruling = (expires: string): unknown =>
      judge(court({ engine, waivers: [waiver(expires)] }), pod).answers[0]?.ruling;

    it('hold on their last day', () => {
      expect(ruling('2026-11-21')).to.have.property('waivedBy', 'legacy (ops, until 2026-11-21)');
    });
    it('no longer hold the day after', () => {
      expect(ruling('2026-11-20')).not.to.have.property('waivedBy');
    });
  });

  describe('verdict id', () => {
    const engine = engineOf({ 'labels/violation': () => violates('no') });
    const id = (bench: Partial<Bench>, of: Subject = pod): string => judge(court({ engine, ...bench }), of).id;

    it('is the same wherever the object came from', () => {
      expect(id({}, { ...pod, file: 'elsewhere.yaml' })).to.equal(id({}));
    });
    it('is the same whatever a point does with it', () => {
      expect(id({ policies: [policy({ enforcementAction: 'warn' })] })).to.equal(id({}));
    });
    it('differs when the object is another', () => {
      const other = subject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'other' } });
      expect(id({}, other)).not.to.equal(id({}));
    });
    it('differs when something else was found', () => {
      expect(id({ engine: engineOf({}) })).not.to.equal(id({}));
    });
    it('differs under another policy set', () => {
      const verdict = judge({ ...court({ engine }), policySet: 'other' }, pod);
      expect(verdict.id).not.to.equal(id({}));
    });
  });
});
