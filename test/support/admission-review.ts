import { splitApiVersion } from '../../src/core/model/resource.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { identityOf, metadataOf } from '../../src/core/resources/to-resources.ts';

/** An AdmissionReview as the API server sends it: a CREATE of the object, unless told otherwise. */
export function admissionReview(object: JsonObject, request: JsonObject = {}): JsonObject {
  const identity = identityOf(object);
  if (identity === undefined) throw new Error('the object has no apiVersion and kind');
  const { group, version } = splitApiVersion(identity.apiVersion);
  const { kind, namespace } = identity;
  const name = metadataOf(object)['name'] ?? '';
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group, version, kind },
      resource: { group, version, resource: `${kind.toLowerCase()}s` },
      requestKind: { group, version, kind },
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
