import { expect } from 'chai';
import { describe, it } from 'mocha';
import { verifyPolicies } from '../../src/node/verify/verify-policies.ts';
import { hasGator, runGator } from '../support/gator.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import {
  BAD_CONSTRAINT,
  CONSTRAINT,
  DEPLOYMENT,
  EXPANSION,
  labelsTest,
  pod,
  suite,
  TEMPLATE,
} from '../node/verify/suite-files.ts';

// One suite with every feature and every kind of bad input: Sluice and gator must agree about each case of it.

const PODS = 'object: bare.yaml';
const ANY = 'assertions: [{}]';

const CASES = [
  `{name: two, ${PODS}, assertions: [{violations: 2}, {message: "label (team|app)$", violations: 2}]}`,
  `{name: not two, ${PODS}, assertions: [{violations: 1}]}`,
  `{name: some, ${PODS}, ${ANY}}`,
  `{name: bare words, ${PODS}, assertions: [{violations: yes}]}`,
  `{name: other words, ${PODS}, assertions: [{violations: On}]}`,
  `{name: no such word, ${PODS}, assertions: [{violations: maybe}]}`,
  `{name: negative, ${PODS}, assertions: [{violations: -1}]}`,
  `{name: full, object: full.yaml, assertions: [{violations: no}, {violations: 0}]}`,
  `{name: full fails, object: full.yaml, ${ANY}}`,
  `{name: flags, ${PODS}, assertions: [{message: "(?i)NEEDS"}]}`,
  `{name: letters, ${PODS}, assertions: [{message: '\\pL+\\s', violations: 2}]}`,
  `{name: no expression, ${PODS}, assertions: [{message: "("}]}`,
  `{name: look-ahead, ${PODS}, assertions: [{message: "(?=bare)"}]}`,
  `{name: inventory, object: full.yaml, inventory: [other.yaml], assertions: [{violations: 1, message: same app}]}`,
  `{name: two files, object: full.yaml, inventory: [other.yaml, another.yaml], assertions: [{violations: 2}]}`,
  `{name: no inventory, object: full.yaml, inventory: [nowhere.yaml], ${ANY}}`,
  `{name: deleted, object: delete.yaml, assertions: [{violations: 2}]}`,
  `{name: deletes nothing, object: delete-nothing.yaml, ${ANY}}`,
  `{name: unknown field, object: unknown-field.yaml, ${ANY}}`,
  `{name: unknown field of the kind, object: unknown-kind-field.yaml, ${ANY}}`,
  `{name: empty request, object: empty-request.yaml, ${ANY}}`,
  `{name: no object, ${ANY}}`,
  `{name: no assertions, ${PODS}}`,
  `{name: two objects, object: two.yaml, ${ANY}}`,
  `{name: nothing, object: nothing.yaml, ${ANY}}`,
  `{name: no kind, object: no-kind.yaml, ${ANY}}`,
  `{name: other kind, object: service.yaml, assertions: [{violations: no}]}`,
];

const test = (name: string, template: string, constraint: string, more: string = 'cases: []'): string =>
  `{name: ${name}, template: ${template}, constraint: ${constraint}, ${more}}`;

const TESTS = [
  labelsTest(...CASES),
  test(
    'selector',
    'template.yaml',
    'selector.yaml',
    `cases: [{name: unknown, ${PODS}, assertions: [{message: missing Namespace}]}, {name: known, ${PODS}, inventory: [shop.yaml], assertions: [{violations: 2}]}]`,
  ),
  test(
    'elsewhere',
    'template.yaml',
    'elsewhere.yaml',
    `cases: [{name: not enforced, ${PODS}, assertions: [{violations: no}]}]`,
  ),
  test(
    'generated',
    'template.yaml',
    'generated.yaml',
    `cases: [{name: not generated, ${PODS}, assertions: [{violations: no}]}]`,
  ),
  test(
    'expansion',
    'template.yaml',
    'constraint.yaml',
    `expansion: expansion.yaml, cases: [{name: implied, object: deployment.yaml, assertions: [{violations: 1, message: "^.Implied by expand-deployments. web-pod needs the label team$"}]}, {name: nothing, ${PODS}, assertions: [{violations: 2}]}, {name: no source, object: no-source.yaml, ${ANY}}]`,
  ),
  test(
    'no expansion',
    'template.yaml',
    'constraint.yaml',
    `expansion: bare.yaml, cases: [{name: one, ${PODS}, ${ANY}}]`,
  ),
  test('no cases', 'template.yaml', 'constraint.yaml'),
  test('invalid', 'template.yaml', 'bad-constraint.yaml', 'invalid: true'),
  test('not invalid', 'template.yaml', 'constraint.yaml', 'invalid: true'),
  test('otherwise invalid', 'template.yaml', 'unknown.yaml', 'invalid: true'),
  test('invalid template', 'broken.yaml', 'bad-constraint.yaml', 'invalid: true'),
  test('bad constraint', 'template.yaml', 'bad-constraint.yaml'),
  test('unknown parameter', 'template.yaml', 'unknown.yaml'),
  test('broken template', 'broken.yaml', 'constraint.yaml'),
  test('cel', 'cel.yaml', 'constraint.yaml'),
  test('untyped', 'untyped.yaml', 'constraint.yaml'),
  test('legacy', 'legacy.yaml', 'unknown.yaml', `cases: [{name: lets it through, ${PODS}, ${ANY}}]`),
  test('no template', '""', 'constraint.yaml'),
  test('no constraint', 'template.yaml', '""'),
  test('template is none', 'constraint.yaml', 'constraint.yaml'),
  test('constraint is none', 'template.yaml', 'template.yaml'),
  test('other kind', 'template.yaml', 'other-kind.yaml'),
];

