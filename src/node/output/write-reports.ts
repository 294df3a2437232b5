import path from 'node:path';
import { messageOf, SluiceError } from '../../core/errors.ts';
import type { Report } from '../../core/model/report.ts';
import { paintNothing, type FormatOptions } from '../../core/report/format-options.ts';
import { formatReport } from '../../core/report/formats.ts';
import type { ReportOutput } from './parse-outputs.ts';
import type { OutputStream } from './shell-io.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

export interface WriteReportsOptions {
  readonly cwd: string;
  readonly stdout: OutputStream;
  /** `paint` is for standard output; files are never coloured. */
  readonly format: FormatOptions;
  /** What of the report one output shows. Default: all of it. */
  readonly select?: (report: Report, output: ReportOutput) => Report;
}

/**
 * Writes one report in every format that was asked for. One that cannot be written takes nothing away from the others.
 * @throws SluiceError OUTPUT_FAILED, at the end, that names each of those
 */
export function writeReports(report: Report, outputs: readonly ReportOutput[], options: WriteReportsOptions): void {
  const failures: unknown[] = [];
  for (const output of outputs) {
    try {
      writeReport(options.select?.(report, output) ?? report, output, options);
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = failures;
  if (failures.length === 1) throw first;
  if (failures.length > 1) throw new SluiceError('OUTPUT_FAILED', failures.map(messageOf).join('\n'), { cause: first });
}

function writeReport(report: Report, { format, file }: ReportOutput, options: WriteReportsOptions): void {
  if (file === undefined) {
    for (const chunk of formatReport(format, report, options.format)) options.stdout.write(chunk);
  } else {
    const target = path.resolve(options.cwd, file);
    writeFileAtomically(target, formatReport(format, report, { ...options.format, paint: paintNothing }));
  }
}
