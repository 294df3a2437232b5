import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import { jsonLines } from './json-lines.ts';
import type { ApiResource, WatchEvent, WatchOptions } from './kube-client.ts';
import { KubeError } from './kube-error.ts';
import { collectionPath, selectorQuery, withQuery } from './resource-path.ts';
import { statusError } from './status-answer.ts';

/** What a watch says, event by event, in the order of the server. @throws KubeError; 410 when the start is forgotten */
export async function* watchEvents(
  open: (path: string) => AsyncIterable<Buffer>,
  resource: ApiResource,
  options: WatchOptions & { readonly maxBytes: number },
): AsyncGenerator<WatchEvent, void, undefined> {
  const path = withQuery(collectionPath(resource, options.namespace), {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: options.resourceVersion,
    timeoutSeconds: options.timeoutSeconds ?? 300,
    ...selectorQuery(options),
  });
  for await (const line of jsonLines(open(path), options.maxBytes)) yield toEvent(line, path);
}

function toEvent(line: string, path: string): WatchEvent {
  const { type, object } = parseLine(line, path);
  if (!isJsonObject(object)) throw new KubeError(`${path}: an event of a watch is about nothing`, { status: 0 });
  const resourceVersion = textAt(object, ['metadata', 'resourceVersion']);
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type, object, resourceVersion };
    case 'BOOKMARK':
      return { type, resourceVersion };
    case 'ERROR':
      throw statusError(path, object);
    default:
      throw new KubeError('an event of a watch is of a type that is not known', { status: 0 });
  }
}

function parseLine(line: string, path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(line);
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new KubeError(
      `${path.split('?', 1)[0] ?? ''}: an event of a watch is not JSON`,
      { status: 0 },
      { cause: error },
    );
  }
  throw new KubeError(`${path.split('?', 1)[0] ?? ''}: an event of a watch is no object`, { status: 0 });
}
