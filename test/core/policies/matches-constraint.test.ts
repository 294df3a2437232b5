import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Match } from '../../../src/core/model/match.ts';
import { matchesConstraint, type MatchSubject } from '../../../src/core/policies/matches-constraint.ts';

const deployment: MatchSubject = {
  group: 'apps',
  kind: 'Deployment',
  name: 'web',
  generateName: '',
  namespace: 'shop-prod',
  labels: { app: 'web', tier: 'front' },
  namespaceLabels: { env: 'prod' },
};
const generatedPod: MatchSubject = {
  group: '',
  kind: 'Pod',
  name: '',
  generateName: 'web-',
  namespace: 'shop-prod',
  labels: {},
  namespaceLabels: {},
};
const clusterRole: MatchSubject = {
  group: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  name: 'reader',
  generateName: '',
  labels: {},
};
const namespace: MatchSubject = {
  group: '',
  kind: 'Namespace',
  name: 'shop-prod',
  generateName: '',
  labels: { env: 'prod' },
};
const undeclared: MatchSubject = {
  group: '',
  kind: 'Pod',
  name: 'web',
  generateName: '',
  namespace: 'nobody-knows',
  labels: {},
};

type Case = readonly [title: string, match: Match, subject: MatchSubject, outcome: 'matches' | 'differs' | 'unknown'];

const cases: readonly Case[] = [
  ['no match selects everything', {}, deployment, 'matches'],
  ['a kind in its group', { kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }] }, deployment, 'matches'],
  ['a kind of another group', { kinds: [{ apiGroups: ['extensions'], kinds: ['Deployment'] }] }, deployment, 'differs'],
  [
    'any entry of kinds is enough',
    { kinds: [{ kinds: ['Pod'] }, { apiGroups: ['*'], kinds: ['*'] }] },
    deployment,
    'matches',
  ],
  ['empty lists inside an entry select all', { kinds: [{ apiGroups: [], kinds: [] }] }, deployment, 'matches'],
  ['an empty kinds list selects all', { kinds: [] }, deployment, 'matches'],

  ['scope Namespaced takes namespaced objects', { scope: 'Namespaced' }, deployment, 'matches'],
  ['scope Namespaced leaves cluster objects', { scope: 'Namespaced' }, clusterRole, 'differs'],
  ['scope Namespaced leaves Namespace objects', { scope: 'Namespaced' }, namespace, 'differs'],
  ['scope Cluster takes cluster objects', { scope: 'Cluster' }, clusterRole, 'matches'],
  ['scope Cluster takes Namespace objects', { scope: 'Cluster' }, namespace, 'matches'],
  ['scope Cluster leaves namespaced objects', { scope: 'Cluster' }, deployment, 'differs'],

  ['a namespace by name', { namespaces: ['shop-prod'] }, deployment, 'matches'],
  ['a namespace by prefix', { namespaces: ['shop-*'] }, deployment, 'matches'],
  ['a namespace by suffix', { namespaces: ['*-prod'] }, deployment, 'matches'],
  ['another namespace', { namespaces: ['shop'] }, deployment, 'differs'],
  ['a cluster object cannot be disqualified by namespaces', { namespaces: ['foo'] }, clusterRole, 'matches'],
  ['a Namespace object is in itself', { namespaces: ['shop-*'] }, namespace, 'matches'],
  ['an excluded namespace', { excludedNamespaces: ['shop-*'] }, deployment, 'differs'],
  ['an excluded Namespace object', { excludedNamespaces: ['shop-prod'] }, namespace, 'differs'],
  ['a cluster object cannot be excluded by namespace', { excludedNamespaces: ['*'] }, clusterRole, 'matches'],

  ['labels that are there', { labelSelector: { matchLabels: { app: 'web' } } }, deployment, 'matches'],
  ['labels with another value', { labelSelector: { matchLabels: { app: 'api' } } }, deployment, 'differs'],
  [
    'In',
    { labelSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }] } },
    deployment,
    'matches',
  ],
  [
    'NotIn on an absent label',
    { labelSelector: { matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['1'] }] } },
    deployment,
    'matches',
  ],
  ['Exists', { labelSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } }, deployment, 'matches'],
  [
    'DoesNotExist',
    { labelSelector: { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] } },
    deployment,
    'differs',
  ],
  [
    'an inherited property is no label',
    { labelSelector: { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] } },
    deployment,
    'differs',
  ],

  ['labels of the namespace', { namespaceSelector: { matchLabels: { env: 'prod' } } }, deployment, 'matches'],
  ['other labels of the namespace', { namespaceSelector: { matchLabels: { env: 'dev' } } }, deployment, 'differs'],
  [
    'a Namespace object by its own labels',
    { namespaceSelector: { matchLabels: { env: 'prod' } } },
    namespace,
    'matches',
  ],
  [
    'a cluster object passes any namespaceSelector',
    { namespaceSelector: { matchLabels: { a: 'b' } } },
    clusterRole,
    'matches',
  ],
  [
    'a Namespace that nobody declared is unknown',
    { namespaceSelector: { matchLabels: { a: 'b' } } },
    undeclared,
    'unknown',
  ],
  [
    'unknown only if all else matches',
    { kinds: [{ kinds: ['Secret'] }], namespaceSelector: {} },
    undeclared,
    'differs',
  ],

  ['a name', { name: 'web' }, deployment, 'matches'],
  ['another name', { name: 'api' }, deployment, 'differs'],
  ['an empty name selects all', { name: '' }, deployment, 'matches'],
  ['a generated name by prefix', { name: 'web-*' }, generatedPod, 'matches'],
  ['a generated name by what it contains', { name: '*eb*' }, generatedPod, 'matches'],
  ['a generated name never by exact name', { name: 'web-' }, generatedPod, 'differs'],
  ['a generated name never by suffix', { name: '*-' }, generatedPod, 'differs'],
];

describe('matchesConstraint', () => {
  for (const [title, match, subject, outcome] of cases) {
    it(`${title}: ${outcome}`, () => {
      expect(matchesConstraint(match, subject)).to.equal(outcome);
    });
  }
});
