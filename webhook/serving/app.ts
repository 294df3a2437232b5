import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express } from 'express';
import { serveAdmission, type EndpointDeps } from '../admission/admission-endpoint.ts';
import { ENDPOINTS, type Endpoint } from '../watching/admission-record.ts';
import { metricsListener } from '../metrics/metrics-server.ts';
import type { Metric } from '../metrics/metric.ts';
import { probes, type Health } from './probes.ts';
import { BodyReader } from './read-body.ts';

export interface WebhookDeps extends EndpointDeps {
  readonly health: Health;
  /** Served at `GET /metrics`. Absent: elsewhere, or not at all. */
  readonly metrics?: readonly Metric[];
}

/** The webhook without a port: `POST /v1/admit`, `POST /v1/admitlabel`, `GET /healthz`, `GET /readyz`. */
export function createWebhook(deps: WebhookDeps): RequestListener {
  const others = createOthers(deps);
  const bodies = new BodyReader();
  return (request, response) => {
    // A connection that stays open would send the next request to a server that is going away.
    if (deps.health.isDraining()) response.setHeader('connection', 'close');
    const endpoint = endpointOf(request);
    if (endpoint === undefined) others(request, response);
    else serveAdmission(endpoint, request, response, { bodies, deps }).catch(() => giveUp(response, deps));
  };
}

/** A defect costs the call its answer, and no other call anything. What it may quote is told to nobody. */
function giveUp(response: ServerResponse, deps: WebhookDeps): void {
  deps.observeRefusal(500);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { connection: 'close' }).end('internal error\n');
}

function endpointOf({ url = '' }: IncomingMessage): Endpoint | undefined {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return ENDPOINTS.find((one) => one === path);
}

function createOthers({ health, metrics }: WebhookDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(probes(health));
  if (metrics !== undefined) app.get('/metrics', metricsListener(metrics));
  app.use((_, response) => {
    response.status(404).type('text').send('there are /v1/admit, /v1/admitlabel, /healthz and /readyz\n');
  });
  return app;
}
