/** A place in a text. Lines and columns count from 1; a column counts UTF-16 code units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place in a file. `file` is relative to the root of the run, with `/` on every platform; `-` is standard input. */
export interface Location extends Position {
  readonly file: string;
}

/** The way from an object's root to one of its fields. */
export type FieldPath = readonly (string | number)[];

/** A path as people write it: `spec.containers[0].image`. A key that holds dots or slashes is quoted. */
export function fieldText(path: FieldPath): string {
  return path.map((part, index) => stepText(part, index === 0)).join('');
}

function stepText(part: string | number, isFirst: boolean): string {
  if (typeof part === 'number') return `[${part}]`;
  if (part === '' || /[./\s]/.test(part)) return `[${JSON.stringify(part)}]`;
  return isFirst ? part : `.${part}`;
}
