import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { parseAdmissionReview } from '../../../webhook/admission/admission-review.ts';
import { unjudgedChange } from '../../../webhook/admission/unjudged-change.ts';
import { admissionReview } from '../../support/admission-review.ts';

const POD: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, resourceVersion: '7', managedFields: [] },
  spec: { containers: [{ name: 'web', image: 'web:1' }] },
  status: { phase: 'Pending' },
};
const withMetadata = (object: JsonObject, metadata: JsonObject): JsonObject => ({
  ...object,
  metadata: { ...(object['metadata'] as JsonObject), ...metadata },
});
const leaving = (object: JsonObject, finalizers: readonly string[] = ['a', 'b']): JsonObject =>
  withMetadata(object, { deletionTimestamp: '2026-11-21T10:00:00Z', finalizers });

describe('unjudgedChange', () => {
  function unjudged(object: JsonObject, oldObject: JsonObject, changed: JsonObject = {}): string | undefined {
    const text = JSON.stringify(admissionReview(object, { operation: 'UPDATE', oldObject, ...changed }));
    const parsed = parseAdmissionReview(text);
    return parsed.kind === 'request' ? unjudgedChange(parsed.request) : expect.fail(parsed.message);
  }
  const status = { subResource: 'status' };

  describe('lets through, without a look,', () => {
    it('a report of the state of an object', () => {
      const now = { ...withMetadata(POD, { resourceVersion: '8', generation: 2 }), status: { phase: 'Running' } };
      expect(unjudged(now, POD, status)).to.equal('only the state of the object is written (status)');
    });
    it('what takes away the last that holds a deleted object back', () => {
      const said = 'the object is being deleted, and only what held it back is taken away';
      expect(unjudged(leaving(POD, ['b']), leaving(POD))).to.equal(said);
      expect(unjudged(leaving(POD, []), leaving(POD))).to.equal(said);
    });
    it('the end of a Namespace', () => {
      const namespace = (...finalizers: readonly string[]): JsonObject =>
        leaving({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, spec: { finalizers } }, []);
      expect(unjudged(namespace(), namespace('kubernetes'), { subResource: 'finalize' })).to.be.a('string');
    });
  });

  describe('leaves to policies', () => {
    const judged: readonly (readonly [title: string, now: JsonObject, before: JsonObject, changed?: JsonObject])[] = [
      ['a change of anything else through status', withMetadata(POD, { labels: {} }), POD, status],
      ['a change of the state where it is no subresource', { ...POD, status: {} }, POD],
      ['an update that changes nothing', POD, POD],
      [
        'the status of a Service: traffic follows it',
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, status: { loadBalancer: {} } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
        status,
      ],
      [
        'a change of what is being deleted, which still counts until it is gone',
        leaving({ ...POD, spec: {} }),
        leaving(POD),
      ],
      ['a finalizer that is new', leaving(POD, ['c']), leaving(POD)],
      [
        'a finalizer that is gone while nobody deletes the object',
        withMetadata(POD, { finalizers: [] }),
        withMetadata(POD, { finalizers: ['a'] }),
      ],
      ['a deletion that the update itself claims', leaving(POD, []), withMetadata(POD, { finalizers: ['a'] })],
      [
        '`spec.finalizers` of anything but a Namespace',
        leaving({ ...POD, spec: {} }),
        leaving({ ...POD, spec: { finalizers: ['x'] } }),
      ],
    ];
    for (const [title, now, before, changed] of judged) {
      it(title, () => expect(unjudged(now, before, changed)).to.equal(undefined));
    }
    it('numbers that only a longer arithmetic tells apart', () => {
      const text = (digits: string): string =>
        JSON.stringify(
          admissionReview({ ...POD, size: 1 }, { operation: 'UPDATE', oldObject: { ...POD, size: 2 }, ...status }),
        )
          .replace('"size":1', `"size":${digits}`)
          .replace('"size":2', '"size":9007199254740992');
      const parsed = parseAdmissionReview(text('9007199254740993'));
      expect(parsed.kind === 'request' ? unjudgedChange(parsed.request) : parsed.message).to.equal(undefined);
    });
    it('what is created, deleted or connected to', () => {
      for (const operation of ['CREATE', 'DELETE', 'CONNECT']) {
        expect(unjudged(POD, POD, { operation, ...status }), operation).to.equal(undefined);
      }
    });
  });
});
