import type { ApiResource, ObjectAddress, Selection } from './kube-client.ts';

/** The address of a resource's objects: in a Namespace, or all of them. */
export function collectionPath(resource: ApiResource, namespace?: string): string {
  const place = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${groupPath(resource)}${place}/${encodeURIComponent(resource.plural)}`;
}

export function objectPath({ resource, name, namespace, subresource }: ObjectAddress): string {
  const own = `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
  return subresource === undefined ? own : `${own}/${encodeURIComponent(subresource)}`;
}

export function groupPath({ group, version }: Pick<ApiResource, 'group' | 'version'>): string {
  const parts = group === '' ? ['api', version] : ['apis', group, version];
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** Members that are undefined are left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

export const selectorQuery = ({ labelSelector, fieldSelector }: Selection): Record<string, string | undefined> => ({
  labelSelector,
  fieldSelector,
});
