import type { JsonObject, JsonValue } from '../../core/model/json.ts';

/** What names a kind of objects, as `apiVersion` and `kind` do. The core group is the empty text. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A kind that the API server serves, with the name that its addresses have. */
export interface ApiResource extends GroupVersionKind {
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** One object, or one of its subresources such as `status`. */
export interface ObjectAddress {
  readonly resource: ApiResource;
  readonly name: string;
  /** Of objects that are in one. */
  readonly namespace?: string;
  readonly subresource?: string;
}

export interface WithSignal {
  readonly signal?: AbortSignal;
}

export interface WriteOptions extends WithSignal {
  /** Who owns the fields that are written. */
  readonly fieldManager?: string;
  readonly dryRun?: boolean;
}

/** How a patch is written: `apply` says what should be, `merge` and `json` what changes. */
export type Patch =
  | { readonly type: 'apply'; readonly body: JsonObject; readonly fieldManager: string; readonly force?: boolean }
  | { readonly type: 'merge'; readonly body: JsonObject }
  | { readonly type: 'json'; readonly body: readonly JsonObject[] };

export interface Selection extends WithSignal {
  /** Default: all Namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface ListOptions extends Selection {
  /** Objects a page. Default: 500. A page that is too large to take is asked for again, in halves. */
  readonly limit?: number;
  /** Goes on behind a page of an earlier list: its `next`. Default: from the beginning. */
  readonly from?: string;
}

/** Some of the objects of a list. All pages of one list show the same moment. */
export interface ListPage {
  readonly items: readonly JsonObject[];
  /** The moment: where a watch goes on. */
  readonly resourceVersion: string;
  /** Where the list goes on, for as long as the server remembers; empty behind the last page. */
  readonly next: string;
}

export interface WatchOptions extends Selection {
  /** What has been seen already. */
  readonly resourceVersion: string;
  /** Seconds after which the server ends the stream, as if nothing were wrong. Default: 300. */
  readonly timeoutSeconds?: number;
  /** Told when the server answers, which may be long before anything happens. */
  readonly onOpen?: () => void;
}

/** What happens to objects. A bookmark says only how far the stream is. */
export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: JsonObject; readonly resourceVersion: string }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string };

/** A question by its address, for what has no method of its own. */
export interface RawRequest extends WithSignal {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query: `/api/v1/nodes?limit=5`. */
  readonly path: string;
  readonly body?: JsonValue;
  readonly contentType?: string;
}

/**
 * An API server. What goes better the second time is tried again before anyone hears of it: throttling and overload as the server
 * asks for it, lost connections where asking twice does nothing twice.
 *
 * Everything throws KubeError, whose `status` tells what was wrong: 404 not there, 409 somebody else was faster, 410 the past is
 * forgotten, 403 not allowed, 0 no answer.
 */
export interface KubeClient extends AsyncDisposable {
  /** The answer as JSON. */
  send(request: RawRequest): Promise<JsonValue>;
  /** The resource of a kind; undefined when the server serves none. What was found is remembered. */
  discover(kind: GroupVersionKind, options?: WithSignal): Promise<ApiResource | undefined>;
  get(address: ObjectAddress, options?: WithSignal): Promise<JsonObject>;
  /** Pages come as they are asked for; the caller may stop at any. 410 when the list takes longer than the server remembers. */
  list(resource: ApiResource, options?: ListOptions): AsyncGenerator<ListPage, void, undefined>;
  /** Ends when the server ends the stream, and throws when it breaks. */
  watch(resource: ApiResource, options: WatchOptions): AsyncGenerator<WatchEvent, void, undefined>;
  create(address: Omit<ObjectAddress, 'name'>, object: JsonObject, options?: WriteOptions): Promise<JsonObject>;
  /** Replaces the object. With `metadata.resourceVersion` in it, only if nobody else was faster: 409. */
  update(address: ObjectAddress, object: JsonObject, options?: WriteOptions): Promise<JsonObject>;
  patch(
    address: ObjectAddress,
    patch: Patch,
    options?: WithSignal & { readonly dryRun?: boolean },
  ): Promise<JsonObject>;
  /** What is gone already is no fault. */
  delete(address: ObjectAddress, options?: WithSignal): Promise<void>;
}
