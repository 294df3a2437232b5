import type { JsonObject } from '../../src/core/model/json.ts';

/** An AdmissionReview as the API server sends it: a CREATE of the object, unless told otherwise. */
export function admissionReview(object: JsonObject, request: JsonObject = {}): JsonObject {
  const { apiVersion, kind, metadata } = object;
  const [version = '', group = ''] = String(apiVersion).split('/').reverse();
  const { namespace = '', name = '' } = metadata as { readonly namespace?: string; readonly name?: string };
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group, version, kind: kind ?? '' },
      resource: { group, version, resource: `${String(kind).toLowerCase()}s` },
      requestKind: { group, version, kind: kind ?? '' },
      name,
      ...(namespace === '' ? {} : { namespace }),
      operation: 'CREATE',
      userInfo: { username: 'admin', groups: ['system:authenticated'] },
      object,
      oldObject: null,
      dryRun: false,
      options: { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' },
      ...request,
    },
  };
}
