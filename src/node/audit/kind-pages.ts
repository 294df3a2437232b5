import type { JsonObject } from '../../core/model/json.ts';
import { Backoff, pauseFor, type Pause } from '../kubernetes/backoff.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { hasStatus, KubeError } from '../kubernetes/kube-error.ts';

export interface KindPagesOptions {
  /** Objects a page. */
  readonly limit: number;
  /** Goes on behind a page of an earlier list. */
  readonly from: string;
  readonly signal: AbortSignal;
  /** Milliseconds for which a server that does not answer is asked again. */
  readonly patienceMs: number;
  readonly now: () => number;
  readonly pause?: Pause;
  readonly random?: () => number;
}

export type KindPage =
  | { readonly kind: 'page'; readonly items: readonly JsonObject[]; readonly next: string }
  /** The server has forgotten where the list was: all of it comes again, and what came before counts no more. */
  | { readonly kind: 'anew' };

/** A list that is never read to its end before the server forgets it is too long, or its reader too slow. */
const MOST_BEGINNINGS = 4;

/** The pages of one kind, one after the other, whatever happens to the server meanwhile. @throws KubeError when it cannot be listed */
export async function* kindPages(
  client: KubeClient,
  resource: ApiResource,
  options: KindPagesOptions,
): AsyncGenerator<KindPage, void, undefined> {
  const { limit, signal, patienceMs, now, pause = pauseFor, random = Math.random } = options;
  const backoff = new Backoff({ firstMs: 500, longestMs: 10_000, random });
  let from = options.from;
  let beginnings = 1;
  let answeredAt = now();
  for (;;) {
    try {
      for await (const { items, next } of client.list(resource, { limit, signal, ...(from === '' ? {} : { from }) })) {
        from = next;
        backoff.reset();
        yield { kind: 'page', items, next };
        // Whoever takes a page may take his time.
        answeredAt = now();
      }
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      if (hasStatus(error, 410) && beginnings < MOST_BEGINNINGS) {
        from = '';
        beginnings += 1;
        yield { kind: 'anew' };
      } else if (isAway(error) && now() - answeredAt < patienceMs) {
        await pause(backoff.next(), signal);
      } else throw error;
    }
  }
}

/** A server that is being replaced is back soon. */
const isAway = (error: unknown): boolean =>
  error instanceof KubeError && (error.status === 0 || error.status === 429 || error.status >= 500);
