import { sha256 } from '../digest.ts';
import { keepRecent } from './keep-recent.ts';
import type { AuthChallenge } from './auth-challenge.ts';

/** A header, and when it is over: milliseconds since the epoch. */
export interface Authorization {
  readonly value: string;
  readonly until: number;
}

/** What is remembered of a registry, so that nobody is asked twice: kept in memory, for as long as it holds, and no more of it than fits. */
export interface AuthMemory {
  /** The `authorization` that was good a moment ago. */
  known(key: string): string | undefined;
  learn(key: string, challenge: AuthChallenge, authorization: Authorization | undefined): void;
  /** It was refused. Does nothing when something else is known by now. */
  forget(key: string, value: string | undefined): void;
  /** How the registry wanted to be asked the last time. */
  challenge(): AuthChallenge | undefined;
  forgetChallenge(): void;
  /** A token of this key, which may hold secrets, or else a new one: fetched once for all who ask meanwhile. */
  token(key: string, fetch: () => Promise<Authorization | 'refused'>): Promise<Authorization | 'refused'>;
  now(): number;
}

const MOST_KEPT = 1000;

export function createAuthMemory(now: () => number = Date.now): AuthMemory {
  const known = new Map<string, Authorization>();
  const tokens = new Map<string, Authorization>();
  const underWay = new Map<string, Promise<Authorization | 'refused'>>();
  let challenge: AuthChallenge | undefined;
  const valid = (one: Authorization | undefined): Authorization | undefined =>
    one !== undefined && one.until > now() ? one : undefined;
  return {
    now,
    known: (key) => valid(known.get(key))?.value,
    challenge: () => challenge,
    forgetChallenge: () => {
      challenge = undefined;
    },
    learn: (key, learnt, authorization) => {
      challenge = learnt;
      if (authorization !== undefined) keepRecent(known, key, authorization, MOST_KEPT);
    },
    forget: (key, value) => {
      if (known.get(key)?.value === value) known.delete(key);
      for (const [name, token] of tokens) if (token.value === value) tokens.delete(name);
    },
    token: async (secretKey, fetch) => {
      const key = sha256(secretKey);
      const kept = valid(tokens.get(key));
      if (kept !== undefined) return kept;
      const fetched = underWay.get(key) ?? fetch().finally(() => underWay.delete(key));
      underWay.set(key, fetched);
      const token = await fetched;
      if (token !== 'refused') keepRecent(tokens, key, token, MOST_KEPT);
      return token;
    },
  };
}
