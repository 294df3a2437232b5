import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { Certificate } from '../certificate.ts';

export interface KubeResponse {
  readonly status: number;
  readonly body: JsonObject;
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
  async send({ method, path, body, contentType = 'application/json' }: KubeRequest): Promise<KubeResponse> {
    const call = request(new URL(path, this.#server), {
      method,
      agent: this.#agent,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': contentType }) },
    });
    call.end(body === undefined ? undefined : JSON.stringify(body));
    const [answer] = await once(call, 'response');
    return {
      status: answer.statusCode,
      body: toObject(await text(answer)),
      auditId: String(answer.headers['audit-id'] ?? ''),
      warnings: answer.headersDistinct['warning'] ?? [],
    };
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

/** Health checks answer with a text. */
function toObject(body: string): JsonObject {
  return body.startsWith('{') ? JSON.parse(body) : { text: body };
}
