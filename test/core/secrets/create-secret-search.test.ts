import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createSecretSearch, type SearchTools } from '../../../src/core/secrets/create-secret-search.ts';
import { createAcceptances } from '../../../src/core/secrets/acceptances/create-acceptances.ts';
import type { MaskedSecret, SecretFact } from '../../../src/core/secrets/finding.ts';
import type { FileSearch, SearchedFile } from '../../../src/core/secrets/secret-search.ts';
import type { TextScanner } from '../../../src/core/secrets/text-scanner.ts';
import type { StructureScanner } from '../../../src/core/secrets/structure/structure-scanner.ts';
import { toResources } from '../../../src/core/resources/to-resources.ts';
import { parseFile } from '../../../src/node/documents/parse-file.ts';
import { toSearchedText } from '../../../src/node/secrets/to-searched-text.ts';

const masked = (rule: string): MaskedSecret => ({
  rule,
  title: 'a word',
  confidence: 'certain',
  preview: '…(6)',
  fingerprint: `${rule}:0`,
  entropy: 2,
  decoded: [],
});

/** Finds a word in text: what the engines themselves find is tested with them. */
const wordScanner = (word: string): TextScanner => ({
  search: ({ text }) => ({
    findings: [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
      ...masked('word'),
      start: index,
      end: index + word.length,
    })),
  }),
});

/** Finds every `spec.word` and, with its line in the value, `spec.text`. */
const fieldScanner: StructureScanner = {
  search: ({ value }) => {
    const spec = typeof value === 'object' && value !== null && 'spec' in value ? value['spec'] : undefined;
    const fields = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? Object.entries(spec) : [];
    return {
      findings: fields.flatMap(([key, text]) => {
        const line = typeof text === 'string' ? text.split('\n').indexOf('hidden') : -1;
        return line < 0 ? [] : [{ ...masked('field'), path: ['spec', key], lineInValue: line }];
      }),
    };
  },
};

const TOOLS: SearchTools = {
  textScanner: wordScanner('hidden'),
  structureScanner: fieldScanner,
  toText: toSearchedText,
};

function open(text: string, changes: Partial<SearchedFile> = {}, tools: Partial<SearchTools> = {}): FileSearch {
  const bytes = Buffer.from(text);
  return createSecretSearch({ ...TOOLS, ...tools }).open({
    path: 'a.yaml',
    bytes,
    parsed: parseFile(bytes),
    ...changes,
  });
}

/** Everything that a file holds, as evaluation asks for it. */
function factsOf(
  text: string,
  changes: Partial<SearchedFile> = {},
  tools: Partial<SearchTools> = {},
): readonly SecretFact[] {
  const search = open(text, changes, tools);
  const { documents } = changes.parsed ?? parseFile(Buffer.from(text));
  const inDocuments = documents.flatMap((document) => {
    const resources = toResources(document);
    return resources.length === 0
      ? search.inDocument(document)
      : resources.flatMap((resource) => search.inResource(document, resource));
  });
  return [...inDocuments, ...search.inRest()];
}

const places = (facts: readonly SecretFact[]): readonly string[] =>
  facts.map(({ rule, line, column, path = [] }) => `${rule} ${line}:${column} ${path.join('.')}`.trimEnd());

const OBJECT = 'apiVersion: v1\nkind: Thing\nmetadata:\n  name: a\n';
const NO_DOCUMENTS = { documents: [], faults: [], empty: 0 };

