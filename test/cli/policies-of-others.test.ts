import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { fakeIo } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What lies in repositories of policies that were not written for Sluice. */
describe('policies of others', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(() => void (folder = temporaryFolder({ '.git/HEAD': '', 'in/a.yaml': POD })));
  afterEach(() => folder.remove());

  async function sluice(...words: readonly string[]): Promise<Ended> {
    const io = fakeIo({ cwd: folder.path, cacheDir: path.join(folder.path, '.cache') });
    const code = await run(words, io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  describe('in Rego v0', () => {
    beforeEach(() => {
      folder.write('policy/old.rego', 'package old\n\ndeny[msg] { input.kind == "Pod"; msg := "an old no" }\n');
      folder.write('policy/new.rego', 'package new\n\ndeny contains "a new no" if input.kind == "Pod"\n');
    });

    it('judge beside those in v1 without a flag, and a note says which were read as v0', async () => {
      const { code, stdout } = await sluice('check', '-p', 'policy', 'in');
      expect(code).to.equal(1);
      expect(stdout).to.contain('an old no').and.to.contain('a new no');
      expect(stdout).to.contain('policy/old.rego is Rego v0, and read as that; --rego-version v0 confirms it');
      expect(stdout).not.to.contain('policy/new.rego is');
    });

    it('are refused where v1 is asked for, also after they were compiled as v0', async () => {
      expect((await sluice('check', '-p', 'policy', 'in')).code).to.equal(1);
      const { code, stdout } = await sluice('check', '-p', 'policy', '--rego-version', 'v1', 'in');
      expect(code).to.equal(2);
      expect(stdout).to.contain('`if` keyword is required before rule body').and.to.contain('a new no');
    });

    it('show their own mistakes, and not that they are no v1', async () => {
      folder.write('policy/old.rego', 'package old\n\ndeny[msg] { msg := "x" }\n\ndeny[msg] { msg := }\n');
      const { code, stdout } = await sluice('check', '-p', 'policy', 'in');
      expect(code).to.equal(2);
      expect(stdout).to.contain('policy/old.rego:5').and.not.to.contain('keyword is required');
    });

    it("that import v1's keywords and use what v1 has no more judge, too", async () => {
      folder.write(
        'policy/old.rego',
        'package old\n\nimport future.keywords\n\ndeny contains "any no" if any([input.kind == "Pod"])\n',
      );
      const { code, stdout } = await sluice('check', '-p', 'policy', 'in');
      expect(code).to.equal(1);
      expect(stdout).to.contain('any no').and.to.contain('policy/old.rego is Rego v0, and read as that');
      const refused = await sluice('check', '-p', 'policy', '--rego-version', 'v1', 'in');
      expect(refused.stdout).to.contain('deprecated built-in function calls in expression: any');
    });

    it('are tested without a flag', async () => {
      folder.write(
        'policy/old_test.rego',
        'package old\n\ntest_pod { deny["an old no"] with input as {"kind": "Pod"} }\n',
      );
      const { code, stdout } = await sluice('verify', 'policy');
      expect([code, stdout.trim()]).to.deep.equal([0, '1 passed, 0 failed']);
    });
  });

  it('that ask the network run in tests that replace the call, and only there', async () => {
    folder.write(
      'policy/net.rego',
      'package net\n\ndeny contains "found" if http.send({"url": "x"}).status_code == 200\n',
    );
    folder.write(
      'policy/net_test.rego',
      'package net_test\n\nimport data.net\n\nmock(_) := {"status_code": 200}\n\n' +
        'test_replaced if net.deny == {"found"} with http.send as mock\n\ntest_real if count(net.deny) == 0\n',
    );
    const { code, stdout } = await sluice('verify', '--show-passed', 'policy');
    expect(code).to.equal(1);
    expect(stdout).to.contain('1 passed, 1 failed');
    expect(stdout).to.match(/ERROR +net_test\.test_real/);
    expect(stdout).to.contain('policy/net.rego:3:26: http.send is refused').and.to.contain('check will not run it');
    expect((await sluice('check', '-p', 'policy', 'in')).code).to.equal(2);
  });

  describe('of Gatekeeper, with the Rego that they were made of beside them', () => {
    beforeEach(() => {
      folder.write('gk/template.yaml', TEMPLATE);
      folder.write('gk/src.rego', SOURCE);
      folder.write('gk/src_test.rego', 'package owned\n\ntest_none { count(violation) == 1 with input as {} }\n');
    });

    it('are asked once, as templates', async () => {
      folder.write('gk/constraint.yaml', CONSTRAINT);
      const { code, stdout } = await sluice('check', '--show-passed', '-p', 'gk', 'in');
      expect(code).to.equal(1);
      expect(stdout).to.contain('Owned/violation [owners]: nobody owns it').and.to.contain('0 pass, 1 fail');
      expect(stdout).to.contain('gk/src.rego is a source of ConstraintTemplates in this set, which are asked instead');
      expect((await sluice('verify', 'gk')).stdout).to.contain('1 passed, 0 failed');
    });

    it('are called as they call themselves where they do not compile, in the set and in a suite', async () => {
      folder.write('gk/template.yaml', `${TEMPLATE}        nobody { nobody(input) }\n`);
      folder.write('gk/constraint.yaml', CONSTRAINT);
      folder.write('gk/suite.yaml', SUITE);
      const { code, stdout } = await sluice('check', '-p', 'gk', 'in');
      expect(code).to.equal(2);
      expect(stdout).to.contain('rule data.owned.nobody is recursive');
      const verified = await sluice('verify', 'gk/suite.yaml');
      expect(verified.code).to.equal(1);
      expect(verified.stdout).to.contain('rule data.owned.nobody is recursive');
    });

    it('say that constraints are missing where nothing applies a template', async () => {
      const { code, stderr } = await sluice('check', '-p', 'gk', 'in');
      expect(code).to.equal(2);
      expect(stderr).to.contain(
        'no constraint applies any of the 1 ConstraintTemplates; name the folder of the constraints',
      );
    });
  });

  it('are to be named: a namespace is not looked for in a folder that happens to be there', async () => {
    folder.write('policy/main.rego', 'package main\n\ndeny contains "no" if true\n');
    const { code, stderr } = await sluice('check', '-n', 'main', 'in');
    expect(code).to.equal(2);
    expect(stderr).to.contain('no policy that ships is in namespace "main"').and.to.contain('-p policy');
  });

  it('do not judge the whole working directory because a variable of a script is empty', async () => {
    folder.write('policy/main.rego', 'package main\n\ndeny contains "no" if input.kind == "Pod"\n');
    folder.write('other/b.yaml', POD);
    const beside = await sluice('check', '-p', 'policy', 'in/a.yaml', '');
    expect(beside.code).to.equal(1);
    expect(beside.stdout).to.contain('evaluated 1 file').and.not.to.contain('other/b.yaml');
    const alone = await sluice('check', '-p', 'policy', '');
    expect(alone.code).to.equal(2);
    expect(alone.stderr).to.contain('the path is empty');
  });
});

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n';

const SOURCE = `package owned

violation[{"msg": msg}] {
  not input.review.object.metadata.labels.owner
  msg := "nobody owns it"
}
`;

const TEMPLATE = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: {name: owned}
spec:
  crd: {spec: {names: {kind: Owned}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
${SOURCE.replaceAll(/^(?=.)/gm, '        ')}`;

const SUITE = `apiVersion: test.gatekeeper.sh/v1alpha1
kind: Suite
tests:
  - name: owned
    template: template.yaml
    constraint: constraint.yaml
`;

const CONSTRAINT = `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: Owned
metadata: {name: owners}
`;
