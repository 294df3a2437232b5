import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { Certificate } from '../certificate.ts';

export interface KubeResponse {
  readonly status: number;
  readonly body: JsonObject;
  /** What a Status says; empty for any other body. */
  readonly message: string;
  /** By which the audit log knows the request. */
  readonly auditId: string;
  /** Values of the `Warning` header. */
  readonly warnings: readonly string[];
}

export interface KubeRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: JsonObject | readonly JsonObject[];
  /** Defaults to JSON. */
  readonly contentType?: string;
}

/** Speaks to an API server as one user, over connections that do not keep this process alive. */
export class KubeConnection implements Disposable {
  readonly #server: string;
  readonly #agent: Agent;

  constructor(server: string, authority: string, user: Certificate) {
    this.#server = server;
    this.#agent = new Agent({ ca: authority, ...user, keepAlive: true });
  }

  /** @throws when no answer comes back; an answer of any status is one */
  async send(request: KubeRequest): Promise<KubeResponse> {
    const answer = await this.open(request);
    const body = toObject(await text(answer));
    return {
      status: answer.statusCode ?? 0,
      body,
      message: textAt(body, ['message']),
      auditId: String(answer.headers['audit-id'] ?? ''),
      warnings: answer.headersDistinct['warning'] ?? [],
    };
  }

  /** Gives the answer while it still comes: the events of a watch, one JSON object a line. */
  async open({ method, path, body, contentType = 'application/json' }: KubeRequest): Promise<IncomingMessage> {
    const call = request(new URL(path, this.#server), {
      method,
      agent: this.#agent,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': contentType }) },
    });
    call.end(body === undefined ? undefined : JSON.stringify(body));
    const [answer]: readonly IncomingMessage[] = await once(call, 'response');
    if (answer === undefined) throw new Error('there is no answer');
    return answer;
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

/** Health checks answer with a text. */
function toObject(body: string): JsonObject {
  return body.startsWith('{') ? JSON.parse(body) : { text: body };
}
