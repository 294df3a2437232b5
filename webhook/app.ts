import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import type { ImageFacts } from '../src/core/images/image-facts.ts';
import { safeMessageOf } from './safe-message.ts';
import {
  answerFault,
  answerVerdict,
  type AdmissionResponse,
  type Answered,
  type AnswerOptions,
} from './admission-response.ts';
import type { AdmissionImages } from './admission-images.ts';
import { parseAdmissionReview, type AdmissionRequest } from './admission-review.ts';
import { toSubject, type AdmissionSubject } from './admission-subject.ts';
import { evaluationLimit } from './evaluation-limit.ts';
import type { Judged } from './judge-pool.ts';
import { probes, type Health } from './probes.ts';

/** What the log keeps of an answer. Of the object it has the name and nothing else. */
export interface AdmissionLogEntry {
  readonly uid: string;
  readonly operation: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly decision: string;
  readonly verdictId?: string;
  readonly message?: string;
}

export interface WebhookDeps extends AnswerOptions {
  /** Answers within the limit, with a fault when there is no verdict. */
  readonly judge: (subject: AdmissionSubject, limitMs: number, images?: ImageFacts) => Promise<Judged>;
  /** Finds out about the images of an object first, within the limit. Absent when no policy asks. */
  readonly images?: AdmissionImages;
  readonly health: Health;
  /** Milliseconds for a verdict when the request does not say. */
  readonly defaultLimitMs: number;
  readonly log: (entry: AdmissionLogEntry) => void;
}

/**
 * The most that the API server sends: the new and the old object, of 1.5 MiB each in its store, of which its JSON may make six
 * times as much (`<` becomes `\u003c`). With less, whoever fills an object with these gets past a webhook that may be ignored.
 */
const MAX_BODY = '20mb';

/** The webhook without a port: `POST /v1/admit`, `GET /healthz`, `GET /readyz`. */
export function createWebhook(deps: WebhookDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(closeWhenDraining(deps.health));
  app.use(probes(deps.health));
  app.post('/v1/admit', requireJson, express.raw({ type: () => true, limit: MAX_BODY, inflate: false }), admit(deps));
  app.all('/v1/admit', (_, response) => void response.set('Allow', 'POST').status(405).type('text').send('use POST\n'));
  app.use((_, response) => void response.status(404).type('text').send('there are /v1/admit, /healthz and /readyz\n'));
  app.use(explainFault);
  return app;
}

/** A connection that stays open would send the next request to a server that is going away. */
function closeWhenDraining(health: Health): RequestHandler {
  return (_, response, next) => {
    if (health.isDraining()) response.set('Connection', 'close');
    next();
  };
}

const requireJson: RequestHandler = (request, response, next) => {
  if (request.is('application/json') !== false) next();
  else response.status(415).type('text').send('send an AdmissionReview as application/json\n');
};

function admit(deps: WebhookDeps): RequestHandler {
  return async (request, response) => {
    const parsed = parseAdmissionReview(bodyText(request));
    if (parsed.kind === 'invalid') {
      response.status(400).type('text').send(`${parsed.message}\n`);
      return;
    }
    const answered = await answer(deps, parsed.request, evaluationLimit(request.query['timeout'], deps.defaultLimitMs));
    response.status(200).json(toReview(answered.response));
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text that is no UTF-8 becomes text that is no JSON. */
function bodyText({ body }: Request): string {
  if (!Buffer.isBuffer(body)) return '';
  try {
    return utf8.decode(body);
  } catch {
    return '';
  }
}

/** Whatever goes wrong from here on is an answer that refuses: a failed call might be taken for an allow. */
async function answer(deps: WebhookDeps, request: AdmissionRequest, limitMs: number): Promise<Answered> {
  const answered = await judgeSafely(deps, request, limitMs);
  if (answered.decision.kind === 'deny' || answered.decision.kind === 'unknown') deps.log(logEntry(request, answered));
  return answered;
}

async function judgeSafely(deps: WebhookDeps, request: AdmissionRequest, limitMs: number): Promise<Answered> {
  try {
    return await judgeRequest(deps, request, limitMs);
  } catch (error) {
    return answerFault(request.uid, safeMessageOf(error), deps);
  }
}

async function judgeRequest(deps: WebhookDeps, request: AdmissionRequest, limitMs: number): Promise<Answered> {
  const subject = toSubject(request);
  if (subject === undefined)
    return answerFault(request.uid, `the request brings no object to judge (${request.operation})`, deps);
  const judged = await judgeSubject(deps, subject, limitMs);
  switch (judged.kind) {
    case 'verdict':
      return answerVerdict(request.uid, judged.verdict, subject.identity, deps);
    case 'fault':
      return answerFault(request.uid, judged.message, deps);
  }
}

async function judgeSubject(deps: WebhookDeps, subject: AdmissionSubject, limitMs: number): Promise<Judged> {
  if (deps.images === undefined) return deps.judge(subject, limitMs);
  const begun = performance.now();
  const images = await deps.images(subject, limitMs);
  return deps.judge(subject, Math.max(1, limitMs - (performance.now() - begun)), images);
}

const toReview = (response: AdmissionResponse): object => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  response,
});

function logEntry(
  { uid, operation, kind, namespace, name }: AdmissionRequest,
  { decision, response }: Answered,
): AdmissionLogEntry {
  const verdictId = response.auditAnnotations?.['verdict-id'];
  const message = response.status?.message;
  return {
    uid,
    operation,
    kind: kind.kind,
    namespace,
    name,
    decision: decision.kind,
    ...(verdictId === undefined ? {} : { verdictId }),
    ...(message === undefined ? {} : { message }),
  };
}

/** What the body reader found: too large (413), compressed (415), broken off (400). Anything else is a defect, told to nobody. */
const explainFault: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = statusOf(error);
  const message =
    status === 413
      ? `the body is larger than ${MAX_BODY}`
      : status < 500
        ? 'the body cannot be read'
        : 'internal error';
  response.status(status).type('text').send(`${message}\n`);
};

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
