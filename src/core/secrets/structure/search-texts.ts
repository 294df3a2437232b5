import type { SearchOutcome, TextFinding } from '../finding.ts';
import type { TextScanner } from '../text-scanner.ts';
import type { FlatText } from './flat-text.ts';
import type { Leaf } from './leaf.ts';

/** A text that is a file, in the text of all. */
interface FileText {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Searches the texts of a document as one, and those that are files by themselves: rules go by the names of files. */
export function searchTexts(
  scanner: TextScanner,
  path: string,
  leaves: readonly Leaf[],
  flat: FlatText,
): SearchOutcome<TextFinding> {
  const files = leaves.flatMap(({ file }, index): readonly FileText[] =>
    file === undefined ? [] : [{ file, start: flat.texts[index] ?? 0, end: endOf(flat, index) }],
  );
  const outcomes = [
    scanner.search({ path, text: without(files, flat.text) }),
    ...files.map((one) => searchFile(scanner, one, flat.text)),
  ];
  const incomplete = outcomes.find((outcome) => outcome.incomplete !== undefined)?.incomplete;
  return {
    findings: outcomes.flatMap(({ findings }) => findings),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

/** A line break ends the text of each leaf. */
const endOf = ({ text, lines }: FlatText, index: number): number => (lines[index + 1] ?? text.length) - 1;

/** Offsets stay what they were. */
function without(files: readonly FileText[], text: string): string {
  if (files.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of files) {
    parts.push(text.slice(at, start), '\n'.repeat(end - start));
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

function searchFile(scanner: TextScanner, { file, start, end }: FileText, text: string): SearchOutcome<TextFinding> {
  const outcome = scanner.search({ path: file, text: text.slice(start, end) });
  // What is found in a name alone stands nowhere in the text.
  const located = outcome.findings.filter((finding) => finding.end > finding.start);
  const findings = located.map((finding) => ({ ...finding, start: finding.start + start, end: finding.end + start }));
  return { ...outcome, findings };
}
