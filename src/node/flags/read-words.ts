/** What the words of a command line may name: the flags by their long names, with the letter that is short for each. */
export type FlagShapes = ReadonlyMap<string, { readonly takesValue: boolean; readonly short?: string }>;

export type Word = { readonly kind: 'operand'; readonly text: string } | FlagWord;

export interface FlagWord {
  readonly kind: 'flag';
  /** The long name, also of a short flag; of a flag that nobody knows, what was written. */
  readonly name: string;
  /** As it was written, without the value. */
  readonly written: string;
  readonly value?: string;
  /** The value stands in the same word. */
  readonly isInline?: boolean;
}

/**
 * Tells flags, their values and operands apart, as `parseArgs` of `node:util` does: `--name value`, `--name=value`,
 * `-n value`, `-nvalue`, `-abc`; after `--` everything is an operand. That one takes most of a millisecond to load.
 */
export function readWords(argv: readonly string[], flags: FlagShapes): readonly Word[] {
  const names = new Map(
    [...flags].flatMap(([name, { short }]) => (short === undefined ? [] : [[short, name] as const])),
  );
  const words: Word[] = [];
  const left = argv.toReversed();
  for (let word = left.pop(); word !== undefined; word = left.pop()) {
    if (word === '--') return [...words, ...left.toReversed().map(operand)];
    if (word === '-' || !word.startsWith('-')) words.push(operand(word));
    else if (word.startsWith('--')) words.push(readLong(word, flags, left));
    else words.push(readShort(word, names, flags, left));
  }
  return words;
}

function readLong(word: string, flags: FlagShapes, left: string[]): Word {
  const equals = word.indexOf('=', 3);
  return equals < 0
    ? withNext(word.slice(2), word, flags, left)
    : inline(word.slice(2, equals), word.slice(0, equals), word.slice(equals + 1));
}

/** Takes one flag of a word such as `-qp`; what follows it is read next. */
function readShort(word: string, names: ReadonlyMap<string, string>, flags: FlagShapes, left: string[]): Word {
  const name = names.get(word.charAt(1)) ?? word.charAt(1);
  const [written, rest] = [word.slice(0, 2), word.slice(2)];
  if (rest === '') return withNext(name, written, flags, left);
  if (flags.get(name)?.takesValue === true) return inline(name, written, rest);
  left.push(`-${rest}`);
  return { kind: 'flag', name, written };
}

function withNext(name: string, written: string, flags: FlagShapes, left: string[]): Word {
  const value = flags.get(name)?.takesValue === true ? left.pop() : undefined;
  return { kind: 'flag', name, written, ...(value === undefined ? {} : { value }) };
}

const operand = (text: string): Word => ({ kind: 'operand', text });

const inline = (name: string, written: string, value: string): Word => ({
  kind: 'flag',
  name,
  written,
  value,
  isInline: true,
});
