import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { LabelRequirement, Match } from '../../../src/core/model/match.ts';
import { identityOf } from '../../../src/core/resources/to-resources.ts';
import { toMatchObject, type MatchObject, type MatchSubject } from '../../../src/core/policies/match-subject.ts';
import { matchesConstraint, type MatchOutcome } from '../../../src/core/policies/matches-constraint.ts';
import { parseMatch } from '../../../src/core/policies/parse-match.ts';

// The numbers are those of the list of Gatekeeper's quirks that Sluice keeps to. Gatekeeper 3.23's own pkg/target gave the
// outcome of every row.

type Row = readonly [title: string, match: Match, subject: MatchSubject, outcome: MatchOutcome];

const SHOP = { name: 'shop-prod', labels: { env: 'prod' } } as const;

function object(apiVersion: string, kind: string, metadata: JsonObject): MatchObject {
  const value = { apiVersion, kind, metadata };
  const identity = identityOf(value);
  if (identity === undefined) throw new Error('the test object has no identity');
  return toMatchObject(value, identity);
}

const sent = (one: MatchObject, rest: Partial<MatchSubject> = {}): MatchSubject => ({
  objects: [one],
  source: 'Original',
  ...rest,
});

const LABELS = { app: 'web', tier: 'front', empty: '' } as const;
const web = object('apps/v1', 'Deployment', { name: 'web', namespace: 'shop-prod', labels: LABELS });
const deployment = sent(web, { namespace: SHOP });
const undeclared = sent(object('v1', 'Pod', { name: 'web', namespace: 'nobody-knows' }));
const inRequest = sent(object('v1', 'Pod', { name: 'web' }), { namespace: SHOP });
const clusterRole = sent(object('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'reader' }));
const shop = object('v1', 'Namespace', { name: 'shop-prod', labels: { env: 'prod' } });
const namespace = sent(shop);
const foreignNamespace = sent(object('example.com/v1', 'Namespace', { name: 'shop-prod', labels: { env: 'prod' } }));
const named = (metadata: JsonObject): MatchSubject => sent(object('v1', 'Pod', metadata));

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [name, match, subject, outcome] of rows) {
      it(`${name}: ${outcome}`, () => {
        expect(matchesConstraint(match, subject)).to.equal(outcome);
      });
    }
  });
}

