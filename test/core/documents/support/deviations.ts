import type { FaultCode, ParsedFile } from '../../../../src/core/documents/document.ts';

/** Where we say something else than `sigs.k8s.io/yaml` behind kubectl's splitter. We never read less without a fault. */
export interface Deviation {
  readonly name: string;
  readonly reason: string;
  /** Whether it explains what became of a text. */
  applies(text: string, parsed: ParsedFile): boolean;
}

const hasFault =
  (...codes: readonly FaultCode[]) =>
  (_text: string, { faults }: ParsedFile): boolean =>
    faults.some(({ code }) => codes.includes(code));

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

/** The documented list: docs/documents.md has the same names. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'content behind the first value',
    reason: 'sigs.k8s.io/yaml stops at the end of the first value and drops the rest; we report what would be dropped',
    applies: hasFault('trailing-content'),
  },
  {
    name: 'an empty flow collection as a key',
    reason: 'goyaml loses count of its tokens at "{}: a" and takes the "{}" for the whole document; we report a fault',
    applies: (text, { faults }) =>
      faults.some(({ code }) => code === 'syntax' || code === 'unsupported-key') &&
      /\{\s*(?:#.*\s*)*\}|\[\s*(?:#.*\s*)*\]/.test(text),
  },
  {
    name: 'directives',
    reason: 'kubectl cuts a file before "---", so a directive never reaches the document it is for',
    applies: hasFault('directive'),
  },
  {
    name: 'markers that tools disagree on',
    reason: 'kubectl cuts at "---#", other tools do not; we cut and report it',
    applies: hasFault('ambiguous-separator'),
  },
  {
    name: 'content on the line of a marker',
    reason: 'kubectl refuses "--- a" and "---a", other tools read it; we read it as YAML says',
    // A line of kubectl ends at LF alone, so what stands behind another line break is on the line of the marker.
    applies: matches(/(?:^|\n)---(?:[^\n]*[\r\x85\u2028\u2029])?[^\S\n]*[^\s#]/),
  },
  {
    name: 'an empty document that "..." ends',
    reason: 'kubectl has cut "---" off and refuses a text that begins with "..."; we read nothing, as YAML says',
    applies: matches(/(?:^|\n)---[^\S\n]*(?:#.*)?\n(?:\s*(?:#.*)?\n)*\.\.\./),
  },
  {
    name: 'markers behind other line breaks',
    reason: 'goyaml ends a line at CR, NEL, LS and PS, where kubectl does not cut; we read every document',
    applies: matches(/[\r\x85\u2028\u2029](?:---|\.\.\.)/),
  },
  {
    name: 'byte order marks inside a file',
    reason: 'goyaml drops characters when such a mark meets the edge of its buffer; we report it',
    applies: hasFault('byte-order-mark'),
  },
  {
    name: 'keys that become equal',
    reason: '1 and "1" are two keys to goyaml and one in JSON, where either value may win; we report a duplicate',
    applies: hasFault('duplicate-key'),
  },
  {
    name: 'float keys of many digits',
    reason: 'goyaml rounds them to 32 bits, which changes the key; we report it',
    applies: hasFault('unsupported-key'),
  },
  {
    name: 'JSON files',
    reason:
      'kubectl reads JSON files as JSON, where "\\/", surrogate pairs, long keys and raw controls from U+007F are allowed',
    applies: matches(/^\s*[{[]/),
  },
  {
    name: 'limits',
    reason: 'nesting of 200 levels and 1 Mi characters out of aliases are enough for any manifest',
    applies: hasFault('depth-limit', 'alias-limit', 'document-limit', 'size-limit'),
  },
];

export function deviationOf(text: string, parsed: ParsedFile): Deviation | undefined {
  return DEVIATIONS.find((deviation) => deviation.applies(text, parsed));
}