describe('createSecretSearch', () => {
  it('gives the values of a document to the structure engine, and what is around them to the text engine', () => {
    const facts = factsOf(`# hidden\n${OBJECT}spec:\n  word: hidden # not hidden\n`);
    // The comment behind the value says the word that the value is: the document has been judged for it.
    expect(places(facts)).to.deep.equal(['field 7:3 spec.word', 'word 1:3']);
  });

  it('does not report a value that the structure engine let pass', () => {
    expect(places(factsOf(`${OBJECT}data:\n  other: hidden\n`))).to.deep.equal([]);
  });

  it('finds what is a key, which the structure engine does not look into, as a finding of the file', () => {
    const [fact, ...others] = factsOf(`${OBJECT}data:\n  hidden: "true"\n`);
    expect(others).to.deep.equal([]);
    expect(fact).to.include({ rule: 'word', line: 6 }).and.not.have.any.keys('object', 'path');
  });

  it('shows no more of a token that is a key in a path than a preview does', () => {
    const textScanner: TextScanner = {
      search: ({ text }) => ({
        findings: text.includes('hidden-token') ? [{ ...masked('word'), start: 0, end: 12 }] : [],
      }),
    };
    const structureScanner: StructureScanner = {
      search: () => ({
        findings: [{ ...masked('field'), path: ['hidden-token-of-somebody', 'data', 0], lineInValue: 0 }],
      }),
    };
    const [fact] = factsOf(OBJECT, {}, { textScanner, structureScanner });
    expect(fact?.path).to.deep.equal(['hid…(24)', 'data', 0]);
  });

  it('points into block scalars', () => {
    expect(places(factsOf(`${OBJECT}spec:\n  text: |\n    one\n    hidden\n`))).to.deep.equal(['field 8:1 spec.text']);
    expect(places(factsOf(`${OBJECT}spec:\n  text: "one\\nhidden"\n`))).to.deep.equal(['field 6:3 spec.text']);
  });

  it('names objects in lists by their own paths, and finds them in the file', () => {
    const [fact] = factsOf(
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Thing\n  spec: {word: hidden}\n',
    );
    expect(fact).to.deep.include({ line: 6, path: ['spec', 'word'] });
    expect(fact?.object).to.deep.include({ kind: 'Thing' });
  });

  it('searches a text that holds no documents as a whole, with columns as editors count them', () => {
    const facts = factsOf('é𝄞 hidden', { path: 'a.txt', parsed: NO_DOCUMENTS });
    expect(places(facts)).to.deep.equal(['word 1:5']);
  });

  it('searches what cannot be parsed as text', () => {
    expect(places(factsOf('a: [hidden'))).to.deep.equal(['word 1:5']);
  });

  it('reads UTF-16 as text', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a\nhidden', 'utf16le')]);
    expect(places(open('', { bytes, parsed: NO_DOCUMENTS }).inRest())).to.deep.equal(['word 2:1']);
  });

  it('says that it searched nothing but the name of what is no text', () => {
    for (const bytes of [Uint8Array.of(0x7f, 0x45, 0, 1), new Uint8Array()]) {
      const search = open('', { bytes, parsed: NO_DOCUMENTS });
      expect(search.inRest()).to.deep.equal([]);
      expect(search.unsearched).to.be.a('string');
    }
  });

  it('says what a change brought, and in which commit', () => {
    const change = { added: [{ from: 2, to: 2 }], commit: 'c0ffee' };
    const facts = factsOf('hidden\nhidden\n', { path: 'a.txt', parsed: NO_DOCUMENTS, change });
    expect(facts.map(({ added, commit }) => [added, commit])).to.deep.equal([
      [false, 'c0ffee'],
      [true, 'c0ffee'],
    ]);
  });

  it('asks whether a finding is accepted, with the lines around it', () => {
    const acceptances = createAcceptances({ ignores: [], baseline: [] }, '2026-11-21', () => false);
    const text = 'hidden # sluice:allow word -- said so\nhidden\n';
    const facts = factsOf(text, { path: 'a.txt', parsed: NO_DOCUMENTS }, { acceptances });
    expect(facts.map(({ accepted }) => accepted?.reason)).to.deep.equal(['said so', undefined]);
  });

  it('hands on why a search ended early', () => {
    const textScanner: TextScanner = { search: () => ({ findings: [], incomplete: '2000 ms are over' }) };
    const search = open('text', { parsed: NO_DOCUMENTS }, { textScanner });
    search.inRest();
    expect(search.incomplete).to.deep.equal(['2000 ms are over']);
  });

  it('lets no offset and nothing else that an engine adds into a fact', () => {
    const [fact] = factsOf('hidden', { path: 'a.txt', parsed: NO_DOCUMENTS });
    expect(Object.keys(fact ?? {}).sort()).to.deep.equal([
      'column',
      'confidence',
      'decoded',
      'endLine',
      'entropy',
      'file',
      'fingerprint',
      'line',
      'preview',
      'rule',
      'title',
    ]);
  });

  it('finds the same in an object that comes from no file, without a place', () => {
    const [resource] = parseFile(Buffer.from(`${OBJECT}spec:\n  word: hidden\n`)).documents.flatMap(toResources);
    if (resource === undefined) throw new Error('the object does not parse');
    const { facts } = createSecretSearch(TOOLS).inObject(resource);
    expect(facts).to.have.length(1);
    expect(facts[0]).to.deep.include({ rule: 'field', file: '', path: ['spec', 'word'] });
    expect(facts[0]).not.to.have.any.keys('line', 'column');
  });

  it('finds nothing in a Secret that the API server is asked about: there it belongs', () => {
    const [secret] = parseFile(Buffer.from('apiVersion: v1\nkind: Secret\nspec:\n  word: hidden\n')).documents.flatMap(
      toResources,
    );
    if (secret === undefined) throw new Error('the object does not parse');
    expect(createSecretSearch(TOOLS).inObject(secret).facts).to.deep.equal([]);
  });
});
