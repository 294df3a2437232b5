import { setMaxListeners } from 'node:events';
import type { Patience } from '../../registry/http-exchange.ts';

/**
 * Asks once what several want to know at the same time. Each waits as long as it likes; when nobody waits any more, the asking
 * is broken off.
 */
export interface SharedQuestions<T> {
  ask(question: Question<T>): Promise<T>;
}

export interface Question<T> {
  /** Equal keys are equal questions. */
  readonly key: string;
  /** Milliseconds since the epoch; nobody waits longer than `wholeMs` in any case. */
  readonly deadline: number | undefined;
  readonly find: (patience: Patience) => Promise<T>;
  /** The answer for whoever waited too long, which was so many milliseconds. */
  readonly late: (ms: number) => T;
}

export interface SharedQuestionsOptions {
  readonly wholeMs: number;
  readonly now: () => number;
}

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  /** No answer is waited for beyond this. */
  readonly end: number;
  /** The latest that anybody waits for. */
  until: number;
  waiting: number;
}

export function createSharedQuestions<T>({ wholeMs, now }: SharedQuestionsOptions): SharedQuestions<T> {
  const flights = new Map<string, Flight<T>>();

  const begin = ({ key, find }: Question<T>): Flight<T> => {
    const controller = new AbortController();
    // One image may take hundreds of requests, and each listens.
    setMaxListeners(0, controller.signal);
    const flight: Flight<T> = {
      controller,
      end: now() + wholeMs,
      until: 0,
      waiting: 0,
      // Begins when the flight is known, so that its deadline is.
      answer: Promise.resolve()
        .then(() => find({ signal: controller.signal, until: () => flight.until }))
        .finally(() => land(key, flight)),
    };
    flights.set(key, flight);
    return flight;
  };
  const land = (key: string, flight: Flight<T>): void => {
    if (flights.get(key) === flight) flights.delete(key);
    // What else was asked for the answer is not needed any more.
    flight.controller.abort(LANDED);
  };

  return {
    ask: async (question) => {
      const start = now();
      if (question.deadline !== undefined && question.deadline <= start) return question.late(0);
      const flight = flights.get(question.key) ?? begin(question);
      const until = Math.min(flight.end, question.deadline ?? flight.end);
      flight.until = Math.max(flight.until, until);
      flight.waiting += 1;
      try {
        return await before(until - start, flight.answer, () => question.late(until - start));
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0) land(question.key, flight);
      }
    },
  };
}

/** Without one, each answer would cost the making of an error that nobody sees. */
const LANDED = 'nobody waits for the answer any more';

/** The answer, or what is said in its place when it takes longer. */
function before<T>(ms: number, answer: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), Math.max(0, ms));
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
