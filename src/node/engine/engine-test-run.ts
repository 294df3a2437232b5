import type { JsonObject, JsonValue } from '../../core/model/json.ts';
import { type RegoFault, toFaults } from './engine-fault.ts';
import { type Field, toList, toNumber, toObject, toText, toTexts, toWord } from './engine-fields.ts';
import type { RegoModule } from './engine-protocol.ts';

export interface TestRequest {
  /** Policies and their tests. */
  readonly modules: readonly RegoModule[];
  readonly data?: JsonValue;
  readonly coverage?: boolean;
  /** RE2 expression over `data.package.test_name`. Absent: all tests. */
  readonly run?: string;
  /** Of one test. Default: 10,000. */
  readonly timeoutMs?: number;
  readonly denyBuiltins?: readonly string[];
}

export interface TestResult {
  /** By file and row. */
  readonly results: readonly TestCase[];
  readonly coverage?: Coverage;
  /** Of modules that do not compile: their tests did not run. */
  readonly errors: readonly RegoFault[];
  /** Packages that were left out for it. */
  readonly excluded: readonly string[];
  /** Calls that a test may replace, and a policy that is compiled may not make. */
  readonly refused: readonly RegoFault[];
}

const OUTCOMES = ['pass', 'fail', 'skip', 'error'] as const;
export type TestOutcome = (typeof OUTCOMES)[number];

export interface TestCase {
  /** Without `data.`. */
  readonly package: string;
  readonly name: string;
  readonly file: string;
  readonly row: number;
  readonly outcome: TestOutcome;
  readonly message?: string;
  /** What `print` printed. */
  readonly output?: string;
  readonly durationNs: number;
  /** Of a test over named cases, such as `test_x[name]`. */
  readonly cases: readonly { readonly name: string; readonly outcome: 'pass' | 'fail' }[];
}

export interface Coverage {
  /** Of lines. */
  readonly percent: number;
  readonly files: ReadonlyMap<string, FileCoverage>;
}

export interface FileCoverage {
  readonly percent: number;
  /** Rows, first and last. */
  readonly covered: readonly RowRange[];
  readonly notCovered: readonly RowRange[];
}

export type RowRange = readonly [first: number, last: number];

export function toTestResult(reply: JsonObject): TestResult {
  return {
    results: toList(reply['results'], 'results', toTestCase),
    ...(reply['coverage'] === undefined ? {} : { coverage: toCoverage(reply['coverage']) }),
    errors: toFaults(reply['errors']),
    excluded: toTexts(reply['excluded'], 'excluded'),
    refused: toFaults(reply['refused']),
  };
}

function toTestCase(field: Field, where: string): TestCase {
  const test = toObject(field, where);
  return {
    package: toText(test['package'], 'package'),
    name: toText(test['name'], 'name'),
    file: toText(test['file'], 'file'),
    row: toNumber(test['row'], 'row'),
    outcome: toWord(test['outcome'], 'outcome', OUTCOMES),
    ...(test['message'] === undefined ? {} : { message: toText(test['message'], 'message') }),
    ...(test['output'] === undefined ? {} : { output: toText(test['output'], 'output') }),
    durationNs: toNumber(test['durationNs'], 'durationNs'),
    cases: toList(test['cases'] ?? [], 'cases', (each, part) => {
      const one = toObject(each, part);
      return {
        name: toText(one['name'], 'name'),
        outcome: toWord(one['outcome'], 'outcome', ['pass', 'fail'] as const),
      };
    }),
  };
}

function toCoverage(field: Field): Coverage {
  const coverage = toObject(field, 'coverage');
  const files = Object.entries(toObject(coverage['files'], 'files'));
  return {
    percent: toNumber(coverage['percent'], 'percent'),
    files: new Map(files.map(([path, file]) => [path, toFileCoverage(file)])),
  };
}

function toFileCoverage(field: Field): FileCoverage {
  const file = toObject(field, 'files');
  return {
    percent: toNumber(file['percent'], 'percent'),
    covered: toList(file['covered'], 'covered', toRowRange),
    notCovered: toList(file['notCovered'], 'notCovered', toRowRange),
  };
}

function toRowRange(field: Field, where: string): RowRange {
  const [first, last] = toList(field, where, toNumber);
  return [toNumber(first, where), toNumber(last, where)];
}
