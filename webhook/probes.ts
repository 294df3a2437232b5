import express, { type Router } from 'express';

/** What the probes ask. */
export interface Health {
  /** The policies are loaded and somebody can judge by them. */
  readonly isReady: () => boolean;
  /** The server was told to stop and is finishing what it has begun. */
  readonly isDraining: () => boolean;
}

/** `/healthz`: the process lives. `/readyz`: it is worth sending it requests. */
export function probes({ isReady, isDraining }: Health): Router {
  const router = express.Router();
  router.get('/healthz', (_, response) => void response.type('text').send('ok\n'));
  router.get('/readyz', (_, response) => {
    if (isDraining()) response.status(503).type('text').send('shutting down\n');
    else if (!isReady()) response.status(503).type('text').send('no thread has its policies loaded\n');
    else response.type('text').send('ok\n');
  });
  return router;
}