const REVIEW = 'apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\nrequest:\n';
const OBJECT = '{apiVersion: v1, kind: Pod, metadata: {name: gone}}';

const FILES: Readonly<Record<string, string>> = {
  'suite.yaml': suite(...TESTS),
  'template.yaml': TEMPLATE,
  'broken.yaml': TEMPLATE.replace('label := input', 'label := ]input'),
  'cel.yaml': TEMPLATE.replace(/ {6}rego: \|\n[^]*/, '      code: [{engine: K8sNativeValidation, source: {}}]\n'),
  'untyped.yaml': TEMPLATE.replace('type: array', 'description: no type'),
  'legacy.yaml': TEMPLATE.replace('templates.gatekeeper.sh/v1', 'templates.gatekeeper.sh/v1beta1'),
  'constraint.yaml': CONSTRAINT,
  'bad-constraint.yaml': BAD_CONSTRAINT,
  'unknown.yaml': CONSTRAINT.replace('parameters:', 'parameters:\n    other: 1'),
  'other-kind.yaml': CONSTRAINT.replace('K8sNeedsLabels', 'K8sOther'),
  'selector.yaml': CONSTRAINT.replace('kinds:', 'namespaceSelector: {matchLabels: {a: b}}\n    kinds:'),
  'generated.yaml': CONSTRAINT.replace('kinds:', 'source: Generated\n    kinds:'),
  'elsewhere.yaml': `${CONSTRAINT}  enforcementAction: scoped\n  scopedEnforcementActions: [{action: deny, enforcementPoints: [{name: audit.gatekeeper.sh}]}]\n`,
  'expansion.yaml': EXPANSION,
  'deployment.yaml': DEPLOYMENT,
  'no-source.yaml': DEPLOYMENT.replace('template:', 'other:'),
  'bare.yaml': pod('bare'),
  'full.yaml': pod('full', '{team: a, app: web}'),
  'other.yaml': pod('other', '{app: web}'),
  'another.yaml': `${pod('another', '{app: web}')}---\n# nothing\n---\n${pod('last', '{app: db}')}`,
  'two.yaml': `${pod('a')}---\n${pod('b')}`,
  'nothing.yaml': '# nothing\n',
  'no-kind.yaml': 'apiVersion: v1\n',
  'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n',
  'shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b}}\n',
  'delete.yaml': `${REVIEW}  operation: DELETE\n  oldObject: ${OBJECT}\n`,
  'delete-nothing.yaml': `${REVIEW}  operation: DELETE\n  object: ${OBJECT}\n`,
  'unknown-field.yaml': `${REVIEW}  object: ${OBJECT}\n  other: 1\n`,
  'unknown-kind-field.yaml': `${REVIEW}  object: ${OBJECT}\n  kind: {other: a}\n`,
  'empty-request.yaml': `${REVIEW}  uid: a\n`,
};

function write(folder: TemporaryFolder): void {
  for (const [file, text] of Object.entries(FILES)) folder.write(file, text);
}

describe('Sluice and gator', function () {
  this.timeout(60_000);
  if (!hasGator()) {
    it.skip('skipped: gator is not on PATH');
    return;
  }

  it('agree about which cases of a suite pass', async () => {
    using folder = temporaryFolder();
    write(folder);
    const { tests, faults } = await verifyPolicies({
      cwd: folder.path,
      paths: ['.'],
      data: [],
      coverage: false,
      today: '2026-03-01',
      timeoutMs: 10_000,
    });
    const theirs = runGator(folder.path);
    expect(faults).to.deep.equal([]);
    expect(tests.map(({ name, outcome }) => `${outcome === 'pass' ? 'pass' : 'fail'} ${name}`)).to.deep.equal(
      theirs.map(({ name, passed }) => `${passed ? 'pass' : 'fail'} ${name}`),
    );
    expect(theirs.length).to.equal(CASES.length + TESTS.length + 2);
  });
});
