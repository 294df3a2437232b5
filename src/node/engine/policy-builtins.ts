import { createHash, createHmac } from 'node:crypto';
import { SluiceError } from '../../core/errors.ts';
import {
  ASK_ENGINE,
  type Builtin,
  type BuiltinContext,
  BuiltinError,
  type HashAlgorithm,
} from '../../core/rego/builtins/builtin.ts';
import { BUILTINS, REFUSED } from '../../core/rego/builtins/table.ts';
import { hasStrayBytes } from '../../core/rego/go-string.ts';
import { parseTerm } from '../../core/rego/parse-term.ts';
import { toTermText } from '../../core/rego/term-text.ts';
import type { RegoValue } from '../../core/rego/value.ts';

/** OPA's own implementation of a built-in. `args` and `term` are Rego text; `now` is nanoseconds, decimal. */
export type EngineBuiltin = (name: string, args: string, now: string) => EngineAnswer;

export type EngineAnswer =
  | { readonly kind: 'value'; readonly term: string }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'error'; readonly message: string };

export interface PolicyBuiltinsOptions {
  /** OPA's implementations, called for what is not written in TypeScript; load the engine inside, at the first call. */
  readonly engine: EngineBuiltin;
  /** Functions beyond OPA's, such as Gatekeeper's external_data. They win over every other one. Default: none. */
  readonly custom?: ReadonlyMap<string, Builtin>;
  /** An error of a built-in stops the evaluation, where otherwise the call is undefined. Default: false. */
  readonly strict?: boolean;
  /** What policies print. Default: dropped. */
  readonly print?: (text: string) => void;
}

/** Calls one built-in, always the same one; undefined is Rego's undefined. */
export type BuiltinCall = (operands: readonly RegoValue[]) => RegoValue | undefined;

const CACHED_ANSWERS = 1000;
const CACHED_LENGTH = 4096;
/** Families whose answers hang on time or chance. */
const NOT_CACHED = /^(?:crypto\.x509|io\.jwt|providers)\./;

/**
 * The built-ins that a policy's host supplies. One serves any number of instances on its thread; `now` is the moment of
 * the decision and the same for all calls until it is set again.
 */
export class PolicyBuiltins {
  /** Nanoseconds since 1970. Unset, whatever needs the time throws: a wrong time could let an expired waiver hold. */
  now: bigint | undefined;
  readonly #options: Required<PolicyBuiltinsOptions>;
  readonly #context: BuiltinContext;
  readonly #answers = new Map<string, EngineAnswer>();

  constructor(options: PolicyBuiltinsOptions) {
    this.#options = { custom: new Map(), strict: false, print: () => {}, ...options };
    this.#context = this.#createContext();
  }

  /** The function behind a name, to be looked up once for an instance. */
  bind(name: string): BuiltinCall {
    const builtin = this.#options.custom.get(name) ?? BUILTINS.get(name);
    if (builtin !== undefined) return (operands) => this.#run(name, builtin, operands);
    const reason = REFUSED.get(name);
    if (reason === undefined) return (operands) => this.#ask(name, operands);
    return () => {
      throw new SluiceError('POLICY_FAILED', `the built-in function ${name} is refused: ${reason}`);
    };
  }

  #run(name: string, builtin: Builtin, operands: readonly RegoValue[]): RegoValue | undefined {
    try {
      const answer = builtin(operands, this.#context);
      return answer === ASK_ENGINE ? this.#ask(name, operands) : answer;
    } catch (error) {
      if (!(error instanceof BuiltinError)) throw error;
      return this.#failed(name, error.message);
    }
  }

  #ask(name: string, operands: readonly RegoValue[]): RegoValue | undefined {
    const answer = this.#answer(name, toEngineText(name, operands));
    switch (answer.kind) {
      case 'value':
        return parseTerm(answer.term);
      case 'undefined':
        return undefined;
      case 'error':
        return this.#failed(name, answer.message);
    }
  }

  #answer(name: string, args: string): EngineAnswer {
    const { engine } = this.#options;
    if (args.length > CACHED_LENGTH || NOT_CACHED.test(name)) return engine(name, args, String(this.#moment()));
    const question = name + args;
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const answer = engine(name, args, String(this.#moment()));
    this.#remember(question, answer);
    return answer;
  }

  #remember(question: string, answer: EngineAnswer): void {
    if (answer.kind === 'value' && answer.term.length > CACHED_LENGTH) return;
    if (this.#answers.size >= CACHED_ANSWERS) this.#answers.clear();
    this.#answers.set(question, answer);
  }

  // The words of the error can quote the object under review, so only the cause carries them.
  #failed(name: string, message: string): undefined {
    if (!this.#options.strict) return undefined;
    const cause = new BuiltinError(message);
    throw new SluiceError('POLICY_FAILED', `the built-in function ${name} failed, and built-in errors are strict`, {
      cause,
    });
  }

  #createContext(): BuiltinContext {
    const moment = (): bigint => this.#moment();
    return {
      get nowNanoseconds(): bigint {
        return moment();
      },
      digest,
      print: this.#options.print,
    };
  }

  #moment(): bigint {
    if (this.now !== undefined) return this.now;
    throw new SluiceError('INTERNAL', 'a policy was evaluated before the moment of the decision was set');
  }
}

// A byte that is no text would reach the engine as another character and give another answer: no answer is better.
function toEngineText(name: string, operands: readonly RegoValue[]): string {
  const text = toTermText(operands);
  if (!hasStrayBytes(text)) return text;
  throw new SluiceError('POLICY_FAILED', `the built-in function ${name} was given a string that is not UTF-8`);
}

/** The hashes of Node, as the built-ins want them. */
export function digest(algorithm: HashAlgorithm, bytes: Uint8Array, key?: Uint8Array): Uint8Array {
  const hash = key === undefined ? createHash(algorithm) : createHmac(algorithm, key);
  return hash.update(bytes).digest();
}
