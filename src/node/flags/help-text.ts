import type { CommandSpec } from './command-spec.ts';
import { envName, type Flag, type FlagTable } from './flag.ts';
import { placeholder } from './parse-flags.ts';

/** Longest left column; a flag that is wider stands on a line of its own. */
const LEFT_WIDTH = 30;
const NARROWEST = 40;
const WIDEST = 100;

/** The help of one command, wrapped to the terminal. It is text for people, and ends with a line break. */
export function helpText<T extends FlagTable>(spec: CommandSpec<T>, columns: number): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const sections = [
    `sluice ${spec.name}: ${spec.summary}.`,
    section(
      'Usage',
      spec.usage.map((usage) => `  sluice ${spec.name}${usage === '' ? '' : ` ${usage}`}`),
    ),
    wrap(spec.description, width).join('\n'),
    ...flagSections(spec.flags, width),
    section(
      'Examples',
      spec.examples.flatMap(({ command, meaning }) => [`  ${command}`, ...indent(wrap(meaning, width - 6), 6)]),
    ),
    section(
      'Exit codes',
      spec.exitCodes.flatMap(([code, meaning]) => row(`  ${code}`, meaning, 5, width)),
    ),
    environmentLine(spec.flags, width),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function environmentLine(flags: FlagTable, width: number): string {
  const [first] = Object.keys(flags);
  if (first === undefined) return '';
  const text = `Every flag can come from the environment: --${first} is ${envName(first)}. A flag wins over the environment, and the environment over sluice.yaml.`;
  return wrap(text, width).join('\n');
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [`${title}:`, ...lines].join('\n');

function flagSections(flags: FlagTable, width: number): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const [name, flag] of Object.entries(flags)) {
    const lines = row(`  ${flagLabel(name, flag)}`, flagMeaning(flag), LEFT_WIDTH, width);
    groups.set(flag.group, [...(groups.get(flag.group) ?? []), ...lines]);
  }
  const help = row('  -h, --help', 'Show this help.', LEFT_WIDTH, width);
  const sections = [...groups].map(([title, lines]) => section(title, lines));
  return [...sections, section('Help', help)];
}

function flagLabel(name: string, flag: Flag): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  if (flag.kind === 'switch') return `${short}--${name}`;
  if (flag.kind === 'choice' && flag.implied !== undefined) return `${short}--${name}[=${placeholder(flag)}]`;
  return `${short}--${name} ${placeholder(flag)}`;
}

function flagMeaning(flag: Flag): string {
  const repeated = flag.kind === 'list' ? ' Repeatable.' : '';
  const fallback = flag.defaultText === undefined ? '' : ` Default: ${flag.defaultText}.`;
  return `${flag.description}${repeated}${fallback}`;
}

/** A label and its text side by side; the label gets a line of its own when it is too long. */
function row(label: string, text: string, left: number, width: number): readonly string[] {
  const lines = wrap(text, width - left);
  const [first = '', ...rest] = lines;
  if (label.length > left - 2) return [label, ...indent(lines, left)];
  return [label.padEnd(left) + first, ...indent(rest, left)];
}

const indent = (lines: readonly string[], by: number): readonly string[] => lines.map((line) => ' '.repeat(by) + line);

/** Breaks text at spaces. A blank line in the text stays a paragraph; a word longer than the width stays whole. */
function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
