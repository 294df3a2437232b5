import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { toExpansionTemplates, type ReadExpansions } from '../../../src/core/expansion/to-expansion-templates.ts';
import { gatekeeperSources } from '../../../src/core/gatekeeper/gatekeeper-source.ts';

const read = (text: string): ReadExpansions =>
  toExpansionTemplates(gatekeeperSources('expansion.yaml', parseDocuments(text).documents));

const problemsOf = (text: string): readonly string[] =>
  read(text).problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);

interface Fields {
  readonly version?: string;
  readonly name?: string;
  readonly applyTo?: string;
  readonly source?: string;
  readonly generated?: string;
  readonly more?: string;
}

function template(fields: Fields): string {
  const applyTo = fields.applyTo ?? '[{groups: [apps], versions: [v1], kinds: [Deployment]}]';
  return `apiVersion: expansion.gatekeeper.sh/${fields.version ?? 'v1beta1'}
kind: ExpansionTemplate
metadata:
  name: ${fields.name ?? 'deployments'}
spec:
  applyTo: ${applyTo}
  templateSource: ${fields.source ?? 'spec.template'}
  generatedGVK: ${fields.generated ?? '{version: v1, kind: Pod}'}
${fields.more ?? ''}`;
}

describe('toExpansionTemplates', () => {
  it('reads a template of either version', () => {
    for (const version of ['v1alpha1', 'v1beta1']) {
      expect(read(template({ version, more: '  enforcementAction: warn' }))).to.deep.equal({
        problems: [],
        templates: [
          {
            name: 'deployments',
            appliesTo: [{ group: 'apps', version: 'v1', kind: 'Deployment' }],
            source: ['spec', 'template'],
            generates: { group: '', version: 'v1', kind: 'Pod' },
            enforcementAction: 'warn',
            isBuiltIn: false,
          },
        ],
      });
    }
  });

  it('applies to every group with every version and every kind of an entry', () => {
    const applyTo = `[{groups: [a, b], versions: [v1, v2], kinds: [X]}, {groups: [''], versions: [v1], kinds: [Z]}]`;
    const [one] = read(template({ applyTo })).templates;
    expect(one?.appliesTo.map(({ group, version, kind }) => `${group}/${version} ${kind}`)).to.deep.equal([
      'a/v1 X',
      'a/v2 X',
      'b/v1 X',
      'b/v2 X',
      '/v1 Z',
    ]);
  });

  it('keeps the action of each constraint when its own is empty', () => {
    for (const more of ["  enforcementAction: ''", '  enforcementAction: null']) {
      const { templates, problems } = read(template({ more }));
      expect(problems).to.deep.equal([]);
      expect(templates[0]).not.to.have.property('enforcementAction');
    }
  });

  it('takes names up to 63 characters', () => {
    expect(problemsOf(template({ name: 'x'.repeat(63) }))).to.deep.equal([]);
  });

  const NAMED = 'ExpansionTemplate deployments: ';
  const refused: readonly (readonly [title: string, fields: Fields, problem: string])[] = [
    [
      'a version that there is not',
      { version: 'v1' },
      `1:1: ${NAMED}version v1 is not served; there are v1beta1, v1alpha1`,
    ],
    ['no name', { name: '' }, '3:1: ExpansionTemplate (without a name): metadata.name is missing'],
    [
      'a name of 64 characters',
      { name: 'x'.repeat(64) },
      `4:3: ExpansionTemplate ${'x'.repeat(64)}: metadata.name has more than 63 characters`,
    ],
    [
      'no applyTo',
      { applyTo: '[]' },
      `6:3: ${NAMED}spec.applyTo must name what it applies to: groups, versions and kinds`,
    ],
    [
      'an applyTo that can apply to nothing',
      { applyTo: '[{groups: [apps], kinds: [Deployment]}]' },
      `6:13: ${NAMED}spec.applyTo needs a list of versions; without it, it applies to nothing`,
    ],
    [
      'kinds that are no texts',
      { applyTo: '[{groups: [apps], versions: [v1], kinds: [1]}]' },
      `6:46: ${NAMED}spec.applyTo needs a list of kinds; without it, it applies to nothing`,
    ],
    [
      'a wildcard, which Gatekeeper takes for a name',
      { applyTo: `[{groups: ['*'], versions: [v1], kinds: [Deployment]}]` },
      `6:14: ${NAMED}spec.applyTo knows no *; name the groups`,
    ],
    ['no source', { source: "''" }, `7:3: ${NAMED}spec.templateSource must be a path of fields, such as spec.template`],
    [
      'a source with a hole',
      { source: 'spec..x' },
      `7:3: ${NAMED}spec.templateSource must be a path of fields, such as spec.template`,
    ],
    [
      'nothing to generate',
      { generated: '{}' },
      `8:3: ${NAMED}spec.generatedGVK must say the version and kind of what is generated`,
    ],
    [
      'a version but no kind to generate',
      { generated: '{version: v1}' },
      `8:3: ${NAMED}spec.generatedGVK must say the version and kind of what is generated`,
    ],
    [
      'what it applies to itself',
      { generated: '{group: apps, version: v1, kind: Deployment}' },
      `8:3: ${NAMED}it applies to what it generates itself, apps/v1 Deployment`,
    ],
    [
      'an action that there is not, which Gatekeeper would skip',
      { more: '  enforcementAction: block' },
      `9:3: ${NAMED}spec.enforcementAction must be one of deny, warn, dryrun, or left out to keep that of each constraint`,
    ],
    [
      'a misspelt field',
      { more: '  enforcementactions: warn' },
      `9:3: ${NAMED}unknown field spec.enforcementactions; there are applyTo, templateSource, generatedGVK, enforcementAction`,
    ],
  ];
  for (const [title, fields, problem] of refused) {
    it(`refuses ${title}, at its place`, () => {
      expect(problemsOf(template(fields))).to.deep.equal([`expansion.yaml:${problem}`]);
      expect(read(template(fields)).templates).to.deep.equal([]);
    });
  }

  it('takes a template that is declared twice for one, and refuses a second that differs', () => {
    const once = template({});
    expect(read(`${once}---\n${once}`)).to.deep.equal(read(once));
    expect(problemsOf(`${once}---\n${template({ source: 'spec' })}`)).to.deep.equal([
      `expansion.yaml:13:3: ${NAMED}it is declared at expansion.yaml:1 already; keep one`,
    ]);
  });

  describe('a cycle', () => {
    const step = (name: string, from: string, to: string): string =>
      template({
        name,
        applyTo: `[{groups: [''], versions: [v1], kinds: [${from}]}]`,
        generated: `{version: v1, kind: ${to}}`,
      });

    it('leaves out all that take part, and nothing else', () => {
      const { templates, problems } = read(
        [
          step('a', 'A', 'B'),
          step('b', 'B', 'C'),
          step('c', 'C', 'A'),
          step('in', 'X', 'A'),
          step('out', 'B', 'Z'),
        ].join('---\n'),
      );
      expect(templates.map(({ name }) => name)).to.deep.equal(['in', 'out']);
      expect(problems.map(({ message }) => message)).to.deep.equal([
        'ExpansionTemplate a: it never ends: a → b → c → a; break the cycle',
        'ExpansionTemplate b: it never ends: b → c → a → b; break the cycle',
        'ExpansionTemplate c: it never ends: c → a → b → c; break the cycle',
      ]);
    });

    it('is none where two ways lead to one kind', () => {
      const diamond = [step('ab', 'A', 'B'), step('ac', 'A', 'C'), step('bd', 'B', 'D'), step('cd', 'C', 'D')];
      expect(problemsOf(diamond.join('---\n'))).to.deep.equal([]);
    });
  });
});
