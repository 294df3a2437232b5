import { SluiceError } from '../../core/errors.ts';
import { FORMATS, type FormatName } from '../../core/report/formats.ts';
import { didYouMean } from '../flags/near-miss.ts';

/** One report that a run writes: to a file, or to standard output. */
export interface Output<Format extends string> {
  readonly format: Format;
  /** As the user gave it, relative to the working directory. */
  readonly file?: string;
}

export type ReportOutput = Output<FormatName>;

/**
 * Reads `-o` values such as `json` and `sarif=out.sarif`. None means text on standard output.
 * @throws SluiceError USAGE for unknown formats and for two reports at one place
 */
export function parseOutputs(words: readonly string[]): readonly ReportOutput[] {
  return parseOutputsOf(FORMATS, words);
}

/**
 * The same for a command that has formats of its own. None of them asked for means the first, on standard output.
 * @throws SluiceError USAGE
 */
export function parseOutputsOf<Format extends string>(
  formats: readonly [Format, ...Format[]],
  words: readonly string[],
): readonly Output<Format>[] {
  if (words.length === 0) return [{ format: formats[0] }];
  const outputs = words.map((word) => parseOutput(formats, word));
  refuseSharedPlaces(outputs);
  return outputs;
}

function parseOutput<Format extends string>(formats: readonly Format[], word: string): Output<Format> {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const format = formats.find((one) => one === name);
  if (format === undefined) {
    throw new SluiceError(
      'USAGE',
      `unknown format "${name}"; formats are ${formats.join(', ')}${didYouMean(name, formats)}`,
    );
  }
  if (equals < 0) return { format };
  const file = word.slice(equals + 1);
  if (file === '') throw new SluiceError('USAGE', `-o ${word} names no file; write -o ${format} or -o ${format}=FILE`);
  return file === '-' ? { format } : { format, file };
}

function refuseSharedPlaces(outputs: readonly Output<string>[]): void {
  const taken = new Map<string, string>();
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
