import type { Resource } from '../model/resource.ts';
import type { ResourceSubject } from './court.ts';

/** What constraints know a file by. No API server knows such a kind. */
const FILE_API_VERSION = 'sluice.dev/v1alpha1';
const FILE_KIND = 'File';

/** A file as the subject of policies that search files: a review like that of an object, with the path as its name. */
export function fileSubject(file: string): ResourceSubject {
  const object = { apiVersion: FILE_API_VERSION, kind: FILE_KIND, metadata: { name: file } };
  const resource: Resource = {
    identity: { apiVersion: FILE_API_VERSION, kind: FILE_KIND, namespace: '', name: file },
    object,
    json: JSON.stringify(object),
    pathInDocument: [],
  };
  return { identity: { file }, file, resource, isFile: true };
}
