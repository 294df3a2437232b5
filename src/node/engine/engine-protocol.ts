import type { JsonValue } from '../../core/model/json.ts';

/** One Rego source. `path` names it in every message and must be unique within a request. */
export interface RegoModule {
  readonly path: string;
  readonly text: string;
  readonly regoVersion: RegoVersion;
}

export type RegoVersion = 'v0' | 'v1';

/** A complaint about a module, or, with an empty path, about the request as a whole. Row and column count from 1; 0 is unknown. */
export interface RegoFault {
  readonly path: string;
  readonly row: number;
  readonly col: number;
  readonly code: string;
  readonly message: string;
  /** The source line. */
  readonly line: string;
}

export interface EngineVersion {
  readonly opa: string;
  /** Changes when equal requests may get different replies: part of every cache key. */
  readonly engine: string;
  readonly go: string;
}

export interface CompileRequest {
  readonly modules: readonly RegoModule[];
  /** Slash-separated, without `data`: `policies/labels/violation`. */
  readonly entrypoints: readonly string[];
  /** Base documents, to find rules that they would hide. */
  readonly data?: JsonValue;
  /** Built-ins that policies may not use. Absent: the usual refusals (docs/engine.md). Empty: none. */
  readonly denyBuiltins?: readonly string[];
}

export interface CompileResult {
  /** Undefined when no entrypoint is left to compile. */
  readonly wasm: Uint8Array | undefined;
  /** Those really in the module. */
  readonly entrypoints: readonly string[];
  readonly errors: readonly RegoFault[];
  /** Packages that were left out, without `data.`. */
  readonly excluded: readonly string[];
}

export interface CompileQueryRequest {
  readonly modules: readonly RegoModule[];
  readonly query: string;
  readonly denyBuiltins?: readonly string[];
}

export interface CompileQueryResult {
  /** Undefined when there are errors. */
  readonly wasm: Uint8Array | undefined;
  readonly errors: readonly RegoFault[];
}

export interface InspectResult {
  /** Those that parse, by path. */
  readonly modules: readonly InspectedModule[];
  readonly errors: readonly RegoFault[];
}

export interface InspectedModule {
  readonly path: string;
  /** Without `data.`. */
  readonly package: string;
  readonly imports: readonly { readonly path: string; readonly alias: string }[];
  readonly rules: readonly InspectedRule[];
  readonly annotations: readonly InspectedAnnotation[];
  /** What the module reads from `input`, cut where a reference stops being constant. */
  readonly inputs: readonly string[];
  /** The built-in functions it calls. */
  readonly builtins: readonly string[];
}

export type RuleKind = 'complete' | 'set' | 'object' | 'function';

/** One definition. A name that has several definitions appears several times. */
export interface InspectedRule {
  /** Below the package: `violation`, `limits.cpu`. */
  readonly name: string;
  /** From the root, without `data.`. */
  readonly ref: string;
  readonly row: number;
  readonly col: number;
  readonly kind: RuleKind;
  readonly arity: number;
  readonly default: boolean;
}

/** A METADATA block. */
export interface InspectedAnnotation {
  readonly scope: string;
  /** The package or rule that it is about, without `data.`. */
  readonly target: string;
  readonly title?: string;
  readonly description?: string;
  readonly entrypoint: boolean;
  readonly custom?: { readonly [key: string]: JsonValue };
  readonly organizations: readonly string[];
  readonly authors: readonly { readonly name: string; readonly email: string }[];
  readonly relatedResources: readonly { readonly ref: string; readonly description: string }[];
  readonly row: number;
}

/** What a built-in answers. An error is data: the caller decides whether it means undefined. Values are Rego terms as text. */
export type BuiltinResult =
  | { readonly kind: 'value'; readonly term: string }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'error'; readonly message: string };

export interface EvaluateRequest {
  readonly modules: readonly RegoModule[];
  readonly query: string;
  /** Absent: `input` is undefined. */
  readonly input?: JsonValue;
  readonly data?: JsonValue;
  readonly strictBuiltinErrors?: boolean;
  /** Decision timestamp in nanoseconds, decimal. Absent: the clock. */
  readonly nowNs?: string;
  readonly denyBuiltins?: readonly string[];
}

export interface EvaluateResult {
  /** Empty: undefined. Sets are sorted arrays. */
  readonly results: readonly {
    readonly expressions: readonly JsonValue[];
    readonly bindings: { readonly [name: string]: JsonValue };
  }[];
  /** Of parsing, compiling and evaluating. */
  readonly errors: readonly RegoFault[];
}
