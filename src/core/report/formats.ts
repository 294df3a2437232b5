import type { Report } from '../model/report.ts';
import type { Format, FormatOptions } from './format-options.ts';
import { formatAzure } from './format/azure.ts';
import { formatGithub } from './format/github.ts';
import { formatGitlab } from './format/gitlab.ts';
import { formatJson } from './format/json.ts';
import { formatJunit } from './format/junit.ts';
import { formatMarkdown } from './format/markdown.ts';
import { formatSarif } from './format/sarif.ts';
import { formatTap } from './format/tap.ts';
import { formatText } from './format/text.ts';
import { formatYaml } from './format/yaml.ts';

/** Every output format, by the name that `-o` takes. */
export const FORMATS = [
  'text',
  'json',
  'yaml',
  'sarif',
  'junit',
  'tap',
  'github',
  'gitlab',
  'azure',
  'markdown',
] as const;
export type FormatName = (typeof FORMATS)[number];

export function isFormatName(name: string): name is FormatName {
  return FORMATS.some((format) => format === name);
}

const FORMAT_OF: Readonly<Record<FormatName, Format>> = {
  text: formatText,
  json: formatJson,
  yaml: formatYaml,
  sarif: formatSarif,
  junit: formatJunit,
  tap: formatTap,
  github: formatGithub,
  gitlab: formatGitlab,
  azure: formatAzure,
  markdown: formatMarkdown,
};

/** A write of this size costs little more than its bytes. */
const CHUNK = 65_536;

/**
 * Writes a report in one format, in chunks of about 64 KiB characters, made while they are taken. Joined, they are the whole
 * output, which ends with a line break. The caller may stop at any chunk.
 */
export function* formatReport(
  format: FormatName,
  report: Report,
  options: FormatOptions,
): Generator<string, void, undefined> {
  let chunk = '';
  for (const piece of FORMAT_OF[format](report, options)) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
