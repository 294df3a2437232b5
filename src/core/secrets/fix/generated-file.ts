import { yamlFileText } from '../../report/yaml-text.ts';
import type { SparseJsonObject } from '../../report/sparse-json.ts';

/** A file to begin with. It holds placeholders and never a value. */
export interface GeneratedFile {
  /** Where it belongs, relative to the root of the run. */
  readonly path: string;
  readonly text: string;
}

/** A YAML file with some words for who fills it in. */
export const generatedYaml = (path: string, comments: readonly string[], value: SparseJsonObject): GeneratedFile => ({
  path,
  text: `${comments.map((line) => `# ${line}\n`).join('')}${yamlFileText(value)}`,
});

/** What stands where a value belongs. It is no value by anybody's reading, so a forgotten one is no secret. */
export const placeholder = (what: string): string => `<${what.replaceAll(/[<>]/g, '')}>`;

/** A file beside another, named after an object. */
export function besideFile(file: string, name: string): string {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return `${folder}${name.replaceAll(/[^-._a-zA-Z0-9]/g, '-')}`;
}
