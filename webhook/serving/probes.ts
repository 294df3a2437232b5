import express, { type Request, type Response, type Router } from 'express';
import { oneLine } from '../../src/core/report/safe-text.ts';
import type { JudgesStatus } from '../judging/judges-status.ts';

/** What the probes ask. */
export interface Health {
  /** The policies are loaded and somebody can judge by them. */
  readonly isReady: () => boolean;
  /** The server was told to stop and is finishing what it has begun. */
  readonly isDraining: () => boolean;
  /** What judges, and what became of the last change: for people. */
  readonly status?: () => HealthStatus;
}

export interface HealthStatus extends Omit<JudgesStatus, 'broken'> {
  /** Of policies that are broken, and of where policies come from. */
  readonly problems: readonly { readonly about: string; readonly message: string }[];
}

/** `/healthz`: the process lives. `/readyz`: it is worth sending it requests; with `?verbose`, what judges. */
export function probes(health: Health): Router {
  const router = express.Router();
  router.get('/healthz', (_, response) => void response.type('text').send('ok\n'));
  router.get('/readyz', (request, response) => {
    const problem = problemOf(health);
    response.status(problem === undefined ? 200 : 503);
    if ('verbose' in request.query) describe(request, response, { problem, status: health.status?.() });
    else response.type('text').send(`${problem ?? 'ok'}\n`);
  });
  return router;
}

function problemOf({ isReady, isDraining }: Health): string | undefined {
  if (isDraining()) return 'shutting down';
  return isReady() ? undefined : 'no thread has its policies loaded';
}

interface Description {
  readonly problem: string | undefined;
  readonly status: HealthStatus | undefined;
}

function describe(request: Request, response: Response, { problem, status }: Description): void {
  if (request.accepts(['text', 'json']) === 'json') {
    response.json({ ready: problem === undefined, ...(problem === undefined ? {} : { problem }), policies: status });
    return;
  }
  const lines = [
    problem === undefined ? '[+] ready' : `[-] ready: ${problem}`,
    ...(status === undefined ? [] : [inForce(status), lastChange(status), ...status.problems.map(toLine)]),
  ];
  response.type('text').send(`${lines.join('\n')}\n`);
}

const toLine = ({ about, message }: HealthStatus['problems'][number]): string => oneLine(`[-] ${about}: ${message}`);

const inForce = ({ policySet, policies, loadedAt }: HealthStatus): string =>
  `[+] in force: policy set ${policySet}, ${policies} policies, since ${loadedAt.toISOString()}`;

function lastChange({ state, since, reason = '' }: HealthStatus): string {
  switch (state) {
    case 'ready':
      return `[+] up to date, since ${since.toISOString()}`;
    case 'loading':
      return `[+] being loaded, since ${since.toISOString()}`;
    case 'failed':
      return `[-] cannot be changed, since ${since.toISOString()}; the last good policy set goes on: ${oneLine(reason)}`;
  }
}
