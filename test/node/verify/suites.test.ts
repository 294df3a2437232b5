import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import { verifyPolicies, type VerifyRequest } from '../../../src/node/verify/verify-policies.ts';
import type { VerifyReport } from '../../../src/node/verify/verify-report.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { BAD_CONSTRAINT, CONSTRAINT, DEPLOYMENT, EXPANSION, labelsTest, pod, suite, TEMPLATE } from './suite-files.ts';

let folder: TemporaryFolder;

const verify = (request: Partial<VerifyRequest> = {}): Promise<VerifyReport> =>
  verifyPolicies({
    cwd: folder.path,
    paths: ['.'],
    data: [],
    coverage: false,
    today: '2026-03-01',
    timeoutMs: 10_000,
    ...request,
  });

/** `PASS name` of each test; of one that did not pass, with the lines of its message. */
async function outcomes(request?: Partial<VerifyRequest>): Promise<readonly string[]> {
  const { tests } = await verify(request);
  return tests.map(({ outcome, name, message }) => `${outcome} ${name}${message === undefined ? '' : `: ${message}`}`);
}

async function only(...tests: readonly string[]): Promise<string> {
  folder.write('suite.yaml', suite(...tests));
  const [first = '', ...more] = await outcomes();
  expect(more).to.deep.equal([]);
  return first;
}

const one = (fields: string): Promise<string> => only(labelsTest(`{name: one, ${fields}}`));

beforeEach(() => {
  folder = temporaryFolder();
  folder.write('.git/HEAD', '');
  folder.write('template.yaml', TEMPLATE);
  folder.write('constraint.yaml', CONSTRAINT);
  folder.write('bad-constraint.yaml', BAD_CONSTRAINT);
  folder.write('bare.yaml', pod('bare'));
  folder.write('full.yaml', pod('full', '{team: a, app: web}'));
  folder.write('other.yaml', pod('other', '{app: web}'));
});
afterEach(() => folder[Symbol.dispose]());

