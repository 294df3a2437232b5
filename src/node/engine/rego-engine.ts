import { SluiceError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { runWithin } from '../evaluation/run-within.ts';
import { artefactPath } from './engine-artefact.ts';
import { toObject, toText } from './engine-fields.ts';
import { type ExportRequest, type ExportResult, toExportResult } from './engine-export.ts';
import { type InspectResult, toInspectResult } from './engine-inspection.ts';
import { type EngineHost, EngineInstance, type EngineReply } from './engine-instance.ts';
import { loadEngineModule } from './engine-module.ts';
import * as protocol from './engine-protocol.ts';
import { type TestRequest, type TestResult, toTestResult } from './engine-test-run.ts';

/**
 * OPA, compiled to WebAssembly, behind synchronous functions. What is wrong with a policy is data; a throw (ENGINE_FAILED,
 * INPUT_TOO_LARGE) is a fault of the engine or of its use, and the engine stays usable after it.
 */
export interface RegoEngine {
  version(): protocol.EngineVersion;
  /** All that compiles, as one Wasm module. A broken module never takes the others down. */
  compile(request: protocol.CompileRequest): protocol.CompileResult;
  /** A Wasm module whose only entrypoint is the query. */
  compileQuery(request: protocol.CompileQueryRequest): protocol.CompileQueryResult;
  inspect(modules: readonly protocol.RegoModule[]): InspectResult;
  /** As `opa fmt` would. */
  format(module: protocol.RegoModule): protocol.FormatResult;
  /** The Rego of Gatekeeper's ConstraintTemplates, one for each policy of the request. */
  exportTemplates(request: ExportRequest): ExportResult;
  /** As `opa test` would. */
  test(request: TestRequest): TestResult;
  /** `args` is the text of a Rego array. `nowNs` is the decision timestamp in nanoseconds, decimal; absent: the clock. */
  callBuiltin(name: string, args: string, nowNs?: string): protocol.BuiltinResult;
  /** OPA's own evaluator: what compiled policies answer is compared with this. */
  evaluate(request: protocol.EvaluateRequest): protocol.EvaluateResult;
  /** A stream, split and converted as Kubernetes does, duplicate keys being errors. */
  parseYaml(text: string): readonly protocol.YamlDocument[];
  /** The text as one document. */
  parseYamlDocument(text: string): protocol.YamlDocument;
  /** How OPA prints and orders the members of a Rego array. */
  compareTerms(array: string): protocol.TermsResult;
  /** Linear memory of the current instance; 0 when the next call starts a new one. */
  readonly memoryBytes: number;
}

export interface RegoEngineOptions {
  /** The artefact. Default: dist/engine/engine.wasm of this package. */
  readonly path?: string;
  /** Longest request, in characters of JSON. Default: 256 Mi. */
  readonly maxRequestLength?: number;
  /** Memory never shrinks: an instance above this many bytes is replaced before the next call. Default: 512 MiB. */
  readonly memoryWatermark?: number;
  /** Milliseconds that a call may take which parses or compiles so many modules. Default: 20 seconds, and half a second for each. */
  readonly limitMs?: (modules: number) => number;
  /** Answers conftest's built-ins, which policies under test call. Default: each of them fails. */
  readonly host?: EngineHost;
}

/** Starts an engine; engines of one thread share the compiled artefact. Throws ENGINE_MISSING when the artefact is not there. */
export function loadRegoEngine(options: RegoEngineOptions = {}): RegoEngine {
  return new WasmRegoEngine({
    path: options.path ?? artefactPath('engine'),
    maxRequestLength: options.maxRequestLength ?? 256 * 1024 ** 2,
    memoryWatermark: options.memoryWatermark ?? 512 * 1024 ** 2,
    limitMs: options.limitMs ?? compileLimitMs,
    ...(options.host === undefined ? {} : { host: options.host }),
  });
}

/** 500 of Gatekeeper's templates take 34 seconds of a processor; a nested comprehension takes years. */
const compileLimitMs = (modules: number): number => 20_000 + 500 * modules;

type ResolvedOptions = Required<Omit<RegoEngineOptions, 'host'>> & Pick<RegoEngineOptions, 'host'>;

class WasmRegoEngine implements RegoEngine {
  readonly #module: WebAssembly.Module;
  readonly #options: ResolvedOptions;
  #instance: EngineInstance | undefined;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#module = loadEngineModule(options.path);
    this.#instance = this.#instantiate();
  }

  get memoryBytes(): number {
    return this.#instance?.memoryBytes ?? 0;
  }

  version(): protocol.EngineVersion {
    return protocol.toVersion(this.#call('version', {}));
  }

  compile(request: protocol.CompileRequest): protocol.CompileResult {
    const { content, attached } = this.#exchange('compile', request, this.#limitFor(request.modules));
    return protocol.toCompileResult(content, attached);
  }

  compileQuery(request: protocol.CompileQueryRequest): protocol.CompileQueryResult {
    const { content, attached } = this.#exchange('compileQuery', request, this.#limitFor(request.modules));
    return protocol.toCompileQueryResult(content, attached);
  }

  inspect(modules: readonly protocol.RegoModule[]): InspectResult {
    return toInspectResult(this.#call('inspect', { modules }, this.#limitFor(modules)));
  }

  format(module: protocol.RegoModule): protocol.FormatResult {
    return protocol.toFormatResult(this.#call('format', module, this.#limitFor([module])));
  }

  exportTemplates(request: ExportRequest): ExportResult {
    return toExportResult(this.#call('export', request, this.#limitFor(request.modules)));
  }

  test(request: TestRequest): TestResult {
    const { modules, timeoutMs = TEST_TIMEOUT_MS } = request;
    const tests = modules.reduce((count, { text }) => count + text.split(TEST_RULE).length - 1, 0);
    return toTestResult(
      this.#call('test', request, { limitMs: this.#options.limitMs(modules.length) + tests * timeoutMs }),
    );
  }

  callBuiltin(name: string, args: string, nowNs?: string): protocol.BuiltinResult {
    return protocol.toBuiltinResult(
      this.#call('builtin', nowNs === undefined ? { name, args } : { name, args, nowNs }, { nowNs }),
    );
  }

  evaluate(request: protocol.EvaluateRequest): protocol.EvaluateResult {
    return protocol.toEvaluateResult(this.#call('evaluate', request, { nowNs: request.nowNs }));
  }

  parseYaml(text: string): readonly protocol.YamlDocument[] {
    return protocol.toYamlDocuments(this.#call('yaml', { text }));
  }

  parseYamlDocument(text: string): protocol.YamlDocument {
    return protocol.toYamlDocument(this.#call('yamlDocument', { text }));
  }

  compareTerms(array: string): protocol.TermsResult {
    return protocol.toTermsResult(this.#call('terms', { text: array }));
  }

  #limitFor(modules: readonly unknown[]): CallOptions {
    return { limitMs: this.#options.limitMs(modules.length) };
  }

  #call(op: string, request: object, options?: CallOptions): JsonObject {
    return this.#exchange(op, request, options).content;
  }

  #exchange(
    op: string,
    request: object,
    { nowNs, limitMs }: CallOptions = {},
  ): { readonly content: JsonObject; readonly attached: Uint8Array } {
    const text = JSON.stringify({ op, ...request });
    const limit = this.#options.maxRequestLength;
    if (text.length > limit) {
      throw new SluiceError(
        'INPUT_TOO_LARGE',
        `the Rego engine was asked to ${op} ${text.length} characters; the limit is ${limit}`,
      );
    }
    const fixedTime = nowNs === undefined ? undefined : BigInt(nowNs);
    const send = (): EngineReply => this.#send(op, text, fixedTime);
    const reply = limitMs === undefined ? send() : sendWithin(limitMs, op, send);
    return { content: toContent(op, reply.text), attached: reply.attached };
  }

  #instantiate(): EngineInstance {
    return new EngineInstance(this.#module, 'the Rego engine', this.#options.host);
  }

  #send(op: string, request: string, fixedTime: bigint | undefined): EngineReply {
    const instance = (this.#instance ??= this.#instantiate());
    // Unless the call returns, the instance is gone: nothing of a stopped Go runtime is trusted again.
    this.#instance = undefined;
    const reply = instance.call(op, request, fixedTime);
    if (instance.memoryBytes <= this.#options.memoryWatermark) this.#instance = instance;
    return reply;
  }
}

interface CallOptions {
  readonly nowNs?: string | undefined;
  /** Absent: whoever calls bounds it. */
  readonly limitMs?: number;
}

/** What the engine's protocol says that one test may take. */
const TEST_TIMEOUT_MS = 10_000;
const TEST_RULE = /^\s*test_/m;

/** V8 stops the engine wherever it is; its instance is not used again. */
function sendWithin(limitMs: number, op: string, send: () => EngineReply): EngineReply {
  const bounded = runWithin(limitMs, send);
  if (bounded.kind === 'done') return bounded.value;
  throw new SluiceError(
    'ENGINE_FAILED',
    `the Rego engine was stopped at ${op}: it took more than ${limitMs / 1000} seconds`,
  );
}

/** The content of a reply, or the failure that it tells of. */
function toContent(op: string, text: string): JsonObject {
  const reply = toObject(JSON.parse(text), op);
  if (reply['error'] === undefined) return toObject(reply['ok'], 'ok');
  const { code, message } = toObject(reply['error'], 'error');
  throw new SluiceError(
    'ENGINE_FAILED',
    `the Rego engine could not ${op} (${toText(code, 'code')}): ${toText(message, 'message')}`,
  );
}
