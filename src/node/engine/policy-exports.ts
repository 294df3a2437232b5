import { SluiceError } from '../../core/errors.ts';

/** What the host calls of OPA's Wasm ABI 1.2 and later. Every number but `length` is an address in the memory. */
export interface PolicyExports {
  readonly opa_malloc: (length: number) => number;
  readonly opa_value_parse: (text: number, length: number) => number;
  readonly opa_value_dump: (value: number) => number;
  readonly opa_heap_ptr_get: () => number;
  readonly opa_heap_ptr_set: (address: number) => void;
  readonly opa_eval_ctx_new: () => number;
  readonly opa_eval_ctx_set_input: (context: number, value: number) => void;
  readonly opa_eval_ctx_set_data: (context: number, value: number) => void;
  readonly opa_eval_ctx_set_entrypoint: (context: number, entrypoint: number) => void;
  readonly opa_eval_ctx_get_result: (context: number) => number;
  readonly eval: (context: number) => number;
  /** An object from the names to the numbers of the built-ins that the host must supply. */
  readonly builtins: () => number;
  /** An object from the names to the numbers of the entrypoints. */
  readonly entrypoints: () => number;
}

/** The exports of an instance. Throws POLICY_INVALID when it does not speak ABI 1. */
export function toPolicyExports(instance: WebAssembly.Instance): PolicyExports {
  const version = instance.exports['opa_wasm_abi_version'];
  if (!(version instanceof WebAssembly.Global) || version.value !== 1) {
    throw new SluiceError(
      'POLICY_INVALID',
      'the policy Wasm speaks another ABI than OPA 1.x; compile it again with this version',
    );
  }
  const pick = (name: keyof PolicyExports): ((...operands: number[]) => number) => {
    const found = instance.exports[name];
    if (typeof found !== 'function') throw new SluiceError('POLICY_INVALID', `the policy Wasm does not export ${name}`);
    // The one narrowing: WebAssembly exports are untyped, and the ABI fixes that these take and give i32.
    return found as (...operands: number[]) => number;
  };
  return {
    opa_malloc: pick('opa_malloc'),
    opa_value_parse: pick('opa_value_parse'),
    opa_value_dump: pick('opa_value_dump'),
    opa_heap_ptr_get: pick('opa_heap_ptr_get'),
    opa_heap_ptr_set: pick('opa_heap_ptr_set'),
    opa_eval_ctx_new: pick('opa_eval_ctx_new'),
    opa_eval_ctx_set_input: pick('opa_eval_ctx_set_input'),
    opa_eval_ctx_set_data: pick('opa_eval_ctx_set_data'),
    opa_eval_ctx_set_entrypoint: pick('opa_eval_ctx_set_entrypoint'),
    opa_eval_ctx_get_result: pick('opa_eval_ctx_get_result'),
    eval: pick('eval'),
    builtins: pick('builtins'),
    entrypoints: pick('entrypoints'),
  };
}
