import { SluiceError } from '../../core/errors.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../core/model/json.ts';
import type * as protocol from './engine-protocol.ts';

// The one place where the engine's replies turn from unknown into types. A reply of another shape is a defect of the artefact.

/** The content of `ok`. Throws ENGINE_FAILED for an error reply. */
export function parseReply(op: string, text: string): JsonObject {
  const reply = object(JSON.parse(text), op);
  if (reply['error'] === undefined) return object(reply['ok'], op);
  const { code, message } = object(reply['error'], op);
  throw new SluiceError('ENGINE_FAILED', `the Rego engine could not ${op} (${string(code, op)}): ${string(message, op)}`);
}

export function toVersion(reply: JsonObject): protocol.EngineVersion {
  return { opa: string(reply['opa'], 'opa'), engine: string(reply['engine'], 'engine'), go: string(reply['go'], 'go') };
}

export function toCompileResult(reply: JsonObject): protocol.CompileResult {
  return {
    wasm: toBytes(reply['wasm']),
    entrypoints: list(reply['entrypoints'], string),
    errors: list(reply['errors'], toFault),
    excluded: list(reply['excluded'], string),
  };
}

export function toCompileQueryResult(reply: JsonObject): protocol.CompileQueryResult {
  return { wasm: toBytes(reply['wasm']), errors: list(reply['errors'], toFault) };
}

export function toInspectResult(reply: JsonObject): protocol.InspectResult {
  return { modules: list(reply['modules'], toModule), errors: list(reply['errors'], toFault) };
}

export function toBuiltinResult(reply: JsonObject): protocol.BuiltinResult {
  if (reply['value'] !== undefined) return { kind: 'value', term: string(reply['value'], 'value') };
  if (reply['error'] !== undefined) return { kind: 'error', message: string(reply['error'], 'error') };
  return { kind: 'undefined' };
}

export function toEvaluateResult(reply: JsonObject): protocol.EvaluateResult {
  return {
    results: list(reply['results'], (each, where) => {
      const row = object(each, where);
      return { expressions: list(row['expressions'], value), bindings: object(row['bindings'], where) };
    }),
    errors: list(reply['errors'], toFault),
  };
}

function toFault(reply: JsonValue | undefined): protocol.RegoFault {
  const fault = object(reply, 'errors');
  return {
    path: string(fault['path'], 'path'),
    row: number(fault['row'], 'row'),
    col: number(fault['col'], 'col'),
    code: string(fault['code'], 'code'),
    message: string(fault['message'], 'message'),
    line: string(fault['line'], 'line'),
  };
}

function toModule(reply: JsonValue | undefined): protocol.InspectedModule {
  const module = object(reply, 'modules');
  return {
    path: string(module['path'], 'path'),
    package: string(module['package'], 'package'),
    imports: list(module['imports'], (each) => {
      const entry = object(each, 'imports');
      return { path: string(entry['path'], 'path'), alias: string(entry['alias'], 'alias') };
    }),
    rules: list(module['rules'], toRule),
    annotations: list(module['annotations'], toAnnotation),
    inputs: list(module['inputs'], string),
    builtins: list(module['builtins'], string),
  };
}

function toRule(reply: JsonValue | undefined): protocol.InspectedRule {
  const rule = object(reply, 'rules');
  return {
    name: string(rule['name'], 'name'),
    ref: string(rule['ref'], 'ref'),
    row: number(rule['row'], 'row'),
    col: number(rule['col'], 'col'),
    kind: toRuleKind(rule['kind']),
    arity: number(rule['arity'], 'arity'),
    default: rule['default'] === true,
  };
}

function toRuleKind(reply: JsonValue | undefined): protocol.RuleKind {
  switch (reply) {
    case 'complete':
    case 'set':
    case 'object':
    case 'function':
      return reply;
    default:
      return unexpected('kind');
  }
}

function toAnnotation(reply: JsonValue | undefined): protocol.InspectedAnnotation {
  const note = object(reply, 'annotations');
  return {
    scope: string(note['scope'], 'scope'),
    target: string(note['target'], 'target'),
    ...(note['title'] === undefined ? {} : { title: string(note['title'], 'title') }),
    ...(note['description'] === undefined ? {} : { description: string(note['description'], 'description') }),
    ...(note['custom'] === undefined ? {} : { custom: object(note['custom'], 'custom') }),
    entrypoint: note['entrypoint'] === true,
    organizations: list(note['organizations'], string),
    authors: list(note['authors'], (each) => {
      const author = object(each, 'authors');
      return { name: string(author['name'], 'name'), email: string(author['email'], 'email') };
    }),
    relatedResources: list(note['relatedResources'], (each) => {
      const resource = object(each, 'relatedResources');
      return { ref: string(resource['ref'], 'ref'), description: string(resource['description'], 'description') };
    }),
    row: number(note['row'], 'row'),
  };
}

function toBytes(reply: JsonValue | undefined): Uint8Array | undefined {
  const text = string(reply, 'wasm');
  return text === '' ? undefined : Buffer.from(text, 'base64');
}

function list<T>(reply: JsonValue | undefined, read: (each: JsonValue | undefined, where: string) => T): readonly T[] {
  return Array.isArray(reply) ? reply.map((each: JsonValue) => read(each, 'list')) : unexpected('list');
}

function object(reply: unknown, where: string): JsonObject {
  return isJsonObject(reply) ? reply : unexpected(where);
}

function string(reply: JsonValue | undefined, where: string): string {
  return typeof reply === 'string' ? reply : unexpected(where);
}

function number(reply: JsonValue | undefined, where: string): number {
  return typeof reply === 'number' ? reply : unexpected(where);
}

function value(reply: JsonValue | undefined, where: string): JsonValue {
  return reply === undefined ? unexpected(where) : reply;
}

function unexpected(where: string): never {
  throw new SluiceError('INTERNAL', `the Rego engine replied in an unknown form (${where}); rebuild dist/engine with this version's sources`);
}
