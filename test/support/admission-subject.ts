import type { AdmissionSubject } from '../../webhook/admission/admission-subject.ts';

/** A Pod of the Namespace `shop` that is being created. */
export function admissionSubject(name: string): AdmissionSubject {
  const identity = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } };
  const json = JSON.stringify(object);
  const request = { uid: 'u', operation: 'CREATE', userInfo: '{}', oldObject: 'null', name, namespace: 'shop' };
  return { identity, file: '', resource: { identity, object, json, pathInDocument: [] }, documentJson: json, request };
}
