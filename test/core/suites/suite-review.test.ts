import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { matchReview } from '../../../src/core/suites/match-review.ts';
import { admissionReview, isAdmissionReview, objectReview } from '../../../src/core/suites/suite-review.ts';

const POD: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'shop' } };

const request = (fields: JsonObject): JsonObject => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: fields,
});

/** `input.review` of a request, or why there is none. */
function reviewOf(review: JsonObject): unknown {
  const read = admissionReview(review);
  return read.kind === 'fault' ? read.message : JSON.parse(read.review.json);
}

describe('the review of a suite', () => {
  it('says of an object what gator says: no operation, no user, no Namespace object', () => {
    const { json, namespace } = objectReview(POD, '{"digits":1.50}', 'Original');
    expect(json).to.contain('"object":{"digits":1.50}');
    expect(namespace).to.equal('shop');
    expect(JSON.parse(json)).to.deep.equal({
      uid: '',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: '', resource: '' },
      name: 'p',
      namespace: 'shop',
      operation: '',
      userInfo: {},
      options: null,
      namespaceObject: {},
      object: { digits: 1.5 },
      oldObject: null,
    });
  });

  it('leaves out the name and the namespace that an object does not have', () => {
    const { json } = objectReview({ kind: 'Pod', metadata: { generateName: 'p-' } }, '{}', 'Original');
    expect(JSON.parse(json)).to.not.have.any.keys('name', 'namespace');
  });

  it('takes a request as it is given, without the fields that Go leaves out', () => {
    expect(isAdmissionReview(request({}))).to.equal(true);
    expect(isAdmissionReview({ ...request({}), apiVersion: 'v1' })).to.equal(false);
    const given = { uid: 'u', operation: 'UPDATE', name: '', dryRun: false, userInfo: { username: 'me' }, object: POD };
    const { name: _left, ...kept } = given;
    expect(reviewOf(request({ ...given, subResource: 'status', oldObject: null }))).to.deep.equal({
      ...kept,
      subResource: 'status',
      oldObject: null,
      kind: { group: '', version: '', kind: '' },
      resource: { group: '', version: '', resource: '' },
      options: null,
      namespaceObject: {},
    });
  });

  it('reviews the old object of a DELETE', () => {
    expect(reviewOf(request({ operation: 'DELETE', oldObject: POD }))).to.deep.include({ object: POD, oldObject: POD });
    expect(reviewOf(request({ operation: 'DELETE', object: POD }))).to.contain('oldObject cannot be null for a DELETE');
  });

  it('is none for a request that is not one', () => {
    expect(reviewOf({ ...request({}), request: null })).to.contain('has no request');
    expect(reviewOf(request({}))).to.contain('neither an object nor an oldObject');
    expect(reviewOf(request({ object: { a: 1 } }))).to.contain('request.object is no object with a kind');
    expect(reviewOf(request({ object: POD, foo: 1 }))).to.contain('unknown field: request.foo');
    expect(reviewOf(request({ object: POD, kind: { foo: 1 } }))).to.contain('unknown field: request.kind.foo');
    expect(reviewOf({ ...request({ object: POD }), spec: {} })).to.contain('unknown field: spec');
    expect(reviewOf(request({ object: POD, name: 1 }))).to.contain('request.name must be of type string');
    expect(reviewOf(request({ object: POD, userInfo: [] }))).to.contain('request.userInfo must be of type object');
  });
});

describe('a constraint and a review', () => {
  const pod = objectReview(POD, '{}', 'Original');
  const selector = { namespaceSelector: { matchLabels: { team: 'a' } } };

  it('belong together without a match', () => {
    expect(matchReview(undefined, pod, new Map())).to.deep.equal({ kind: 'matches' });
  });

  it('are matched with the labels of the Namespaces that the case knows', () => {
    expect(matchReview(selector, pod, new Map([['shop', { team: 'a' }]]))).to.deep.equal({ kind: 'matches' });
    expect(matchReview(selector, pod, new Map([['shop', {}]]))).to.deep.equal({ kind: 'differs' });
  });

  it('come to a violation, in the words of Gatekeeper, when the Namespace is not known', () => {
    expect(matchReview(selector, pod, new Map())).to.deep.equal({
      kind: 'violation',
      message:
        'unable to match constraints: error matching the requested object: p :failed to run Match criteria: ' +
        'namespace selector for namespace-scoped object but missing Namespace',
    });
  });

  it('are matched by the old object, too, and by where the object comes from', () => {
    const kinds = [{ kinds: ['Secret'] }];
    const both = { ...pod, objects: [POD, { ...POD, kind: 'Secret' }] };
    expect(matchReview({ kinds }, pod, new Map()).kind).to.equal('differs');
    expect(matchReview({ kinds }, both, new Map()).kind).to.equal('matches');
    expect(matchReview({ source: 'Generated' }, pod, new Map()).kind).to.equal('differs');
    expect(matchReview({ source: 'All' }, pod, new Map()).kind).to.equal('matches');
    expect(matchReview({ source: 'Generated' }, { ...pod, origin: 'Generated' }, new Map()).kind).to.equal('matches');
  });
});
