import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { ENFORCEMENT_POINTS, type EnforcementPoint } from '../../src/core/model/enforcement.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import { reasonOf } from '../../src/node/files/walk-files.ts';

/** What an earlier report says that a verdict can be replayed from. */
export interface ReportRecord {
  readonly point: EnforcementPoint;
  readonly policySet: string;
  readonly results: readonly RecordedResult[];
}

/** One line of an earlier report. Its texts come from a file that anybody may have written. */
export interface RecordedResult {
  readonly verdictId: string;
  readonly status: string;
  readonly policy: string;
  readonly rule: string;
  /** The constraint that applied it; empty without one. */
  readonly constraint: string;
  readonly severity: string;
  readonly message: string;
  /** `Deployment shop/web`; empty for a document that is no object. */
  readonly object: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** @throws SluiceError INPUT_UNREADABLE, INPUT_INVALID */
export function readReportRecord(file: string, cwd: string): ReportRecord {
  const report = parse(readText(path.resolve(cwd, file), file), file);
  const point = ENFORCEMENT_POINTS.find((one) => one === report['point']);
  if (report['kind'] !== 'Report' || point === undefined || !Array.isArray(report['results'])) {
    throw new SluiceError(
      'INPUT_INVALID',
      `${file} is no report of sluice; write one with "sluice check -o json=FILE"`,
    );
  }
  return { point, policySet: text(report['policySet']), results: report['results'].flatMap(toResult) };
}

function readText(absolute: string, file: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new SluiceError('INPUT_UNREADABLE', `cannot read the report ${file}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The parser's own message is left out: it quotes the text. */
function parse(json: string, file: string): JsonObject {
  try {
    const value: unknown = JSON.parse(json);
    return isJsonObject(value) ? value : {};
  } catch (error) {
    throw new SluiceError('INPUT_INVALID', `${file} is not JSON; write a report with "sluice check -o json=FILE"`, {
      cause: error,
    });
  }
}

/** Results without a verdict, such as a file that cannot be parsed, have no id to be asked for. */
function toResult(value: JsonValue): readonly RecordedResult[] {
  if (!isJsonObject(value) || typeof value['verdictId'] !== 'string') return [];
  const location = isJsonObject(value['location']) ? value['location'] : {};
  return [
    {
      verdictId: value['verdictId'],
      status: text(value['status']),
      policy: text(value['policy']),
      rule: text(value['rule']),
      constraint: text(value['constraint']),
      severity: text(value['severity']),
      message: text(value['message']),
      object: isJsonObject(value['resource']) ? objectName(value['resource']) : '',
      file: text(location['file']),
      line: count(location['line']),
      column: count(location['column']),
    },
  ];
}

function objectName(resource: JsonObject): string {
  const namespace = text(resource['namespace']);
  return `${text(resource['kind'])} ${namespace === '' ? '' : `${namespace}/`}${text(resource['name'])}`;
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const count = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 1);
