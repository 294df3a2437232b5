import type { ExpressionMatcher } from '../../core/suites/check-assertion.ts';
import { isPlainText, isPortable } from '../../core/suites/portable-expression.ts';
import type { RegoEngine } from './rego-engine.ts';

/**
 * RE2 expressions: JavaScript's own where they mean the same, else those of the engine, which is Go's.
 * @param start called once, at the first expression that needs the engine: it is large
 */
export class Expressions implements ExpressionMatcher {
  readonly #start: () => RegoEngine;
  #engine: RegoEngine | undefined;
  readonly #native = new Map<string, RegExp | undefined>();
  readonly #faults = new Map<string, string | undefined>();

  constructor(start: () => RegoEngine) {
    this.#start = start;
  }

  fault(expression: string): string | undefined {
    if (this.#nativeOf(expression) !== undefined) return undefined;
    if (!this.#faults.has(expression)) this.#faults.set(expression, this.#ask(expression, '').fault);
    return this.#faults.get(expression);
  }

  matches(expression: string, text: string): boolean {
    const native = isPlainText(text) ? this.#nativeOf(expression) : undefined;
    return native === undefined ? this.#ask(expression, text).matches : native.test(text);
  }

  #nativeOf(expression: string): RegExp | undefined {
    if (!this.#native.has(expression)) this.#native.set(expression, toNative(expression));
    return this.#native.get(expression);
  }

  #ask(expression: string, text: string): { readonly matches: boolean; readonly fault?: string } {
    this.#engine ??= this.#start();
    const answer = this.#engine.callBuiltin('regex.match', JSON.stringify([expression, text]));
    if (answer.kind === 'error') return { matches: false, fault: answer.message };
    return { matches: answer.kind === 'value' && answer.term === 'true' };
  }
}

function toNative(expression: string): RegExp | undefined {
  if (!isPortable(expression)) return undefined;
  try {
    return new RegExp(expression);
  } catch {
    // RE2 may see it otherwise, and says what is wrong with it.
    return undefined;
  }
}
