import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject, JsonValue } from '../../../src/core/model/json.ts';
import type { FieldPath } from '../../../src/core/model/location.ts';
import { parseMatch } from '../../../src/core/policies/parse-match.ts';

function complaintsAbout(value: JsonValue): readonly string[] {
  const complaints: string[] = [];
  parseMatch(value, 'match', (message) => complaints.push(message));
  return complaints;
}

describe('parseMatch', () => {
  it('reads every field', () => {
    const match = {
      kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }],
      scope: 'Namespaced',
      namespaces: ['a*'],
      excludedNamespaces: ['kube-*'],
      labelSelector: { matchLabels: { a: 'b' } },
      namespaceSelector: { matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }] },
      name: 'web-*',
      source: 'Generated',
    } as const;
    expect(complaintsAbout(match)).to.deep.equal([]);
    expect(parseMatch(match, 'match', () => expect.fail('no complaint is due'))).to.deep.equal(match);
  });

  const bad: readonly (readonly [title: string, value: JsonValue, complaint: RegExp])[] = [
    ['something else than an object', ['Pod'], /^match must be an object/],
    ['an unknown field', { kind: ['Pod'] }, /match\.kind is not a match field/],
    ['kinds that are no list', { kinds: 'Pod' }, /match\.kinds must be a list/],
    ['an entry of kinds that is a name', { kinds: ['Pod'] }, /match\.kinds\[0\] must be an object/],
    ['an unknown scope', { scope: 'namespaced' }, /match\.scope must be one of Cluster, Namespaced/],
    ['namespaces with a number', { namespaces: [1] }, /match\.namespaces must be a list of strings/],
    [
      'an unknown operator',
      { labelSelector: { matchExpressions: [{ key: 'a', operator: 'in' }] } },
      /needs a key and an operator/,
    ],
    ['an unknown field of kinds', { kinds: [{ kind: ['Pod'] }] }, /match\.kinds\[0\]\.kind is not a match field/],
    ['an unknown source', { source: 'original' }, /match\.source must be one of Original, Generated, All/],
    ['a * in the middle of a namespace', { namespaces: ['a', 'k*m'] }, /match\.namespaces\[1\] names no Namespace/],
    [
      'an upper-case namespace',
      { excludedNamespaces: ['Kube-*'] },
      /match\.excludedNamespaces\[0\] names no Namespace/,
    ],
    ['a * in the middle of a name', { name: 'a*b' }, /match\.name has a \* in the middle/],
    [
      'labels that are no text',
      { labelSelector: { matchLabels: { a: true } } },
      /labelSelector\.matchLabels\.a must be a string/,
    ],
    ['a name that is no text', { name: 7 }, /match\.name must be a string/],
  ];
  for (const [title, value, complaint] of bad) {
    it(`complains about ${title}`, () => {
      expect(complaintsAbout(value).join('\n')).to.match(complaint);
    });
  }

  it('takes a null for a field that is not there, as the API server does', () => {
    const match = { kinds: null, scope: null, namespaces: null, labelSelector: { matchLabels: null }, source: null };
    expect(parseMatch(match, 'match', () => expect.fail('no complaint is due'))).to.deep.equal({ labelSelector: {} });
  });

  it('takes names with dots and colons, which objects have', () => {
    expect(complaintsAbout({ name: 'system:node.*' })).to.deep.equal([]);
  });

  it('says where a fault stands within the match', () => {
    const places: FieldPath[] = [];
    const expressions = [
      { key: 'a', operator: 'Exists' },
      { key: 'b', operator: 'In', values: ['ok', 'no good'] },
    ];
    parseMatch({ namespaceSelector: { matchExpressions: expressions } }, 'm', (_, at) => places.push(at));
    expect(places).to.deep.equal([['namespaceSelector', 'matchExpressions', 1, 'values', 1]]);
  });
});

describe('a label selector that the API server would refuse', () => {
  const long = (length: number): string => 'x'.repeat(length);
  const requirement = (fields: JsonObject): JsonObject => ({ matchExpressions: [{ key: 'a', ...fields }] });
  const refused: readonly (readonly [title: string, selector: JsonValue, complaint: RegExp])[] = [
    ['a list', [], /^match\.labelSelector must be an object/],
    ['a misspelt field', { matchLabel: { a: 'b' } }, /labelSelector\.matchLabel is not a match field/],
    ['an empty key', { matchLabels: { '': 'b' } }, /matchLabels\[""\] is no key/],
    ['a key with a blank', { matchLabels: { 'a b': 'c' } }, /matchLabels\["a b"\] is no key/],
    ['a key that ends in a dash', { matchLabels: { 'a-': 'c' } }, /matchLabels\.a- is no key/],
    ['a key of 64 characters', { matchLabels: { [long(64)]: 'c' } }, /is no key/],
    ['a prefix in upper case', { matchLabels: { 'Example.com/a': 'c' } }, /is no key/],
    ['a prefix of 254 characters', { matchLabels: { [`${long(254)}/a`]: 'c' } }, /is no key/],
    ['two slashes', { matchLabels: { 'a/b/c': 'd' } }, /is no key/],
    ['nothing behind the slash', { matchLabels: { 'a/': 'd' } }, /is no key/],
    ['a value with a slash', { matchLabels: { a: 'b/c' } }, /matchLabels\.a is no value/],
    ['a value of 64 characters', { matchLabels: { a: long(64) } }, /matchLabels\.a is no value/],
    [
      'In without values',
      requirement({ operator: 'In' }),
      /matchExpressions\[0\]\.values must name at least one value for In/,
    ],
    [
      'NotIn with no values',
      requirement({ operator: 'NotIn', values: [] }),
      /values must name at least one value for NotIn/,
    ],
    ['Exists with values', requirement({ operator: 'Exists', values: ['b'] }), /values must be left out for Exists/],
    [
      'DoesNotExist with values',
      requirement({ operator: 'DoesNotExist', values: ['b'] }),
      /must be left out for DoesNotExist/,
    ],
    ['a value that is none', requirement({ operator: 'In', values: ['b', '-'] }), /values\[1\] is no value/],
    ['a key that is none', requirement({ key: '/a', operator: 'Exists' }), /matchExpressions\[0\]\.key is no key/],
    ['a field that there is not', requirement({ operator: 'Exists', value: 'b' }), /\[0\]\.value is not a match field/],
    ['an operator in lower case', requirement({ operator: 'in', values: ['b'] }), /needs a key and an operator/],
  ];
  for (const [title, labelSelector, complaint] of refused) {
    it(`is complained about: ${title}`, () => {
      expect(complaintsAbout({ labelSelector })).to.have.length(1);
      expect(complaintsAbout({ labelSelector })[0]).to.match(complaint);
    });
  }

  const accepted: readonly JsonValue[] = [
    {},
    { matchLabels: { a: '' } },
    { matchLabels: { [long(63)]: long(63), [`${long(253)}/A_b.c-D`]: '1' } },
    requirement({ operator: 'Exists', values: [] }),
    requirement({ operator: 'In', values: [''] }),
  ];
  for (const [index, labelSelector] of accepted.entries()) {
    it(`is not: accepted selector ${index + 1}`, () => {
      expect(complaintsAbout({ labelSelector })).to.deep.equal([]);
    });
  }
});
