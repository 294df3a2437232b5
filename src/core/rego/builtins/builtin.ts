import type { RegoValue } from '../value.ts';

/** The hashes that OPA offers. */
export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** What the built-ins need from outside. Everything here is fixed for one evaluation, so equal input gives equal verdicts. */
export interface BuiltinContext {
  /** The moment of the decision in nanoseconds since 1970, what `time.now_ns` returns. */
  readonly nowNanoseconds: bigint;
  /** Hash of some bytes; with a key their HMAC. */
  digest(algorithm: HashAlgorithm, bytes: Uint8Array, key?: Uint8Array): Uint8Array;
  /** What a policy prints, when its modules were compiled with print. */
  print(text: string): void;
}

/** Said by a built-in that leaves the rare form of an argument to OPA's own implementation. */
export const ASK_ENGINE: unique symbol = Symbol('ask the engine');

/** One of OPA's functions. It throws a BuiltinError where OPA's function fails, which makes the call undefined. */
export type Builtin = (operands: readonly RegoValue[], context: BuiltinContext) => RegoValue | typeof ASK_ENGINE;

/** A built-in failed on its operands. OPA's rule: the call is undefined, and an error only in strict mode. */
export class BuiltinError extends Error {
  override readonly name = 'BuiltinError' as const;
}
