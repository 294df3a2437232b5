import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../src/core/model/json.ts';
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
    ['labels that are no text', { labelSelector: { matchLabels: { a: true } } }, /must map names to strings/],
    ['a name that is no text', { name: 7 }, /match\.name must be a string/],
  ];
  for (const [title, value, complaint] of bad) {
    it(`complains about ${title}`, () => {
      expect(complaintsAbout(value).join('\n')).to.match(complaint);
    });
  }
});
