import type { IncomingMessage, ServerResponse } from 'node:http';
import { toRecord, type AdmissionRecord, type Endpoint } from '../watching/admission-record.ts';
import type { Answered } from './admission-response.ts';
import { parseAdmissionReview, type AdmissionRequest } from './admission-review.ts';
import { answerAdmission, type AdmissionDeps, type TimelyAnswer } from './answer-admission.ts';
import { evaluationLimit } from './evaluation-limit.ts';
import { guardLabel } from './label-guard.ts';
import type { BodyReader } from '../serving/read-body.ts';

export interface EndpointDeps extends AdmissionDeps {
  /** Why whoever calls is not listened to; undefined when they are. Absent: everybody is. */
  readonly refuseCaller?: (request: IncomingMessage) => string | undefined;
  /** Milliseconds for a verdict when the request does not say. */
  readonly defaultLimitMs: number;
  /** Told of every answer, after it was given. */
  readonly observe: (record: AdmissionRecord) => void;
  /** Told of every call that was no review. */
  readonly observeRefusal: (status: number) => void;
}

/** Answers a call of the API server. It is no handler of express, which takes more than twice as long for each call (ADR 13). */
export async function serveAdmission(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
  { bodies, deps }: { readonly bodies: BodyReader; readonly deps: EndpointDeps },
): Promise<void> {
  const refuse = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): void => {
    deps.observeRefusal(status);
    send(response, status, 'text/plain; charset=utf-8', `${message}\n`, headers);
  };
  if (request.method !== 'POST') return refuse(405, 'use POST', { allow: 'POST' });
  const stranger = deps.refuseCaller?.(request);
  // What was not read must not be taken for the next call.
  if (stranger !== undefined) return refuse(403, stranger, { connection: 'close' });
  const body = await bodies.read(request);
  if (body.kind === 'refused') return refuse(body.status, body.message, { connection: 'close' });
  const begun = performance.now();
  const parsed = parseAdmissionReview(body.text);
  if (parsed.kind === 'invalid') return refuse(400, parsed.message);
  const { answered, waitedMs } = await answerAt(endpoint, parsed.request, request, deps);
  send(response, 200, 'application/json', reviewText(parsed.request, answered));
  const timing = { durationMs: performance.now() - begun, waitedMs };
  deps.observe(toRecord(endpoint, parsed.request, answered, timing, traceparentOf(request)));
}

async function answerAt(
  endpoint: Endpoint,
  request: AdmissionRequest,
  { url }: IncomingMessage,
  deps: EndpointDeps,
): Promise<TimelyAnswer> {
  switch (endpoint) {
    case '/v1/admit':
      return answerAdmission(request, evaluationLimit(timeoutOf(url), deps.defaultLimitMs), deps);
    case '/v1/admitlabel':
      return { answered: guardLabel(request, deps.exemptions, deps), waitedMs: 0 };
  }
}

function timeoutOf(url = ''): string | undefined {
  const query = url.indexOf('?');
  return query < 0 ? undefined : (new URLSearchParams(url.slice(query + 1)).get('timeout') ?? undefined);
}

function traceparentOf({ headers }: IncomingMessage): string | undefined {
  const header = headers['traceparent'];
  return typeof header === 'string' ? header : undefined;
}

/** In the version in which it was asked; another one counts as no answer. */
const reviewText = ({ version }: AdmissionRequest, { response }: Answered): string =>
  JSON.stringify({ apiVersion: version, kind: 'AdmissionReview', response });

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
