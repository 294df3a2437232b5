import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { parseAdmissionReview } from '../../../webhook/admission/admission-review.ts';
import { toSubject, type AdmissionSubject } from '../../../webhook/admission/admission-subject.ts';
import { admissionReview } from '../../support/admission-review.ts';

const POD: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };

describe('parseAdmissionReview', () => {
  it('reads what the API server sends', () => {
    const parsed = parseAdmissionReview(JSON.stringify(admissionReview(POD)));
    expect(parsed).to.deep.equal({
      kind: 'request',
      request: {
        version: 'admission.k8s.io/v1',
        uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
        kind: { group: '', version: 'v1', kind: 'Pod' },
        operation: 'CREATE',
        name: 'web',
        namespace: 'shop',
        subResource: '',
        requestSubResource: '',
        dryRun: false,
        userInfo: '{"username":"admin","groups":["system:authenticated"]}',
        userName: 'admin',
        resource: '{"group":"","version":"v1","resource":"pods"}',
        requestKind: '{"group":"","version":"v1","kind":"Pod"}',
        options: '{"apiVersion":"meta.k8s.io/v1","kind":"CreateOptions"}',
        object: { value: POD, json: JSON.stringify(POD) },
      },
    });
  });
  it('keeps the digits of numbers', () => {
    const text = JSON.stringify(admissionReview(POD)).replace(
      '"metadata":{',
      '"metadata":{"generation":9007199254740993,',
    );
    const parsed = parseAdmissionReview(text);
    expect(parsed.kind === 'request' && parsed.request.object?.json).to.include('9007199254740993');
  });

  const request = { uid: 'u', kind: { version: 'v1', kind: 'Pod' }, operation: 'CREATE', object: POD };
  const review = (changed: JsonObject): JsonObject => ({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { ...request, ...changed },
  });
  const refused: readonly (readonly [title: string, body: unknown, message: RegExp])[] = [
    ['nothing', '', /not JSON$/],
    ['no JSON', '{"a": hunter2}', /not JSON$/],
    ['a list', [], /not a JSON object/],
    ['another kind', { kind: 'Pod' }, /not of kind AdmissionReview/],
    [
      'a version that there is not',
      { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v2' },
      /only admission\.k8s\.io\/v1 and admission\.k8s\.io\/v1beta1 are understood/,
    ],
    ['no request', { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1' }, /has no request/],
    ['a response', { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', response: {} }, /has no request/],
    ['no uid', review({ uid: '' }), /uid is missing/],
    ['a uid that is no text', review({ uid: 1 }), /uid is missing/],
    ['an unknown operation', review({ operation: 'create' }), /operation is none of CREATE/],
    ['no kind', review({ kind: { group: 'apps' } }), /kind does not have/],
    ['a user that is no object', review({ userInfo: 'admin' }), /userInfo is no object/],
    ['an object that is none', review({ object: 'Pod' }), /object is no object/],
    ['options that are none', review({ options: 'all' }), /options is no object/],
    ['a resource that is none', review({ resource: 7 }), /resource is no object/],
    ['an old object that is none', review({ oldObject: [] }), /oldObject is no object/],
  ];
  for (const [title, body, message] of refused) {
    it(`refuses ${title}`, () => {
      const parsed = parseAdmissionReview(typeof body === 'string' ? body : JSON.stringify(body));
      expect(parsed.kind).to.equal('invalid');
      expect(parsed.kind === 'invalid' && parsed.message).to.match(message);
    });
  }
  it('never quotes the body that it refuses', () => {
    const parsed = parseAdmissionReview('{"stringData":{"password":"hunter2-planted",}}');
    expect(JSON.stringify(parsed)).not.to.include('hunter2');
  });
  it('never throws, whatever it is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify(review({ object: value as JsonObject }))),
        ),
        (text) => {
          expect(parseAdmissionReview(text).kind).to.be.oneOf(['request', 'invalid']);
        },
      ),
    );
  });
});

describe('toSubject', () => {
  const subject = (object: JsonObject, changed: JsonObject = {}): AdmissionSubject | undefined => {
    const parsed = parseAdmissionReview(JSON.stringify(admissionReview(object, changed)));
    if (parsed.kind === 'invalid') throw new Error(parsed.message);
    return toSubject(parsed.request);
  };

  it('has the identity that the object has in a file', () => {
    expect(subject(POD)?.identity).to.deep.equal({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' });
  });
  it('keeps generateName for the name, although the server has made one by now', () => {
    const created = { ...POD, metadata: { namespace: 'shop', generateName: 'web-', name: 'web-x7k2p' } };
    expect(subject(created)?.identity.name).to.equal('web-');
    expect(subject(created, { name: '' })?.identity.name).to.equal('web-');
    expect(subject(created, { operation: 'UPDATE' })?.identity.name).to.equal('web-x7k2p');
  });
  it('keeps a generateName that the server has cut to make room', () => {
    const generateName = 'a'.repeat(70);
    const created = { ...POD, metadata: { generateName, name: `${'a'.repeat(58)}x7k2p` } };
    expect(subject(created)?.identity.name).to.equal(generateName);
  });
  it('takes the name that somebody gave besides generateName', () => {
    for (const name of ['web-of-lies', 'web-x7k2', 'web-x7k2pp', 'other-x7k2p', 'web-a1b3c']) {
      expect(subject({ ...POD, metadata: { generateName: 'web-', name } })?.identity.name).to.equal(name);
    }
  });
  it('takes no namespace for a Namespace, although the request has one', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const judged = subject(namespace, { namespace: 'shop' });
    expect([judged?.identity.namespace, judged?.request.namespace]).to.deep.equal(['', '']);
  });
  it('keeps the namespace of other kinds called Namespace', () => {
    const other = { apiVersion: 'example.org/v1', kind: 'Namespace', metadata: { name: 'a', namespace: 'shop' } };
    expect(subject(other)?.identity.namespace).to.equal('shop');
  });
  it('takes the namespace of the request where the object has none', () => {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } };
    expect(subject(eviction, { namespace: 'shop', subResource: 'eviction' })?.identity.namespace).to.equal('shop');
  });
  it('judges the old object of a DELETE', () => {
    const judged = subject(POD, { operation: 'DELETE', object: null, oldObject: POD });
    expect(judged?.resource.object).to.deep.equal(POD);
    expect(judged?.request).to.deep.include({ operation: 'DELETE', oldObject: JSON.stringify(POD) });
  });
  it('has nothing to judge when no object came', () => {
    expect(subject(POD, { operation: 'DELETE', object: null })).to.equal(undefined);
    expect(subject(POD, { operation: 'DELETE', object: POD })).to.equal(undefined);
    expect(subject(POD, { operation: 'UPDATE', object: null, oldObject: POD })).to.equal(undefined);
  });
  it('gives policies what the API server says of the request', () => {
    const judged = subject(POD, { subResource: 'ephemeralcontainers', operation: 'UPDATE', dryRun: true });
    expect(judged?.request).to.deep.include({
      subResource: 'ephemeralcontainers',
      dryRun: true,
      resource: '{"group":"","version":"v1","resource":"pods"}',
      requestKind: '{"group":"","version":"v1","kind":"Pod"}',
      options: '{"apiVersion":"meta.k8s.io/v1","kind":"CreateOptions"}',
    });
  });
  it('gives policies the user and the old object', () => {
    const judged = subject(POD, { operation: 'UPDATE', oldObject: { ...POD, status: {} } });
    expect(JSON.parse(judged?.request.userInfo ?? '')).to.deep.equal({
      username: 'admin',
      groups: ['system:authenticated'],
    });
    expect(JSON.parse(judged?.request.oldObject ?? '')).to.deep.equal({ ...POD, status: {} });
  });
});
