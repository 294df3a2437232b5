import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { type Builtin, BuiltinError } from '../../core/rego/builtins/builtin.ts';
import { arrayOperand, mismatch, stringOperand } from '../../core/rego/builtins/operands.ts';
import { parseTerm } from '../../core/rego/parse-term.ts';
import { toTermText } from '../../core/rego/term-text.ts';
import { isArray, type RegoValue } from '../../core/rego/value.ts';
import type { EngineHost } from '../engine/engine-instance.ts';
import { ConfigFunctions, type ConfigRoots } from './config-functions.ts';
import { formatsReader } from './formats-reader.ts';

/** conftest's functions by the names under which compiled policies call them: the path of the policy comes first. */
const COMPILED = {
  text: 'parse_config',
  file: 'internal.parse_config_file',
  files: 'internal.parse_combined_config_files',
} as const;

/** conftest's built-ins, for compiled policies. */
export function configBuiltins(roots: ConfigRoots | undefined): ReadonlyMap<string, Builtin> {
  const functions = new ConfigFunctions(roots);
  return new Map<string, Builtin>([
    [COMPILED.text, (operands) => functions.parseText(stringOperand(operands, 0), stringOperand(operands, 1))],
    [COMPILED.file, (operands) => functions.parseFile(stringOperand(operands, 0), stringOperand(operands, 1))],
    [COMPILED.files, (operands) => functions.parseFiles(stringOperand(operands, 0), pathsOperand(operands, 1))],
  ]);
}

function pathsOperand(operands: readonly RegoValue[], position: number): readonly string[] {
  return arrayOperand(operands, position).map((path) =>
    typeof path === 'string' ? path : mismatch(path, position, 'string'),
  );
}

/**
 * conftest's built-ins, for the policies that the engine itself evaluates: those under test. A call that fails is an answer.
 */
export function configHost(roots: ConfigRoots): EngineHost {
  const functions = new ConfigFunctions(roots);
  return (request) => {
    try {
      return JSON.stringify({ value: toTermText(answer(functions, JSON.parse(request))) });
    } catch (error) {
      if (error instanceof BuiltinError) return JSON.stringify({ error: error.message });
      if (error instanceof SluiceError && error.code === 'POLICY_FAILED') {
        return JSON.stringify({ error: error.message, stops: true });
      }
      throw error;
    }
  };
}

function answer(functions: ConfigFunctions, request: unknown): RegoValue {
  const { name, module, args } = isJsonObject(request) ? request : {};
  if (typeof module !== 'string' || typeof args !== 'string') throw new BuiltinError('the engine asked for nothing');
  const operands = parseTerm(args);
  if (operands === null || !isArray(operands)) throw new BuiltinError('the operands are no array');
  switch (name) {
    case 'parse_config':
      return functions.parseText(stringOperand(operands, 0), stringOperand(operands, 1));
    case 'parse_config_file':
      return functions.parseFile(module, stringOperand(operands, 0));
    case 'parse_combined_config_files':
      return functions.parseFiles(module, pathsOperand(operands, 0));
    default:
      throw new BuiltinError('the engine asked for a function that is not there');
  }
}

/** Whether the answers of a compiled set hang on files: it lists the built-ins that it calls by name. */
export const readsConfigFiles = (wasm: Uint8Array): boolean => includesAny(wasm, [COMPILED.file, COMPILED.files]);

/** Loads the reader for a set that will need it, where no time limit runs yet. */
export function prepareConfigBuiltins(wasm: Uint8Array): void {
  if (includesAny(wasm, Object.values(COMPILED))) formatsReader();
}

function includesAny(wasm: Uint8Array, names: readonly string[]): boolean {
  const bytes = Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength);
  return names.some((name) => bytes.includes(name));
}