describe('matchesConstraint', () => {
  table('quirk 13: every part must hold, in order; no match selects everything', [
    ['no match, any object', {}, deployment, 'matches'],
    ['no match, a constraint of Gatekeeper', {}, sent(object('templates.gatekeeper.sh/v1', 'X', {})), 'matches'],
    ['one part fails', { kinds: [{ kinds: ['Deployment'] }], name: 'api' }, deployment, 'differs'],
    [
      'what comes before namespaceSelector decides without the Namespace',
      { kinds: [{ kinds: ['Secret'] }], namespaceSelector: {} },
      undeclared,
      'differs',
    ],
    [
      'labelSelector comes before namespaceSelector',
      { labelSelector: { matchLabels: { a: 'b' } }, namespaceSelector: {} },
      undeclared,
      'differs',
    ],
    ['name comes after namespaceSelector', { namespaceSelector: {}, name: 'api' }, undeclared, 'unknown'],
    ['source comes after namespaceSelector', { namespaceSelector: {}, source: 'Generated' }, undeclared, 'unknown'],
  ]);

  table('quirk 14: an entry of kinds fits by kind and group, never by version', [
    ['kind and group', { kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }] }, deployment, 'matches'],
    ['another group', { kinds: [{ apiGroups: ['extensions'], kinds: ['Deployment'] }] }, deployment, 'differs'],
    ['another kind', { kinds: [{ apiGroups: ['apps'], kinds: ['ReplicaSet'] }] }, deployment, 'differs'],
    ['case counts', { kinds: [{ kinds: ['deployment'] }] }, deployment, 'differs'],
    ['the core group is empty', { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] }, undeclared, 'matches'],
    ['no group is every group', { kinds: [{ kinds: ['Deployment'] }] }, deployment, 'matches'],
    ['no kind is every kind', { kinds: [{ apiGroups: ['apps'] }] }, deployment, 'matches'],
    ['empty lists are every one', { kinds: [{ apiGroups: [], kinds: [] }] }, deployment, 'matches'],
    ['* anywhere in the lists', { kinds: [{ apiGroups: ['x', '*'], kinds: ['y', '*'] }] }, deployment, 'matches'],
    ['* is no wildcard within a name', { kinds: [{ kinds: ['Deploy*'] }] }, deployment, 'differs'],
    ['one entry is enough', { kinds: [{ kinds: ['Pod'] }, { kinds: ['Deployment'] }] }, deployment, 'matches'],
    [
      'a kind and a group of different entries are not',
      {
        kinds: [
          { kinds: ['Deployment'], apiGroups: [''] },
          { kinds: ['Pod'], apiGroups: ['apps'] },
        ],
      },
      deployment,
      'differs',
    ],
    ['an empty list of entries selects all', { kinds: [] }, deployment, 'matches'],
  ]);

  table('quirk 15: wildcards stand at the ends of namespaces', [
    ['exact', { namespaces: ['shop-prod'] }, deployment, 'matches'],
    ['prefix', { namespaces: ['shop-*'] }, deployment, 'matches'],
    ['suffix', { namespaces: ['*-prod'] }, deployment, 'matches'],
    ['within', { namespaces: ['*p-p*'] }, deployment, 'matches'],
    ['all', { namespaces: ['*'] }, deployment, 'matches'],
    ['in the middle it is literal', { namespaces: ['sh*od'] }, deployment, 'differs'],
    ['another', { namespaces: ['shop'] }, deployment, 'differs'],
    ['one of several', { namespaces: ['a', 'shop-*'] }, deployment, 'matches'],
    ['an empty pattern is no namespace', { namespaces: [''] }, deployment, 'differs'],
    ['an empty list is every namespace', { namespaces: [] }, deployment, 'matches'],
  ]);

  table('quirk 16: a generated name is matched by what its prefix decides', [
    ['empty is any', { name: '' }, deployment, 'matches'],
    ['exact', { name: 'web' }, deployment, 'matches'],
    ['another', { name: 'api' }, deployment, 'differs'],
    ['prefix', { name: 'web-*' }, named({ generateName: 'web-' }), 'matches'],
    ['within', { name: '*eb*' }, named({ generateName: 'web-' }), 'matches'],
    ['never exactly', { name: 'web-' }, named({ generateName: 'web-' }), 'differs'],
    ['never by suffix', { name: '*-' }, named({ generateName: 'web-' }), 'differs'],
    ['name or generateName', { name: 'b*' }, named({ name: 'a', generateName: 'b-' }), 'matches'],
    ['* takes an object without any name', { name: '*' }, named({}), 'matches'],
    ['a name that is no text is none', { name: '7' }, named({ name: 7 }), 'differs'],
  ]);

  table('quirk 17: scope is told by Namespace objects and by namespaces', [
    ['Namespaced takes a namespaced object', { scope: 'Namespaced' }, deployment, 'matches'],
    ['Namespaced takes one whose Namespace nobody declares', { scope: 'Namespaced' }, undeclared, 'matches'],
    ['Namespaced takes one that only its Namespace places', { scope: 'Namespaced' }, inRequest, 'matches'],
    ['Namespaced leaves a cluster-scoped object', { scope: 'Namespaced' }, clusterRole, 'differs'],
    ['Namespaced leaves a Namespace', { scope: 'Namespaced' }, namespace, 'differs'],
    [
      'Namespaced leaves a Namespace in a Namespace',
      { scope: 'Namespaced' },
      sent(shop, { namespace: SHOP }),
      'differs',
    ],
    ['Cluster takes a cluster-scoped object', { scope: 'Cluster' }, clusterRole, 'matches'],
    ['Cluster takes a Namespace', { scope: 'Cluster' }, namespace, 'matches'],
    ['Cluster leaves a namespaced object', { scope: 'Cluster' }, deployment, 'differs'],
    ['* takes all', { scope: '*' }, clusterRole, 'matches'],
    ['a scope that does not exist takes all', parsed({ scope: 'namespaced' }), clusterRole, 'matches'],
    ['a scope that does not exist takes all, namespaced too', parsed({ scope: 'Namespace' }), deployment, 'matches'],
  ]);

  table('quirk 18: lists of namespaces cannot disqualify a cluster-scoped object', [
    ['namespaces', { namespaces: ['foo'] }, clusterRole, 'matches'],
    ['excludedNamespaces', { excludedNamespaces: ['*'] }, clusterRole, 'matches'],
    ['a Namespace is in itself', { namespaces: ['shop-*'] }, namespace, 'matches'],
    ['a Namespace is excluded by its name', { excludedNamespaces: ['shop-prod'] }, namespace, 'differs'],
    ['a Namespace of another group is an object like others', { namespaces: ['foo'] }, foreignNamespace, 'matches'],
    ['an excluded namespace', { excludedNamespaces: ['shop-*'] }, deployment, 'differs'],
    ['another is not excluded', { excludedNamespaces: ['kube-*'] }, deployment, 'matches'],
    ['excluded wins over listed', { namespaces: ['*'], excludedNamespaces: ['shop-*'] }, deployment, 'differs'],
    ['metadata.namespace counts when nobody declares it', { namespaces: ['nobody-*'] }, undeclared, 'matches'],
    ['the Namespace counts when the object says none', { namespaces: ['shop-prod'] }, inRequest, 'matches'],
    [
      'the Namespace counts before what the object says',
      { namespaces: ['shop-prod'] },
      sent(object('v1', 'Pod', { namespace: 'other' }), { namespace: SHOP }),
      'matches',
    ],
  ]);

  table('quirk 19: namespaceSelector needs a Namespace, and never guesses', [
    ['its labels', { namespaceSelector: { matchLabels: { env: 'prod' } } }, deployment, 'matches'],
    ['other labels', { namespaceSelector: { matchLabels: { env: 'dev' } } }, deployment, 'differs'],
    ['a Namespace by its own labels', { namespaceSelector: { matchLabels: { env: 'prod' } } }, namespace, 'matches'],
    ['a Namespace with other labels', { namespaceSelector: { matchLabels: { env: 'dev' } } }, namespace, 'differs'],
    ['a cluster-scoped object passes any', { namespaceSelector: { matchLabels: { a: 'b' } } }, clusterRole, 'matches'],
    [
      'a Namespace of another group passes any',
      { namespaceSelector: { matchLabels: { a: 'b' } } },
      foreignNamespace,
      'matches',
    ],
    ['nobody declares the Namespace', { namespaceSelector: { matchLabels: { a: 'b' } } }, undeclared, 'unknown'],
    ['not even an empty selector passes then', { namespaceSelector: {} }, undeclared, 'unknown'],
  ]);

  table('quirk 20: the object or the one that it replaces', [
    ['the first', { name: 'a' }, update({ name: 'a' }, { name: 'b' }), 'matches'],
    ['the second', { name: 'b' }, update({ name: 'a' }, { name: 'b' }), 'matches'],
    ['neither', { name: 'c' }, update({ name: 'a' }, { name: 'b' }), 'differs'],
    [
      'parts are never taken from both',
      { name: 'a', labelSelector: { matchLabels: { x: '1' } } },
      update({ name: 'a' }, { name: 'b', labels: { x: '1' } }),
      'differs',
    ],
    [
      'a match is found before the other is asked',
      { namespaceSelector: { matchLabels: { a: 'b' } } },
      update({ name: 'a' }, { name: 'a', namespace: 'nobody-knows' }),
      'matches',
    ],
    [
      'an unknown Namespace ends the search',
      { namespaceSelector: {}, name: 'b' },
      update({ name: 'a', namespace: 'nobody-knows' }, { name: 'b' }),
      'unknown',
    ],
    [
      'the replaced object may be the one with the unknown Namespace',
      { namespaceSelector: {}, name: 'b' },
      update({ name: 'a' }, { name: 'a', namespace: 'nobody-knows' }),
      'unknown',
    ],
  ]);

  table('quirk 21: source tells objects that were sent from those that an expansion made', [
    ['none is all', {}, sent(web, { source: 'Generated' }), 'matches'],
    ['All, sent', { source: 'All' }, sent(web), 'matches'],
    ['All, generated', { source: 'All' }, sent(web, { source: 'Generated' }), 'matches'],
    ['Original, sent', { source: 'Original' }, sent(web), 'matches'],
    ['Original, generated', { source: 'Original' }, sent(web, { source: 'Generated' }), 'differs'],
    ['Generated, generated', { source: 'Generated' }, sent(web, { source: 'Generated' }), 'matches'],
    ['Generated, sent', { source: 'Generated' }, sent(web), 'differs'],
  ]);

  table("labels are read as the API server's libraries read them", [
    ['present', { labelSelector: { matchLabels: { app: 'web' } } }, deployment, 'matches'],
    ['another value', { labelSelector: { matchLabels: { app: 'api' } } }, deployment, 'differs'],
    ['an empty value is a value', { labelSelector: { matchLabels: { empty: '' } } }, deployment, 'matches'],
    [
      'an absent label has no value, not even an empty one',
      { labelSelector: { matchLabels: { x: '' } } },
      deployment,
      'differs',
    ],
    ['an empty selector selects all', { labelSelector: {} }, clusterRole, 'matches'],
    ['In', where('tier', 'In', ['back', 'front']), deployment, 'matches'],
    ['In, absent', where('x', 'In', ['']), deployment, 'differs'],
    ['NotIn', where('tier', 'NotIn', ['front']), deployment, 'differs'],
    ['NotIn, absent', where('x', 'NotIn', ['1']), deployment, 'matches'],
    ['Exists', where('empty', 'Exists'), deployment, 'matches'],
    ['Exists, absent', where('x', 'Exists'), deployment, 'differs'],
    ['DoesNotExist', where('tier', 'DoesNotExist'), deployment, 'differs'],
    ['DoesNotExist, absent', where('x', 'DoesNotExist'), deployment, 'matches'],
    ['an inherited property is no label', where('constructor', 'Exists'), deployment, 'differs'],
    [
      'a null is an empty text',
      { labelSelector: { matchLabels: { a: '' } } },
      named({ labels: { a: null } }),
      'matches',
    ],
    ['a number takes all labels away', where('a', 'Exists'), named({ labels: { a: 'x', b: 1 } }), 'differs'],
    ['labels that are a list are none', where('0', 'Exists'), named({ labels: ['a'] }), 'differs'],
  ]);
});

