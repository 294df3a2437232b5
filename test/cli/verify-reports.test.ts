import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { labelsTest, CONSTRAINT, pod, suite, TEMPLATE } from '../node/verify/suite-files.ts';
import { fakeIo } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: TemporaryFolder;

async function verify(...words: readonly string[]): Promise<Ended> {
  const io = fakeIo({ cwd: folder.path });
  const code = await run(['verify', ...words], io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

const fileText = (name: string): string => readFileSync(path.join(folder.path, name), 'utf8');

beforeEach(() => {
  folder = temporaryFolder({
    'template.yaml': TEMPLATE,
    'constraint.yaml': CONSTRAINT,
    'bare.yaml': pod('bare'),
    'suite.yaml': suite(
      labelsTest(
        '{name: two, object: bare.yaml, assertions: [{violations: 2}]}',
        '{name: <none>, object: bare.yaml, assertions: [{violations: no}]}',
        '{name: later, object: bare.yaml, skip: true}',
      ),
      '{name: lost, template: nowhere.yaml, skp: true}',
    ),
    'policy_test.rego': 'package x_test\ntest_a if { print("seen") }\n',
  });
});
afterEach(() => folder.remove());

describe('the reports of sluice verify', function () {
  this.timeout(30_000);

  it('are text unless something else is asked for', async () => {
    const { code, stdout } = await verify('.');
    expect(code).to.equal(1);
    expect(stdout).to.equal(
      [
        'WARN  suite.yaml:5: tests[1].skp is no field of a suite and is not read; there are name, template, constraint, expansion, cases, invalid, skip',
        'FAIL  labels//<none>  suite.yaml:4',
        '      line 4: expected no violation, got 2',
        '      violation: bare needs the label app',
        '      violation: bare needs the label team',
        'SKIP  labels//later  suite.yaml:4',
        'ERROR lost  suite.yaml:5',
        '      nowhere.yaml cannot be read: no such file or directory',
        '1 skipped',
        '2 passed, 2 failed',
        '',
      ].join('\n'),
    );
    expect((await verify('--show-passed', '.')).stdout).to.contain('PASS  labels//two  suite.yaml:4');
  });

  it('are JUnit XML for CI systems: a suite for each file, a class for each test', async () => {
    const { code, stdout } = await verify('-o', 'junit', '.');
    expect(code).to.equal(1);
    expect(stdout).to.equal(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="sluice verify" tests="5" failures="1" errors="1" skipped="1">',
        '  <testsuite name="policy_test.rego" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase classname="x_test" name="test_a" file="policy_test.rego" line="2">',
        '      <system-out>seen&#10;</system-out>',
        '    </testcase>',
        '  </testsuite>',
        '  <testsuite name="suite.yaml" tests="4" failures="1" errors="1" skipped="1">',
        '    <testcase classname="labels" name="two" file="suite.yaml" line="4"/>',
        '    <testcase classname="labels" name="&lt;none&gt;" file="suite.yaml" line="4">',
        '      <failure message="line 4: expected no violation, got 2">suite.yaml:4&#10;line 4: expected no violation, got 2&#10;violation: bare needs the label app&#10;violation: bare needs the label team</failure>',
        '    </testcase>',
        '    <testcase classname="labels" name="later" file="suite.yaml" line="4">',
        '      <skipped/>',
        '    </testcase>',
        '    <testcase classname="lost" name="lost" file="suite.yaml" line="5">',
        '      <error message="nowhere.yaml cannot be read: no such file or directory">suite.yaml:5&#10;nowhere.yaml cannot be read: no such file or directory</error>',
        '    </testcase>',
        '  </testsuite>',
        '  <testsuite name="sluice" tests="0" failures="0" errors="0" skipped="0">',
        '    <system-out>warning: suite.yaml:5: tests[1].skp is no field of a suite and is not read; there are name, template, constraint, expansion, cases, invalid, skip</system-out>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  it('are never green in JUnit XML when a policy does not compile or a suite cannot be read', async () => {
    folder.write('broken.rego', 'package broken\ndeny contains x if {\n');
    folder.write('suite.yaml', suite('{name: 7}'));
    const { code } = await verify('-o', 'junit=verify.xml', '.');
    expect(code).to.equal(2);
    expect(fileText('verify.xml')).to.contain('<testsuites name="sluice verify" tests="3" failures="0" errors="2"');
    expect(fileText('verify.xml')).to.match(
      /<testcase classname="sluice" name="suite.yaml:4" .*\n *<error type="fault"/,
    );
  });

  it('are JSON with everything in it', async () => {
    const { stdout } = await verify('-o', 'json', '.');
    const report: unknown = JSON.parse(stdout);
    expect(report).to.have.nested.include({
      apiVersion: 'sluice.dev/v1alpha1',
      kind: 'VerifyReport',
      'summary.passed': 2,
      'summary.failed': 2,
      'summary.skipped': 1,
      'tests[1].kind': 'suite',
      'tests[1].outcome': 'pass',
      'tests[1].name': 'labels//two',
      'tests[1].file': 'suite.yaml',
      'tests[1].line': 4,
      'tests[2].message':
        'line 4: expected no violation, got 2\nviolation: bare needs the label app\nviolation: bare needs the label team',
    });
    expect(report).to.have.property('warnings').with.length(1);
  });

  it('are several at once, each at its place', async () => {
    const { stdout } = await verify('-o', 'text', '-o', 'junit=out/verify.xml', '-o', 'json=out/verify.json', '.');
    expect(stdout.trimEnd().split('\n').at(-1)).to.equal('2 passed, 2 failed');
    expect(fileText('out/verify.xml')).to.contain('<testsuites');
    expect(JSON.parse(fileText('out/verify.json'))).to.have.property('kind', 'VerifyReport');
    expect((await verify('-o', 'sarif', '.')).stderr).to.contain(
      'unknown format "sarif"; formats are text, json, junit',
    );
  });

  it('are of the tests that were chosen', async () => {
    expect((await verify('--run', 'labels//two', '.')).stdout).to.match(/\n1 passed, 0 failed\n$/);
    expect((await verify('--run', 'a//b//c', '.')).stderr).to.contain(
      'error[USAGE]: --run "a//b//c" has more than one',
    );
  });
});
