import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ConstraintTemplate } from '../../../src/core/gatekeeper/constraint-template.ts';
import { toConstraintTemplate } from '../../../src/core/gatekeeper/constraint-template.ts';
import { sourcesOf, template } from './sources.ts';

const REGO = 'package anything\nviolation[{"msg": "x"}] { input.review }';

function read(text: string): ConstraintTemplate {
  const [first] = sourcesOf(text);
  const result = first === undefined ? undefined : toConstraintTemplate(first.source, first.lines);
  return result?.kind === 'template' ? result.template : expect.fail(JSON.stringify(result));
}

function problems(text: string): readonly string[] {
  return sourcesOf(text).flatMap(({ source, lines }) => {
    const result = toConstraintTemplate(source, lines);
    return result.kind === 'problems'
      ? result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
      : [];
  });
}

const code = (entries: string): string =>
  template('K8sFoo', REGO).replace(/ {6}rego: \|[\s\S]*$/, `      code:\n${entries}`);

describe('toConstraintTemplate', () => {
  it('reads what a target says in rego and libs', () => {
    const { kind, title, modules } = read(
      `${template('K8sFoo', REGO)}      libs:\n        - |\n          package lib.a\n          x = 1\n        - "package lib.b"\n`,
    );
    expect([kind, title]).to.deep.equal(['K8sFoo', 'K8sFoo']);
    expect(
      modules.map(({ path, text, regoVersion, template: part }) => [path, text.split('\n')[0], regoVersion, part]),
    ).to.deep.equal([
      ['gatekeeper.yaml#K8sFoo', 'package anything', 'v0', { name: 'K8sFoo', libraries: 'K8sFoo', isLibrary: false }],
      [
        'gatekeeper.yaml#K8sFoo/libs/0',
        'package lib.a',
        'v0',
        { name: 'K8sFoo', libraries: 'K8sFoo', isLibrary: true },
      ],
      [
        'gatekeeper.yaml#K8sFoo/libs/1',
        'package lib.b',
        'v0',
        { name: 'K8sFoo', libraries: 'K8sFoo', isLibrary: true },
      ],
    ]);
  });

  it('knows where each line of a block stands, and only the place of a text in quotes', () => {
    const { modules } = read(
      `${template('K8sFoo', REGO)}      libs:\n        - |\n          package lib.a\n        - "package lib.b"\n`,
    );
    expect(modules.map(({ origin }) => origin?.())).to.deep.equal([
      { file: 'gatekeeper.yaml', line: 13, column: 9, isVerbatim: true },
      { file: 'gatekeeper.yaml', line: 17, column: 11, isVerbatim: true },
      { file: 'gatekeeper.yaml', line: 18, column: 11, isVerbatim: false },
    ]);
  });

  it('takes the Rego entry of code, with its version', () => {
    const rego = (version: string): string =>
      `        - engine: Rego\n          source: {rego: "package a", libs: ["package lib.b"]${version}}\n`;
    const cel = '        - engine: K8sNativeValidation\n          source: {validations: []}\n';
    expect(read(code(cel + rego(', version: v1'))).modules.map(({ regoVersion }) => regoVersion)).to.deep.equal([
      'v1',
      'v1',
    ]);
    expect(read(code(rego(''))).modules[0]?.regoVersion).to.equal('v0');
    // Gatekeeper takes every other word for v0, too.
    expect(read(code(rego(', version: v3'))).modules[0]?.regoVersion).to.equal('v0');
  });

  it('lets rego of the target win over code', () => {
    const both = `${template('K8sFoo', REGO)}      code:\n        - engine: Rego\n          source: {rego: "package other", version: v1}\n`;
    expect(read(both).modules[0]).to.include({ text: `${REGO}\n`, regoVersion: 'v0' });
  });

  it('takes title and description from the annotations', () => {
    const text = template('K8sFoo', REGO).replace(
      '  name: k8sfoo',
      '  name: k8sfoo\n  annotations:\n    metadata.gatekeeper.sh/title: Foo\n    description: What foo is',
    );
    expect(read(text)).to.include({ title: 'Foo', description: 'What foo is' });
  });

  it('reads all served versions; those before v1 let unknown parameters through', () => {
    const at = (version: string): unknown =>
      read(template('K8sFoo', REGO).replace('gatekeeper.sh/v1\n', `gatekeeper.sh/${version}\n`)).schema;
    expect(at('v1')).to.deep.equal({ type: 'object', additionalProperties: false });
    expect(at('v1beta1')).to.deep.equal({});
    expect(at('v1alpha1')).to.deep.equal({});
  });

  describe('says what is wrong, and where', () => {
    const cases: Readonly<Record<string, readonly [text: string, problem: string]>> = {
      'a version that is not served': [
        template('K8sFoo', REGO).replace('gatekeeper.sh/v1\n', 'gatekeeper.sh/v2\n'),
        '1:1 ConstraintTemplate k8sfoo: version v2 is not served; there are v1, v1beta1, v1alpha1',
      ],
      'a name that is not the kind': [
        template('K8sFoo', REGO).replace('name: k8sfoo', 'name: foo'),
        '4:3 ConstraintTemplate foo: metadata.name must be the kind in lower case, "k8sfoo"',
      ],
      'no kind': [
        template('K8sFoo', REGO).replace('kind: K8sFoo', 'plural: foos'),
        '8:7 ConstraintTemplate k8sfoo: spec.crd.spec.names.kind must be a kind such as K8sRequiredLabels, not ""',
      ],
      'another target': [
        template('K8sFoo', REGO).replace('target: admission.k8s', 'target: audit.k8s'),
        '11:7 ConstraintTemplate k8sfoo: target must be admission.k8s.gatekeeper.sh',
      ],
      'CEL alone': [
        code('        - engine: K8sNativeValidation\n          source: {}\n'),
        '11:7 ConstraintTemplate k8sfoo: holds CEL (K8sNativeValidation) alone, and only Rego is evaluated; add a Rego source, or enforce it as a ValidatingAdmissionPolicy',
      ],
      'no source': [code('        []\n'), '11:7 ConstraintTemplate k8sfoo: holds no Rego'],
      'an empty source': [
        code('        - engine: Rego\n          source: {}\n'),
        '14:11 ConstraintTemplate k8sfoo: source.rego is missing or empty',
      ],
    };
    for (const [name, [text, problem]] of Object.entries(cases)) {
      it(name, () => expect(problems(text)).to.deep.equal([problem]));
    }
    it('two targets', () => {
      const two = template('K8sFoo', REGO).replace(
        '  targets:\n',
        '  targets:\n    - target: other\n      rego: package a\n',
      );
      expect(problems(two)).to.deep.equal([
        '10:3 ConstraintTemplate k8sfoo: there must be one target, admission.k8s.gatekeeper.sh, and there are 2',
      ]);
    });
  });
});
