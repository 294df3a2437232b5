import type { JsonObject, JsonValue } from '../../core/model/json.ts';
import type { RegoVersion } from '../../core/model/policy.ts';
import { type RegoFault, toFaults } from './engine-fault.ts';
import { type Field, toList, toNumber, toObject, toText, toTexts, toValue } from './engine-fields.ts';

export type { RegoFault } from './engine-fault.ts';

// Requests and results of the engine's operations, and the one place where replies turn from unknown into them. The fields are
// those of engine/PROTOCOL.md.

/** One Rego source. `path` names it in every message and must be unique within a request. */
export interface RegoModule {
  readonly path: string;
  readonly text: string;
  readonly regoVersion: RegoVersion;
  /** The ConstraintTemplate that the source is a part of: its packages are kept apart, and Gatekeeper's rules hold for it. */
  readonly template?: string;
  /** Where the template's libraries are. Templates with equal libraries share one place. */
  readonly libs?: string;
  /** One of these libraries. */
  readonly lib?: boolean;
}

export interface EngineVersion {
  readonly opa: string;
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
  readonly results: readonly { readonly expressions: readonly JsonValue[]; readonly bindings: JsonObject }[];
  /** Of parsing, compiling and evaluating. */
  readonly errors: readonly RegoFault[];
}

export interface FormatResult {
  /** Empty when there are errors. */
  readonly text: string;
  readonly errors: readonly RegoFault[];
}

/** `json` is the document as JSON text, so that no digit of a number is lost. */
export type YamlDocument =
  { readonly kind: 'document'; readonly json: string } | { readonly kind: 'error'; readonly message: string };

/** How OPA prints and orders the members of an array of terms. */
export interface TermsResult {
  /** As the engine writes terms in its replies. */
  readonly canonical: readonly string[];
  /** As `sprintf("%v")` shows them. */
  readonly printed: readonly string[];
  /** Indexes in OPA's order. */
  readonly sorted: readonly number[];
  /** The sign of comparing each member with each. */
  readonly compared: readonly (readonly number[])[];
}

export function toVersion(reply: JsonObject): EngineVersion {
  return { opa: toText(reply['opa'], 'opa'), engine: toText(reply['engine'], 'engine'), go: toText(reply['go'], 'go') };
}

export function toCompileResult(reply: JsonObject, attached: Uint8Array): CompileResult {
  return {
    wasm: toWasm(attached),
    entrypoints: toTexts(reply['entrypoints'], 'entrypoints'),
    errors: toFaults(reply['errors']),
    excluded: toTexts(reply['excluded'], 'excluded'),
  };
}

export function toCompileQueryResult(reply: JsonObject, attached: Uint8Array): CompileQueryResult {
  return { wasm: toWasm(attached), errors: toFaults(reply['errors']) };
}

export function toBuiltinResult(reply: JsonObject): BuiltinResult {
  if (reply['value'] !== undefined) return { kind: 'value', term: toText(reply['value'], 'value') };
  if (reply['error'] !== undefined) return { kind: 'error', message: toText(reply['error'], 'error') };
  return { kind: 'undefined' };
}

export function toEvaluateResult(reply: JsonObject): EvaluateResult {
  return { results: toList(reply['results'], 'results', toRow), errors: toFaults(reply['errors']) };
}

export function toFormatResult(reply: JsonObject): FormatResult {
  return { text: toText(reply['text'], 'text'), errors: toFaults(reply['errors']) };
}

export function toYamlDocuments(reply: JsonObject): readonly YamlDocument[] {
  return toList(reply['documents'], 'documents', toYamlDocument);
}

export function toYamlDocument(field: Field, where = 'document'): YamlDocument {
  const { json, error } = toObject(field, where);
  return error === undefined
    ? { kind: 'document', json: toText(json, 'json') }
    : { kind: 'error', message: toText(error, 'error') };
}

export function toTermsResult(reply: JsonObject): TermsResult {
  return {
    canonical: toTexts(reply['canonical'], 'canonical'),
    printed: toTexts(reply['printed'], 'printed'),
    sorted: toList(reply['sorted'], 'sorted', toNumber),
    compared: toList(reply['compared'], 'compared', (row, where) => toList(row, where, toNumber)),
  };
}

function toRow(field: Field, where: string): EvaluateResult['results'][number] {
  const row = toObject(field, where);
  return {
    expressions: toList(row['expressions'], 'expressions', toValue),
    bindings: toObject(row['bindings'], 'bindings'),
  };
}

const toWasm = (attached: Uint8Array): Uint8Array | undefined => (attached.length === 0 ? undefined : attached);