describe('the suites of Gatekeeper', function () {
  this.timeout(30_000);

  it('are found below the paths, and their cases are judged', async () => {
    folder.write(
      'deep/er/suite.yml',
      suite(labelsTest('{name: bare, object: ../../bare.yaml, assertions: [{violations: 2}]}'))
        .replace('template.yaml', '../../template.yaml')
        .replace('constraint.yaml', '../../constraint.yaml'),
    );
    folder.write(
      'suite.yaml',
      suite(
        labelsTest(
          '{name: bare, object: bare.yaml, assertions: [{}, {message: "bare needs the label team"}, {violations: 2}]}',
          '{name: full, object: full.yaml, assertions: [{violations: no}]}',
        ),
      ),
    );
    const { tests, faults, warnings } = await verify();
    expect([faults, warnings]).to.deep.equal([[], []]);
    expect(tests.map(({ kind, name, file, line, outcome }) => ({ kind, name, file, line, outcome }))).to.deep.equal([
      { kind: 'suite', name: 'labels//bare', file: 'deep/er/suite.yml', line: 4, outcome: 'pass' },
      { kind: 'suite', name: 'labels//bare', file: 'suite.yaml', line: 4, outcome: 'pass' },
      { kind: 'suite', name: 'labels//full', file: 'suite.yaml', line: 4, outcome: 'pass' },
    ]);
  });

  it('fail with what was expected and every violation that there was', async () => {
    expect(await one('object: bare.yaml, assertions: [{violations: no}, {message: app}, {violations: 1}]')).to.equal(
      [
        'fail labels//one: line 4: expected no violation, got 2',
        'line 4: expected 1 violation, got 2',
        'violation: bare needs the label app',
        'violation: bare needs the label team',
      ].join('\n'),
    );
    expect(await one('object: full.yaml, assertions: [{violations: yes}]')).to.equal(
      'fail labels//one: line 4: expected a violation, got none',
    );
  });

  it('know the inventory of the case and no other', async () => {
    folder.write(
      'suite.yaml',
      suite(
        labelsTest(
          '{name: with, object: full.yaml, inventory: [other.yaml], assertions: [{message: other has the same app}]}',
          '{name: without, object: full.yaml, assertions: [{violations: no}]}',
        ),
      ),
    );
    expect(await outcomes()).to.deep.equal(['pass labels//with', 'pass labels//without']);
    expect(await one('object: full.yaml, inventory: [nowhere.yaml], assertions: [{}]')).to.contain(
      'error labels//one: nowhere.yaml cannot be read: no such file',
    );
    folder.write('no-version.yaml', 'kind: Pod\nmetadata: {name: a}\n');
    expect(await one('object: full.yaml, inventory: [no-version.yaml], assertions: [{}]')).to.contain(
      'no-version.yaml cannot be in the inventory: Pod a has no version',
    );
  });

  it('know the Namespaces of the inventory, and Gatekeeper’s violation where there is none', async () => {
    folder.write(
      'constraint.yaml',
      CONSTRAINT.replace('kinds:', 'namespaceSelector: {matchLabels: {a: b}}\n    kinds:'),
    );
    folder.write('shop.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b}}\n');
    folder.write('other-shop.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: c}}\n');
    folder.write(
      'suite.yaml',
      suite(
        labelsTest(
          '{name: unknown, object: full.yaml, assertions: [{violations: 1, message: "^unable to match constraints: .*missing Namespace$"}]}',
          '{name: known, object: bare.yaml, inventory: [shop.yaml], assertions: [{violations: 2}]}',
          '{name: differs, object: bare.yaml, inventory: [other-shop.yaml], assertions: [{violations: no}]}',
        ),
      ),
    );
    expect(await outcomes()).to.deep.equal(['pass labels//unknown', 'pass labels//known', 'pass labels//differs']);
  });

  it('find nothing with a constraint that is enforced elsewhere alone', async () => {
    const scoped = (point: string): string =>
      `${CONSTRAINT}  enforcementAction: scoped\n  scopedEnforcementActions: [{action: deny, enforcementPoints: [{name: ${point}}]}]\n`;
    folder.write('constraint.yaml', scoped('audit.gatekeeper.sh'));
    expect(await one('object: bare.yaml, assertions: [{violations: no}]')).to.equal('pass labels//one');
    folder.write('constraint.yaml', scoped('gator.gatekeeper.sh'));
    expect(await one('object: bare.yaml, assertions: [{violations: 2}]')).to.equal('pass labels//one');
  });

  it('review the request of an AdmissionReview', async () => {
    const review = 'apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\nrequest:\n  operation: DELETE\n';
    folder.write('delete.yaml', `${review}  oldObject: {apiVersion: v1, kind: Pod, metadata: {name: gone}}\n`);
    folder.write('broken.yaml', review);
    expect(await one('object: delete.yaml, assertions: [{message: gone needs the label, violations: 2}]')).to.equal(
      'pass labels//one',
    );
    expect(await one('object: broken.yaml, assertions: [{}]')).to.contain(
      'error labels//one: broken.yaml: the request has neither an object nor an oldObject',
    );
  });

  it('review what an object implies with the ExpansionTemplates of the test', async () => {
    folder.write('expansion.yaml', EXPANSION);
    folder.write('deployment.yaml', DEPLOYMENT);
    const expanding = (file: string, assertions: string): string =>
      labelsTest(`{name: one, object: deployment.yaml, assertions: [${assertions}]}`).replace(
        'cases:',
        `expansion: ${file}, cases:`,
      );
    const message = '^\\[Implied by expand-deployments\\] web-pod needs the label team$';
    expect(await only(expanding('expansion.yaml', `{violations: 1}, {message: '${message}'}`))).to.equal(
      'pass labels//one',
    );
    expect(await one('object: deployment.yaml, assertions: [{violations: no}]')).to.equal('pass labels//one');
    folder.write('constraint.yaml', CONSTRAINT.replace('kinds:', 'source: Original\n    kinds:'));
    expect(await only(expanding('expansion.yaml', '{violations: no}'))).to.equal('pass labels//one');
    expect(await only(expanding('full.yaml', '{}'))).to.contain(
      'full.yaml must hold ExpansionTemplates and nothing else',
    );
    expect(await only(expanding('nowhere.yaml', '{}'))).to.contain('error labels: nowhere.yaml cannot be read');
  });

  it('expect a constraint not to fit the schema with invalid: true', async () => {
    const test = (constraint: string): string =>
      `{name: schema, template: template.yaml, constraint: ${constraint}, invalid: true}`;
    expect(await only(test('bad-constraint.yaml'))).to.equal('pass schema');
    expect(await only(test('constraint.yaml'))).to.equal(
      'fail schema: expected the constraint not to fit the schema of its template, and it does',
    );
    expect(await only(test('template.yaml'))).to.contain('got another fault: template.yaml is no constraint');
    expect(await only('{name: schema, template: template.yaml, constraint: bad-constraint.yaml}')).to.equal(
      'error schema: bad-constraint.yaml: spec.parameters.labels must be of type array, not string',
    );
  });

  it('count a test without cases as one, and what is skipped as skipped', async () => {
    const files = 'template: template.yaml, constraint: constraint.yaml';
    folder.write('skipped.yaml', suite(`{name: whole, ${files}}`).replace('tests:', 'skip: true\ntests:'));
    folder.write(
      'suite.yaml',
      suite(
        `{name: bare, ${files}}`,
        '{name: later, template: nowhere.yaml, skip: true}',
        labelsTest('{name: never, object: nowhere.yaml, skip: true}'),
      ),
    );
    expect(await outcomes()).to.deep.equal(['skip whole', 'pass bare', 'skip later', 'skip labels//never']);
  });

  it('understand RE2, also where JavaScript does not', async () => {
    expect(
      await one('object: bare.yaml, assertions: [{message: "(?i)NEEDS THE LABEL (?P<l>app)", violations: 1}]'),
    ).to.equal('pass labels//one');
    expect(await one(String.raw`object: bare.yaml, assertions: [{message: '\pL+\s\pL+', violations: 2}]`)).to.equal(
      'pass labels//one',
    );
    for (const expression of ['(', '(?=a)', 'a**']) {
      expect(await one(`object: bare.yaml, assertions: [{message: "${expression}"}]`)).to.contain(
        `fail labels//one: line 4: message "${expression}" is no RE2 expression`,
      );
    }
  });

  it('drop a violation without a message as Gatekeeper does, and say so', async () => {
    folder.write('template.yaml', TEMPLATE.replace('violation[{"msg": msg}] {', 'violation[{"text": msg}] {'));
    const assertions = 'inventory: [other.yaml], assertions: [{violations: no}]';
    folder.write(
      'suite.yaml',
      suite(labelsTest(`{name: a, object: full.yaml, ${assertions}}`, `{name: b, object: full.yaml, ${assertions}}`)),
    );
    const { tests, warnings } = await verify();
    expect(tests.map(({ outcome }) => outcome)).to.deep.equal(['pass', 'pass']);
    expect(warnings).to.deep.equal([
      'suite.yaml:4: labels//a: a violation has no msg: Gatekeeper drops what has none, and so nobody hears of it (and 1 case more of this test)',
    ]);
  });

  it('take an evaluation that stops for a violation, with the words of OPA', async () => {
    const conflict =
      '        package k8sneedslabels\n        same = 1\n        same = 2 { input.review }\n        violation[{"msg": "x"}] { same }\n';
    folder.write('template.yaml', TEMPLATE.replace(/ {8}package k8sneedslabels\n[^]*(?= {6}libs:)/, conflict));
    expect(
      await one('object: full.yaml, assertions: [{violations: 1, message: "^template:[0-9]+: eval_conflict_error: "}]'),
    ).to.equal('pass labels//one');
    expect((await verify()).warnings?.[0]).to.contain('labels//one: the evaluation stopped: template:');
  });

  it('fail as a whole when a message is no text', async () => {
    folder.write('template.yaml', TEMPLATE.replace('msg := sprintf("%v needs', 'msg := 7; sprintf("%v needs'));
    expect(await one('object: bare.yaml, assertions: [{}]')).to.equal(
      'error labels//one: a violation has a msg that is a number, not a string',
    );
  });

  it('keep templates of one kind apart, and compile equal ones once', async () => {
    folder.write('other/template.yaml', TEMPLATE.replace('needs the label', 'lacks the label'));
    folder.write('same/template.yaml', TEMPLATE);
    const test = (template: string, message: string): string =>
      `{name: ${template}, template: ${template}, constraint: constraint.yaml, cases: [{name: one, object: bare.yaml, assertions: [{violations: 2, message: ${message}}]}]}`;
    folder.write(
      'suite.yaml',
      suite(test('template.yaml', 'needs'), test('other/template.yaml', 'lacks'), test('same/template.yaml', 'needs')),
    );
    expect(await outcomes()).to.deep.equal([
      'pass template.yaml//one',
      'pass other/template.yaml//one',
      'pass same/template.yaml//one',
    ]);
  });

  it('run the other tests when a template is broken, and say where it is', async () => {
    folder.write('broken.yaml', TEMPLATE.replace('label := input.parameters.labels[_]', 'label := nothing[_'));
    folder.write('refused.yaml', TEMPLATE.replace('import data.lib.naming', 'import data.secrets'));
    folder.write('cel.yaml', TEMPLATE.replace(/ {6}rego: \|\n[^]*/, '      code: [{engine: K8sNativeValidation}]\n'));
    folder.write('untyped.yaml', TEMPLATE.replace('type: array', 'description: no type'));
    const test = (template: string): string => `{name: t, template: ${template}, constraint: constraint.yaml}`;
    folder.write(
      'suite.yaml',
      suite(
        ...['broken.yaml', 'refused.yaml', 'cel.yaml', 'untyped.yaml', 'constraint.yaml', '""'].map(test),
        labelsTest('{name: bare, object: bare.yaml, assertions: [{violations: 2}]}'),
      ),
    );
    const found = await outcomes();
    expect(found[0]).to.match(/^error t: broken\.yaml:2[45]:\d+: .*\(rego_parse_error\)/);
    expect(found[1]).to.match(/^error t: refused\.yaml:22:\d+: bad import/);
    expect(found[2]).to.contain('error t: cel.yaml:19:7: ConstraintTemplate k8sneedslabels: holds CEL');
    expect(found[3]).to.contain('labels must have a type');
    expect(found.slice(4)).to.deep.equal([
      'error t: constraint.yaml is no ConstraintTemplate',
      'error t: the test names no template',
      'pass labels//bare',
    ]);
  });

  it('cannot run a case that lacks something', async () => {
    folder.write('two.yaml', `${pod('a')}---\n${pod('b')}`);
    folder.write('none.yaml', '# nothing\n');
    folder.write('no-kind.yaml', 'a: b\n');
    folder.write('unreadable.yaml', 'a: [\n');
    const expected: readonly (readonly [fields: string, message: string])[] = [
      ['assertions: [{}]', 'the case names no object to review'],
      ['object: bare.yaml', 'the case has no assertions; without one it proves nothing'],
      ['object: two.yaml, assertions: [{}]', 'two.yaml holds 2 objects, and a case reviews exactly one'],
      ['object: none.yaml, assertions: [{}]', 'none.yaml holds no object'],
      ['object: no-kind.yaml, assertions: [{}]', 'no-kind.yaml:1: this is no object with a kind'],
      ['object: nowhere.yaml, assertions: [{}]', 'nowhere.yaml cannot be read: no such file or directory'],
    ];
    for (const [fields, message] of expected) expect(await one(fields)).to.equal(`error labels//one: ${message}`);
    expect(await one('object: unreadable.yaml, assertions: [{}]')).to.match(
      /^error labels\/\/one: unreadable\.yaml:\d+:\d+: /,
    );
    expect(await one('object: bare.yaml, assertions: [{violations: maybe}]')).to.contain('"maybe" means nothing');
  });

  it('read no file outside the repository, the working directory and the paths', async () => {
    using outside = temporaryFolder();
    const secret = outside.write('secret.yaml', pod('secret'));
    const relative = path.relative(folder.path, secret);
    expect(await one(`object: ${relative}, assertions: [{}]`)).to.match(
      /^error .*lies outside the repository of the suite/,
    );
    expect(await one(`object: ${secret}, assertions: [{}]`)).to.contain(
      'is an absolute path; write it relative to the suite',
    );
    expect((await outcomes({ paths: ['.', outside.path] }))[0]).to.contain('absolute path');
    folder.write('suite.yaml', suite(labelsTest(`{name: one, object: ${relative}, assertions: [{violations: 2}]}`)));
    expect(await outcomes({ paths: ['.', outside.path] })).to.deep.equal(['pass labels//one']);
  });

  it('stop a template that does not end, and go on', async () => {
    const endless =
      'count([1 | numbers.range(1, 2000)[_] == numbers.range(1, 2000)[_]; numbers.range(1, 2000)[_] == 0]) == 1';
    folder.write('endless.yaml', TEMPLATE.replace('not input.review.object.metadata.labels[label]', endless));
    folder.write(
      'suite.yaml',
      suite(
        labelsTest('{name: one, object: bare.yaml, assertions: [{}]}').replace('template.yaml', 'endless.yaml'),
        labelsTest('{name: two, object: bare.yaml, assertions: [{violations: 2}]}'),
      ),
    );
    expect(await outcomes({ timeoutMs: 300 })).to.deep.equal([
      'error labels//one: it did not finish within 300 ms; raise --timeout',
      'pass labels//two',
    ]);
  });

  it('are chosen by name, with one expression or two', async () => {
    folder.write(
      'suite.yaml',
      suite(
        labelsTest('{name: a, object: bare.yaml, assertions: [{}]}', '{name: b, object: bare.yaml, assertions: [{}]}'),
        '{name: b, template: nowhere.yaml}',
      ),
    );
    folder.write('policy_test.rego', 'package x_test\ntest_b if true\n');
    const names = async (run: string): Promise<readonly string[]> =>
      (await verify({ run })).tests.map(({ name }) => name);
    expect(await names('b$')).to.deep.equal(['x_test.test_b', 'labels//b', 'b']);
    expect(await names('(?i)LABELS//(?i)^A$')).to.deep.equal(['labels//a']);
    expect(await names('labels//')).to.deep.equal(['labels//a', 'labels//b']);
    for (const run of ['a//b//c', '(//a', 'a//(', '(?=a)']) {
      const error = await verify({ run }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error, run).to.be.instanceOf(SluiceError).with.property('code', 'USAGE');
    }
  });

  it('are faults when they cannot be read, and the others run', async () => {
    folder.write('a.yaml', suite('{name: 7}'));
    folder.write('b.yaml', 'apiVersion: test.gatekeeper.sh/v1alpha1\nkind: Suite\ntests: [\n');
    folder.write('c.yaml', `${suite()}---\n${suite()}`);
    folder.write('d.yaml', `a: b\n---\n${suite()}`);
    folder.write('e.yaml', '# about test.gatekeeper.sh\na: [\n');
    folder.write('suite.yaml', suite(labelsTest('{name: full, object: full.yaml, assertions: [{violations: no}]}')));
    const { tests, faults } = await verify();
    expect(tests.map(({ outcome }) => outcome)).to.deep.equal(['pass']);
    expect(faults.map(({ file, line, message }) => `${file}:${line}: ${message.slice(0, 44)}`)).to.deep.equal([
      'a.yaml:4: tests[0].name must be a string; write it in ',
      `b.yaml:4: ${faults[1]?.message.slice(0, 44)}`,
      'c.yaml:5: a suite must be the first document of its fi',
      'd.yaml:3: a suite must be the first document of its fi',
    ]);
  });

  it('warn of fields that nothing reads', async () => {
    folder.write('suite.yaml', suite(labelsTest('{name: a, object: bare.yaml, assertions: [{}], inventry: [x]}')));
    expect((await verify()).warnings?.[0]).to.contain(
      'suite.yaml:4: tests[0].cases[0].inventry is no field of a suite',
    );
  });

  it('may have constraints that are wrong on purpose, also beside policies that have cases', async () => {
    folder.write(
      'suite.yaml',
      suite('{name: schema, template: template.yaml, constraint: bad-constraint.yaml, invalid: true}'),
    );
    folder.write('policy/policy.rego', 'package main\ndeny contains "no" if input.kind == "Secret"\n');
    folder.write('policy/cases/deny/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n');
    const { faults } = await verify();
    expect(faults).to.deep.equal([]);
    expect(await outcomes()).to.deep.equal(['pass main denies', 'pass schema']);
    folder.write('policy/constraint.yaml', BAD_CONSTRAINT.replace('name: needs-labels', 'name: other'));
    expect((await verify()).faults.map(({ file }) => file)).to.deep.equal(['policy/constraint.yaml']);
  });

  it('are found compiled the second time', async () => {
    const cacheDir = folder.at('.cache');
    folder.write('suite.yaml', suite(labelsTest('{name: bare, object: bare.yaml, assertions: [{violations: 2}]}')));
    expect(await outcomes({ cacheDir })).to.deep.equal(['pass labels//bare']);
    expect(await outcomes({ cacheDir })).to.deep.equal(['pass labels//bare']);
    folder.write('template.yaml', TEMPLATE.replace('label := input.parameters.labels[_]', 'label := "team"'));
    expect(await outcomes({ cacheDir }))
      .to.have.property('0')
      .that.contains('fail labels//bare');
  });
});
