import { ConnectionLost } from './connection-fault.ts';

/**
 * Keeps from waiting for a server that cannot be reached: after a number of failures in a row it fails at once, with the same
 * words, for a while; then one question goes through, and its fate decides. What a server answers, whatever it is, is no failure.
 */
export interface CircuitBreaker {
  /** @throws ConnectionLost of the last failure, while the circuit is open */
  run<T>(ask: () => Promise<T>): Promise<T>;
}

export interface CircuitOptions {
  readonly failures: number;
  readonly openMs: number;
  readonly now: () => number;
}

/** What says that a server is not there. A connection that breaks off, or a question that nobody wants answered, does not. */
const isAbsence = (error: unknown): error is ConnectionLost =>
  error instanceof ConnectionLost && (error.kind === 'timeout' || error.kind === 'unreachable');

const isAbandoned = (error: unknown): boolean => error instanceof ConnectionLost && error.kind === 'abandoned';

interface Outage {
  readonly lost: ConnectionLost;
  /** When it was last tried. */
  readonly at: number;
}

export function createCircuitBreaker({ failures, openMs, now }: CircuitOptions): CircuitBreaker {
  let inARow = 0;
  let outage: Outage | undefined;
  let isProbing = false;

  const begin = (): boolean => {
    if (outage === undefined) return false;
    if (isProbing || now() - outage.at < openMs) throw still(outage, now());
    isProbing = true;
    return true;
  };
  const learn = (error: unknown): void => {
    if (isAbsence(error)) {
      inARow += 1;
      if (inARow >= failures) outage = { lost: error, at: now() };
    } else if (!isAbandoned(error)) {
      close();
    }
  };
  const close = (): void => {
    inARow = 0;
    outage = undefined;
  };

  return {
    run: async (ask) => {
      const isProbe = begin();
      try {
        const answer = await ask();
        close();
        return answer;
      } catch (error) {
        learn(error);
        throw error;
      } finally {
        if (isProbe) isProbing = false;
      }
    },
  };
}

function still({ lost, at }: Outage, now: number): ConnectionLost {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  return new ConnectionLost(`${lost.message} (still, tried ${seconds} s ago)`, lost.kind, { cause: lost });
}
