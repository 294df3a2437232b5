import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { verifyPolicies } from '../../../src/node/verify/verify-policies.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { CONSTRAINT, labelsTest, pod, suite, TEMPLATE } from './suite-files.ts';

let folder: TemporaryFolder;

/** All that a run says, lines of tests included. */
async function said(threads: number, timeoutMs = 60_000): Promise<string> {
  const notices: string[] = [];
  const report = await verifyPolicies({
    ...{ cwd: folder.path, paths: ['.'], data: [], coverage: false, today: '2026-03-01', timeoutMs, threads },
    onNotice: (message) => void notices.push(message),
  });
  return JSON.stringify({ ...report, notices }, undefined, 1);
}

const PASSES = labelsTest('{name: full, object: full.yaml, assertions: [{violations: no}]}');
const FAILS = labelsTest('{name: bare, object: bare.yaml, assertions: [{violations: no}]}');

const ENDLESS =
  'count([1 | numbers.range(1, 2000)[_] == numbers.range(1, 2000)[_]; numbers.range(1, 2000)[_] == 0]) == 1';

beforeEach(() => {
  folder = temporaryFolder();
  folder.write('.git/HEAD', '');
  folder.write('template.yaml', TEMPLATE);
  folder.write('endless.yaml', TEMPLATE.replace('not input.review.object.metadata.labels[label]', ENDLESS));
  folder.write('broken.yaml', TEMPLATE.replace('msg := sprintf', 'message := sprintf'));
  folder.write('constraint.yaml', CONSTRAINT);
  folder.write('bare.yaml', pod('bare'));
  folder.write('full.yaml', pod('full', '{team: a, app: web}'));
});
afterEach(() => folder[Symbol.dispose]());

describe('suites in two threads', function () {
  this.timeout(60_000);

  it('are reported as in one, in the same order, with their lines', async () => {
    for (let index = 0; index < 10; index++) {
      folder.write(`suite-${index}.yaml`, suite(...Array.from({ length: 1 + (index % 3) }, () => PASSES), FAILS));
    }
    const alone = await said(1);
    expect(await said(2)).to.equal(alone);
    expect(alone.match(/"outcome": "fail"/g)).to.have.length(10);
    expect(alone).to.match(/"name": "labels\/\/bare",\s+"file": "suite-9.yaml",[^}]*"line": 5/);
  });

  it('have their faults and warnings in the second thread, too', async () => {
    for (let index = 0; index < 4; index++) folder.write(`suite-${index}.yaml`, suite(PASSES));
    folder.write('suite-5.yaml', suite(PASSES, PASSES.replace('template.yaml', 'broken.yaml')));
    folder.write('suite-6.yaml', `${suite(PASSES)}unknown: field\n`);
    folder.write('suite-7.yaml', `${suite(PASSES)}  - : {\n`);
    const alone = await said(1);
    expect(await said(2)).to.equal(alone);
    expect(alone).to.include('rego_unsafe_var_error').and.include('suite-6.yaml:').and.include('suite-7.yaml');
  });

  it('are stopped in the second thread when a template does not end, and the others run', async () => {
    for (let index = 0; index < 4; index++) folder.write(`suite-${index}.yaml`, suite(PASSES));
    folder.write('suite-5.yaml', suite(FAILS.replace('template.yaml', 'endless.yaml')));
    folder.write('suite-6.yaml', suite(PASSES));
    const both = await said(2, 3_000);
    expect(both).to.match(/"outcome": "error",\s+"message": "it did not finish within 3000 ms/);
    expect(both.match(/"outcome": "pass"/g)).to.have.length(5);
  });
});
