import { SluiceError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json.ts';
import { Backoff, pauseFor, type Pause } from './backoff.ts';
import { Discovery } from './discovery.ts';
import type {
  ApiResource,
  GroupVersionKind,
  KubeClient,
  ListOptions,
  ListPage,
  ObjectAddress,
  Patch,
  RawRequest,
  WatchEvent,
  WatchOptions,
  WithSignal,
  WriteOptions,
} from './kube-client.ts';
import type { KubeConnection } from './kube-connection.ts';
import { hasStatus, KubeError } from './kube-error.ts';
import { KubeTransport, type TransportRequest, type TransportTimes } from './kube-transport.ts';
import { listPages } from './list-pages.ts';
import { collectionPath, objectPath, withQuery } from './resource-path.ts';
import { watchEvents } from './watch-events.ts';

export interface KubeClientOptions {
  /** Default: 30 seconds for an answer, 150 of silence in a stream: a server sends a bookmark about every minute. */
  readonly times?: TransportTimes;
  /** Bytes of one answer, and of one event of a watch. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** How often an answer that may go better is asked for. Default: 4. */
  readonly tries?: number;
  readonly pause?: Pause;
  readonly random?: () => number;
}

const TIMES: TransportTimes = { answerMs: 30_000, silenceMs: 150_000 };
const MAX_BYTES = 64 * 1024 * 1024;
const LONGEST_PAUSE_MS = 10_000;

/** A client of the API server at the end of a connection. Disposing it closes the connections that nobody uses. */
export function createKubeClient(connection: KubeConnection, options: KubeClientOptions = {}): KubeClient {
  return new HttpKubeClient(connection, {
    times: TIMES,
    maxBytes: MAX_BYTES,
    tries: 4,
    pause: pauseFor,
    random: Math.random,
    ...options,
  });
}

class HttpKubeClient implements KubeClient {
  readonly #transport: KubeTransport;
  readonly #options: Required<KubeClientOptions>;
  readonly #discovery: Discovery;

  constructor(connection: KubeConnection, options: Required<KubeClientOptions>) {
    this.#transport = new KubeTransport(connection, options.times);
    this.#options = options;
    this.#discovery = new Discovery((path, signal) => this.#send({ method: 'GET', path, signal }));
  }

  async send({ body, ...request }: RawRequest): Promise<JsonValue> {
    return this.#send({ ...request, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  discover(kind: GroupVersionKind, { signal }: WithSignal = {}): Promise<ApiResource | undefined> {
    return this.#discovery.find(kind, signal);
  }

  get(address: ObjectAddress, options: WithSignal = {}): Promise<JsonObject> {
    return this.#object({ method: 'GET', path: objectPath(address), ...options });
  }

  list(resource: ApiResource, options: ListOptions = {}): AsyncGenerator<ListPage, void, undefined> {
    return listPages((path) => this.#object({ method: 'GET', path, signal: options.signal }), resource, options);
  }

  watch(resource: ApiResource, options: WatchOptions): AsyncGenerator<WatchEvent, void, undefined> {
    const { maxBytes } = this.#options;
    const open = (path: string): AsyncIterable<Buffer> =>
      this.#transport.stream({ method: 'GET', path, maxBytes, signal: options.signal }, options.onOpen);
    return watchEvents(open, resource, { ...options, maxBytes });
  }

  create(address: Omit<ObjectAddress, 'name'>, object: JsonObject, options: WriteOptions = {}): Promise<JsonObject> {
    const path = collectionPath(address.resource, address.namespace);
    return this.#write('POST', path, object, options);
  }

  update(address: ObjectAddress, object: JsonObject, options: WriteOptions = {}): Promise<JsonObject> {
    return this.#write('PUT', objectPath(address), object, options);
  }

  patch(
    address: ObjectAddress,
    patch: Patch,
    { signal, dryRun }: WithSignal & { readonly dryRun?: boolean } = {},
  ): Promise<JsonObject> {
    const query = {
      dryRun: dryRun === true ? 'All' : undefined,
      ...(patch.type === 'apply' ? { fieldManager: patch.fieldManager, force: patch.force } : {}),
    };
    return this.#object({
      method: 'PATCH',
      path: withQuery(objectPath(address), query),
      body: JSON.stringify(patch.body),
      contentType: PATCH_TYPES[patch.type],
      signal,
      // Saying what should be says it as well the second time.
      isRepeatable: patch.type === 'apply',
    });
  }

  async delete(address: ObjectAddress, options: WithSignal = {}): Promise<void> {
    try {
      await this.#send({ method: 'DELETE', path: objectPath(address), isRepeatable: true, ...options });
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
    }
  }

  #write(method: 'POST' | 'PUT', path: string, object: JsonObject, options: WriteOptions): Promise<JsonObject> {
    const { signal, fieldManager, dryRun } = options;
    const query = { fieldManager, dryRun: dryRun === true ? 'All' : undefined };
    return this.#object({ method, path: withQuery(path, query), body: JSON.stringify(object), signal });
  }

  async #object(request: Question): Promise<JsonObject> {
    const value = await this.#send(request);
    if (isJsonObject(value)) return value;
    throw new KubeError(`${request.method} ${request.path.split('?', 1)[0] ?? ''}: the answer is no object`, {
      status: 0,
    });
  }

  async #send(request: Question): Promise<JsonValue> {
    const { maxBytes, tries, pause, random } = this.#options;
    const backoff = new Backoff({ firstMs: 250, longestMs: LONGEST_PAUSE_MS, random });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return parseAnswer(await this.#transport.exchange({ ...request, maxBytes }), request);
      } catch (error) {
        const isOver = request.signal?.aborted === true || attempt >= tries || !mayGoBetter(request, error);
        if (isOver) throw error;
        const asked = error instanceof KubeError ? error.retryAfterMs : undefined;
        await pause(asked === undefined ? backoff.next() : Math.min(asked, LONGEST_PAUSE_MS), request.signal);
      }
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#transport[Symbol.asyncDispose]();
  }
}

interface Question extends Omit<TransportRequest, 'maxBytes'> {
  /** Asking twice does no more than asking once. Default: what only reads. */
  readonly isRepeatable?: boolean;
}

const PATCH_TYPES = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
} as const;

/** The server has not begun (429, and 503 with a time), or nothing is changed by asking again. */
function mayGoBetter({ method, isRepeatable = method === 'GET' }: Question, error: unknown): boolean {
  if (!(error instanceof KubeError)) return false;
  const { status, retryAfterMs, cause } = error;
  if (status === 429 || (status === 503 && retryAfterMs !== undefined)) return true;
  const isTemporary = [500, 502, 503, 504].includes(status) || (status === 0 && cause !== undefined && !isFinal(cause));
  return isRepeatable && isTemporary;
}

/** Certificates and names do not mend themselves within seconds, and credentials that cannot be had are no answer of the server. */
function isFinal(cause: unknown): boolean {
  if (cause instanceof SluiceError) return true;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_INVALID)/.test(code);
}

function parseAnswer(text: string, { method, path }: Question): JsonValue {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = path.split('?', 1)[0] ?? '';
    throw new KubeError(`${method} ${place}: the answer is not JSON`, { status: 0 }, { cause: error });
  }
}
