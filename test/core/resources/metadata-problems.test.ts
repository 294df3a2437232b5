import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { metadataProblems } from '../../../src/core/resources/metadata-problems.ts';

describe('metadataProblems', () => {
  const problems = (metadata: string): readonly string[] => {
    const [document] = parseDocuments(`apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\n`).documents;
    return metadataProblems(document?.value ?? null).map(({ message }) => message.replace(/: the API.*/, ''));
  };

  it('are names that YAML 1.1 reads as something else than text', () => {
    expect(problems('{name: a, namespace: y}')).to.deep.equal(['metadata.namespace is a boolean, not a text']);
    expect(problems('{name: 5, namespace: [a]}')).to.deep.equal([
      'metadata.name is a number, not a text',
      'metadata.namespace is a list, not a text',
    ]);
    expect(problems('{generateName: {a: b}}')).to.deep.equal(['metadata.generateName is a mapping, not a text']);
  });

  it('are labels and annotations that are not all texts', () => {
    expect(problems('{name: a, labels: {a: b, tier: 1}, annotations: {a: on}}')).to.deep.equal([
      'metadata.labels.tier is a number, not a text',
      'metadata.annotations.a is a boolean, not a text',
    ]);
    expect(problems('{labels: [a], annotations: a}')).to.deep.equal([
      'metadata.labels is a list, not a mapping of texts',
      'metadata.annotations is a text, not a mapping of texts',
    ]);
    expect(problems('a')).to.deep.equal(['metadata is a text, not a mapping']);
  });

  it('are none where the API server reads null as nothing', () => {
    for (const metadata of ['', '{}', '{name: a, namespace: null, labels: null}', '{labels: {a: null, b: "1"}}'])
      expect(problems(metadata), metadata).to.deep.equal([]);
    expect(metadataProblems({ apiVersion: 'v1' })).to.deep.equal([]);
    expect(metadataProblems(null)).to.deep.equal([]);
  });

  it('say what to do', () => {
    expect(metadataProblems({ metadata: { namespace: true } })).to.deep.equal([
      {
        path: ['metadata', 'namespace'],
        message:
          'metadata.namespace is a boolean, not a text: the API server refuses the object. Write it in quotes; without them y, n, yes, no, on and off are booleans, too',
      },
    ]);
  });
});
