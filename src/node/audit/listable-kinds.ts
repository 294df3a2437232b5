import { compareText } from '../../core/compare-text.ts';
import { messageOf } from '../../core/errors.ts';
import { listAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import { splitApiVersion } from '../../core/model/resource.ts';
import { toResources } from '../kubernetes/discovery.ts';
import type { ApiResource, KubeClient, WithSignal } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { groupPath } from '../kubernetes/resource-path.ts';

/** What a server serves, each kind in one version: the one that its group prefers, or else the first that has it. */
export interface ListableKinds {
  /** In the order of their names. */
  readonly kinds: readonly ApiResource[];
  /** Groups that did not say what is in them: an aggregated API that is away. */
  readonly problems: readonly string[];
}

/** All kinds whose objects can be listed. @throws KubeError when the server does not say which groups there are */
export async function listableKinds(client: KubeClient, { signal }: WithSignal = {}): Promise<ListableKinds> {
  const found = new Map<string, ApiResource>();
  const problems: string[] = [];
  for (const version of await groupVersions(client, signal)) {
    try {
      for (const resource of await resourcesOf(client, version, signal)) {
        const key = `${resource.group}/${resource.kind}`;
        if (!found.has(key)) found.set(key, resource);
      }
    } catch (error) {
      if (signal?.aborted === true) throw error;
      if (!hasStatus(error, 404)) problems.push(messageOf(error));
    }
  }
  return { kinds: [...found.values()].sort((a, b) => compareText(resourceKey(a), resourceKey(b))), problems };
}

/** One text for a kind, in whose order an audit goes. */
export const resourceKey = ({ group, plural }: Pick<ApiResource, 'group' | 'plural'>): string =>
  group === '' ? plural : `${plural}.${group}`;

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** The preferred version of a group comes first. */
async function groupVersions(client: KubeClient, signal: AbortSignal | undefined): Promise<readonly GroupVersion[]> {
  const groups = await client.send({ method: 'GET', path: '/apis', ...(signal && { signal }) });
  const named = listAt(groups, ['groups']).flatMap((group) => {
    const preferred = textAt(group, ['preferredVersion', 'groupVersion']);
    const all = listAt(group, ['versions']).map((one) => textAt(one, ['groupVersion']));
    return [preferred, ...all.filter((one) => one !== preferred)].filter((one) => one !== '');
  });
  return [{ group: '', version: 'v1' }, ...named.map(splitApiVersion)];
}

async function resourcesOf(
  client: KubeClient,
  place: GroupVersion,
  signal: AbortSignal | undefined,
): Promise<readonly ApiResource[]> {
  const answer = await client.send({ method: 'GET', path: groupPath(place), ...(signal && { signal }) });
  return toResources(answer, place);
}
