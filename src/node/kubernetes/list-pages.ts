import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import { listAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import type { ApiResource, ListOptions, ListPage } from './kube-client.ts';
import { AnswerTooLong } from './kube-transport.ts';
import { collectionPath, selectorQuery, withQuery } from './resource-path.ts';

const PAGE = 500;

/** The pages of a list. A page that is too large is asked for again in halves, so that large objects need no large memory. */
export async function* listPages(
  ask: (path: string) => Promise<JsonObject>,
  resource: ApiResource,
  options: ListOptions,
): AsyncGenerator<ListPage, void, undefined> {
  const path = collectionPath(resource, options.namespace);
  const typeMeta = { apiVersion: apiVersionOf(resource), kind: resource.kind };
  let limit = options.limit ?? PAGE;
  let next = options.from ?? '';
  do {
    const query = { limit, continue: next === '' ? undefined : next, ...selectorQuery(options) };
    const answer = await askOrHalve(ask, withQuery(path, query), limit);
    if (answer === undefined) {
      limit = Math.floor(limit / 2);
      continue;
    }
    next = textAt(answer, ['metadata', 'continue']);
    yield { items: itemsOf(answer, typeMeta), resourceVersion: textAt(answer, ['metadata', 'resourceVersion']), next };
    if (next === '') return;
  } while (true);
}

async function askOrHalve(
  ask: (path: string) => Promise<JsonObject>,
  path: string,
  limit: number,
): Promise<JsonObject | undefined> {
  try {
    return await ask(path);
  } catch (error) {
    if (error instanceof AnswerTooLong && limit > 1) return undefined;
    throw error;
  }
}

/** In a list the items do not say what they are, because the list does. */
const itemsOf = (answer: JsonObject, typeMeta: JsonObject): readonly JsonObject[] =>
  listAt(answer, ['items']).flatMap((item: JsonValue) => (isJsonObject(item) ? [{ ...typeMeta, ...item }] : []));

export const apiVersionOf = ({ group, version }: Pick<ApiResource, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`;
