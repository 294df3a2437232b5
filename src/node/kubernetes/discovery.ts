import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import type { ApiResource, GroupVersionKind } from './kube-client.ts';
import { hasStatus } from './kube-error.ts';
import { groupPath } from './resource-path.ts';

type Ask = (path: string, signal: AbortSignal | undefined) => Promise<JsonValue>;

/** A group is served as a whole; more of them than this are forgotten, the oldest first. */
const MOST_GROUPS = 512;

/** Knows which resource a kind is. What there is not is asked for again each time: it may be there by then. */
export class Discovery {
  readonly #ask: Ask;
  readonly #groups = new Map<string, readonly ApiResource[]>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async find({ group, version, kind }: GroupVersionKind, signal?: AbortSignal): Promise<ApiResource | undefined> {
    const path = groupPath({ group, version });
    const known = this.#groups.get(path)?.find((one) => one.kind === kind);
    if (known !== undefined) return known;
    const resources = await this.#read(path, { group, version }, signal);
    return resources.find((one) => one.kind === kind);
  }

  async #read(
    path: string,
    place: Pick<ApiResource, 'group' | 'version'>,
    signal: AbortSignal | undefined,
  ): Promise<readonly ApiResource[]> {
    const answer = await this.#ask(path, signal).catch((error: unknown) => {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    });
    const resources = answer === undefined ? [] : toResources(answer, place);
    const [oldest] = this.#groups.keys();
    if (this.#groups.size >= MOST_GROUPS && oldest !== undefined) this.#groups.delete(oldest);
    this.#groups.set(path, resources);
    return resources;
  }
}

/** The kinds of a group that can be listed. */
export function toResources(answer: JsonValue, place: Pick<ApiResource, 'group' | 'version'>): readonly ApiResource[] {
  const list = isJsonObject(answer) ? answer['resources'] : undefined;
  const entries: readonly JsonValue[] = Array.isArray(list) ? list : [];
  return entries.filter(isJsonObject).flatMap((entry) => toResource(entry, place));
}

/** Subresources (`pods/log`), and what can be neither listed nor watched, have no objects of their own. */
function toResource(entry: JsonObject, place: Pick<ApiResource, 'group' | 'version'>): readonly ApiResource[] {
  const { name, kind, namespaced, verbs } = entry;
  if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
  if (!Array.isArray(verbs) || !verbs.includes('list')) return [];
  return [{ ...place, kind, plural: name, isNamespaced: namespaced === true }];
}
