import { SluiceError } from '../../core/errors.ts';
import { FORMATS, isFormatName, type FormatName } from '../../core/report/formats.ts';
import { didYouMean } from '../flags/near-miss.ts';

/** One report that a run writes: to a file, or to standard output. */
export interface ReportOutput {
  readonly format: FormatName;
  /** As the user gave it, relative to the working directory. */
  readonly file?: string;
}

const TEXT_OUTPUT: ReportOutput = { format: 'text' };

/**
 * Reads `-o` values such as `json` and `sarif=out.sarif`. None means text on standard output.
 * @throws SluiceError USAGE for unknown formats and for two reports at one place
 */
export function parseOutputs(words: readonly string[]): readonly ReportOutput[] {
  if (words.length === 0) return [TEXT_OUTPUT];
  const outputs = words.map(parseOutput);
  refuseSharedPlaces(outputs);
  return outputs;
}

function parseOutput(word: string): ReportOutput {
  const equals = word.indexOf('=');
  const format = equals < 0 ? word : word.slice(0, equals);
  if (!isFormatName(format)) {
    throw new SluiceError(
      'USAGE',
      `unknown format "${format}"; formats are ${FORMATS.join(', ')}${didYouMean(format, FORMATS)}`,
    );
  }
  if (equals < 0) return { format };
  const file = word.slice(equals + 1);
  if (file === '') throw new SluiceError('USAGE', `-o ${word} names no file; write -o ${format} or -o ${format}=FILE`);
  return file === '-' ? { format } : { format, file };
}

function refuseSharedPlaces(outputs: readonly ReportOutput[]): void {
  const taken = new Map<string, FormatName>();
  for (const { format, file } of outputs) {
    const place = file ?? '-';
    const first = taken.get(place);
    if (first !== undefined) {
      const where = file === undefined ? 'standard output' : file;
      throw new SluiceError(
        'USAGE',
        `${first} and ${format} both go to ${where}; give one of them a file of its own: -o ${format}=FILE`,
      );
    }
    taken.set(place, format);
  }
}
