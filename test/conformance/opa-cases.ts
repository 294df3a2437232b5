import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { createObject } from '../../src/core/rego/collection.ts';
import { createInteger, createNumber } from '../../src/core/rego/number.ts';
import type { RegoValue } from '../../src/core/rego/value.ts';
import { packageRoot } from '../../src/node/package-root.ts';

/** One of OPA's conformance cases, with the values that it names as Rego values. */
export interface OpaCase {
  readonly note: string;
  readonly version: 'v0' | 'v1';
  readonly query: string;
  readonly modules: readonly string[];
  readonly data: RegoValue | undefined;
  readonly input: RegoValue | undefined;
  /** A Rego term, where JSON cannot write the input. It wins over `input`. */
  readonly inputTerm: string | undefined;
  /** Rows of bindings, each an object from names to values. */
  readonly wantResult: readonly RegoValue[] | undefined;
  readonly wantErrorCode: string | undefined;
  readonly wantError: string | undefined;
  readonly sortBindings: boolean;
  readonly ignoreGeneratedVars: boolean;
  /** The error shows only when errors of built-ins are strict; otherwise the result is empty. */
  readonly strictError: boolean;
}

/** The folder of OPA's cases in the Go module cache; undefined when Go or the module is not there. */
export function opaCaseFolder(): string | undefined {
  try {
    const module = 'github.com/open-policy-agent/opa';
    const folder = execFileSync('go', ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', module], {
      cwd: path.join(packageRoot(), 'engine'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const cases = path.join(folder, 'v1', 'test', 'cases', 'testdata');
    return folder !== '' && existsSync(cases) ? cases : undefined;
  } catch {
    // No Go, or a module cache without OPA: whoever calls says so.
    return undefined;
  }
}

/** The files of the cases, relative to their folder, in order. */
export function opaCaseFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.yaml')).sort();
}

/** The cases of one file. */
export function readOpaCases(folder: string, file: string): readonly OpaCase[] {
  const document: unknown = parse(readFileSync(path.join(folder, file), 'utf8'), { intAsBigInt: true });
  const version = file.split(path.sep)[0] === 'v0' ? 'v0' : 'v1';
  return list(record(document)['cases']).map((entry) => toCase(record(entry), version));
}

function toCase(entry: Readonly<Record<string, unknown>>, version: OpaCase['version']): OpaCase {
  const wantResult = entry['want_result'];
  return {
    note: text(entry['note']) ?? '',
    version,
    query: text(entry['query']) ?? '',
    modules: list(entry['modules'] ?? []).map((module) => text(module) ?? ''),
    data: 'data' in entry ? toRego(entry['data']) : undefined,
    input: 'input' in entry ? toRego(entry['input']) : undefined,
    inputTerm: text(entry['input_term']),
    wantResult: wantResult === undefined ? undefined : list(wantResult ?? []).map(toRego),
    wantErrorCode: text(entry['want_error_code']),
    wantError: text(entry['want_error']),
    sortBindings: entry['sort_bindings'] === true,
    ignoreGeneratedVars: entry['ignore_generated_vars'] === true,
    strictError: entry['strict_error'] === true,
  };
}

function toRego(yaml: unknown): RegoValue {
  if (yaml === null || typeof yaml === 'boolean' || typeof yaml === 'string') return yaml;
  if (typeof yaml === 'bigint') return createInteger(yaml);
  if (typeof yaml === 'number') return createNumber(String(yaml));
  if (Array.isArray(yaml)) return yaml.map(toRego);
  return createObject(Object.entries(record(yaml)).map(([key, value]) => [key, toRego(value)]));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError(`expected a mapping, found ${String(value)}`);
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`expected a list, found ${String(value)}`);
  return value;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
