import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { conftestPeer } from './conftest-peer.ts';
import { runDifferential, type DifferentialReport } from './run-differential.ts';
import { runProgram } from './run-program.ts';

const POLICY = `package main
import data.conftest.file

deny contains msg if {
	input.user == 0
	msg := sprintf("%s runs as root", [input.name])
}

deny contains "has no name" if not input.name

deny_ports contains {"msg": "opens a port", "port": port, "path": ["ports", index]} if some index, port in input.ports

violation := [{"msg": "is old", "details": {"age": input.age}, "_loc": {"file": "ages.txt", "line": 7}}] if input.age > 9

warn_place contains {"msg": "is misplaced", "_loc": {"file": file.name}} if input.place == "wrong"

exception contains ["ports", "place"] if input.trusted

exception contains [""] if input.name == "root"
`;

const TOGETHER = `package main
deny contains sprintf("%v is there twice: %v", [name, paths]) if {
	some entry in input
	name := entry.contents.name
	paths := [other.path | some other in input; other.contents.name == name]
	count(paths) > 1
}
`;

const OLD = `package main
deny[msg] { input.user == 0; msg := "runs as root" }
warn[msg] { not input.name; msg := "has no name" }
`;

const INPUTS: Readonly<Record<string, string>> = {
  'in/plain.yaml': 'name: web\nuser: 0\nports: [80, 443]\nage: 10\nplace: wrong\n',
  'in/excepted.yaml': 'name: web\nuser: 0\nports: [80, 443]\nplace: wrong\ntrusted: true\n',
  'in/root.json': '{"name": "root", "user": 0, "age": 11}',
  'in/nameless.yaml': 'user: 1\n',
  'in/several.yaml': 'name: a\nuser: 0\n---\nname: b\nports: [1]\n---\nuser: 0\nname: a\n',
  'in/list.json': '[{"name": "a", "user": 0}, {"name": "b"}, {}]',
  'in/list-behind-comment.yaml': '# hosts\n---\n- name: a\n  user: 0\n',
  'in/lists.yaml': '- name: a\n---\n- name: b\n',
  'in/scalar.json': '"text"',
  'in/objects.yaml': 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n',
  'in/anchors.yaml': 'name: &n web\nports: &p [1]\nmore: {<<: {user: 0}, ports: *p, name: *n}\n',
};

describe('conftest and sluice', function () {
  this.timeout(60_000);
  if (runProgram('conftest', ['--version']) === undefined) {
    it.skip('skipped: conftest is not on the PATH');
    return;
  }
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/main.rego', POLICY);
    folder.write('together/main.rego', TOGETHER);
    folder.write('old/main.rego', OLD);
    folder.write('other/main.rego', POLICY.replace('package main', 'package team.other'));
    for (const [name, text] of Object.entries(INPUTS)) folder.write(name, text);
  });
  afterEach(() => folder[Symbol.dispose]());

  const compare = (policy: string, shared: readonly string[] = []): DifferentialReport =>
    runDifferential(conftestPeer, {
      policy: folder.at(policy),
      files: Object.keys(INPUTS).map((name) => folder.at(name)),
      shared,
    });

  function expectAgreement(report: DifferentialReport, places: number): void {
    const lines = report.unexplained.map(({ place, side, line }) => `${place}: only ${side}: ${line}`);
    expect(lines).to.deep.equal([]);
    expect(report.leftOut).to.deep.equal([]);
    expect(report.places).to.equal(places);
  }

  it('say the same of each file: messages, places, metadata, exceptions and successes', () => {
    const report = compare('policy');
    expectAgreement(report, Object.keys(INPUTS).length);
    expect(report.lines).to.be.greaterThan(20);
  });

  it('say the same of policies in several folders and packages', () => {
    expectAgreement(compare('policy', ['-p', folder.at('other')]), 2 * Object.keys(INPUTS).length);
  });

  it('say the same of all documents as one', () => {
    expectAgreement(compare('together', ['--combine']), 1);
  });

  it('say the same of policies in older Rego', () => {
    expectAgreement(compare('old', ['--rego-version', 'v0']), Object.keys(INPUTS).length);
  });

  it('would be found out if they said something else', () => {
    const liar = { ...conftestPeer, runSluice: () => ({ kind: 'answers', answers: [] }) as const };
    const report = runDifferential(liar, {
      policy: folder.at('policy'),
      files: [folder.at('in/plain.yaml')],
      shared: [],
    });
    expect(report.unexplained.length).to.be.greaterThan(3);
  });
});