function update(object_: JsonObject, replaced: JsonObject): MatchSubject {
  return { objects: [object('v1', 'Pod', object_), object('v1', 'Pod', replaced)], source: 'Original' };
}

function where(key: string, operator: LabelRequirement['operator'], values?: readonly string[]): Match {
  return { labelSelector: { matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }] } };
}

/** A match as it is read in spite of a complaint. */
function parsed(match: JsonObject): Match {
  let complaints = 0;
  const read = parseMatch(match, 'match', () => (complaints += 1));
  if (complaints === 0) throw new Error('the test match should be complained about');
  return read;
}

describe('a ClusterRole under the matchers that gator test gets wrong', () => {
  const rows: readonly (readonly [match: Match, outcome: MatchOutcome])[] = [
    [{ scope: 'Cluster' }, 'matches'],
    [{ scope: 'Namespaced' }, 'differs'],
    [{ namespaces: ['foo'] }, 'matches'],
    [{ excludedNamespaces: ['*'] }, 'matches'],
    [{ namespaceSelector: { matchLabels: { a: 'b' } } }, 'matches'],
  ];
  for (const [match, outcome] of rows) {
    it(`${JSON.stringify(match)}: ${outcome}, as the webhook and gator verify say`, () => {
      expect(matchesConstraint(match, clusterRole)).to.equal(outcome);
    });
  }
});
