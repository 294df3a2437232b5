import { createDice, type Dice } from '../../support/dice.ts';

/** An expression, and texts to hold it against. Everything is valid UTF-8. */
export interface GoRegexCase {
  readonly expression: string;
  readonly texts: readonly string[];
}

/** Random cases, the same for the same seed. About one expression in a hundred is none that Go accepts. */
export function* goRegexCases(seed: number, count: number): Generator<GoRegexCase> {
  const dice = createDice(seed);
  for (let i = 0; i < count; i++) {
    const expression = part(dice, 1 + dice.below(4));
    yield { expression, texts: Array.from({ length: 4 }, () => text(dice)) };
  }
}

/* The letters are few, so that expressions match; the odd ones are those where Go and JavaScript part. */
const CHARACTERS: readonly [string, ...string[]] = [
  ...([
    'a',
    'b',
    'c',
    'k',
    's',
    'A',
    'K',
    'S',
    '0',
    '1',
    '_',
    '-',
    ' ',
    '\\n',
    'é',
    'ſ',
    '\\x{212A}',
    '€',
    '\\.',
  ] as const),
  ...['=', '"', 'µ', 'Σ', '\\xe9', '\u{1f600}', '\\x{fffd}', '\\012', '\\Qa.b\\E'],
];
const CLASSES: readonly [string, ...string[]] = [
  ...(['.', '.', '.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\pL', '\\PL', '\\p{Greek}', '\\p{Lu}'] as const),
  ...['[[:alpha:]]', '[[:^space:]]', '[a-c]', '[^a-c]', '[^\\n]', '[a-zé-ü]', '[^é]', '[\\w.-]', '[ -~]', '[]a]'],
  ...['[^]a]', '[a-]', '[\\x00-\\x{10FFFF}]', '[k-s]', '[^k-s]', '[[:word:]\\-]'],
];
const ASSERTIONS: readonly [string, ...string[]] = ['^', '$', '\\b', '\\B', '\\A', '\\z'];
const QUANTIFIERS: readonly [string, ...string[]] = [
  ...(['*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,3}', '{2,}', '{0,3}?', '{1,}?', '{0}', '{3}'] as const),
];
const GROUPS: readonly [string, ...string[]] = ['(?:', '(', '(?i:', '(?s:', '(?m:', '(?U:', '(?-i:', '(?ims:'];
const FLAGS: readonly [string, ...string[]] = ['(?i)', '(?s)', '(?m)', '(?U)', '(?-s)', '(?im-s)'];
const BROKEN: readonly [string, ...string[]] = [
  ...(['(', '[a', ')', '\\', '\\y', 'a**', '{2,1}', '\\1', '(?=a)', 'x{1001}', '[z-a]', '[[:foo:]]'] as const),
  ...['\\p{Foo}', '*', '(?P<>a)', '(?z)', '(?:a{500}){3}', '(?P<n>a)(?P<n>b)'],
];

function part(dice: Dice, depth: number): string {
  const roll = dice.below(1000);
  if (depth === 0 || roll < 280) return dice.pick(CHARACTERS);
  if (roll < 450) return dice.pick(CLASSES);
  if (roll < 500) return dice.pick(ASSERTIONS);
  if (roll < 680) return Array.from({ length: 2 + dice.below(3) }, () => part(dice, depth - 1)).join('');
  if (roll < 840) return repeated(dice, part(dice, depth - 1));
  if (roll < 920) return `${dice.pick(GROUPS)}${part(dice, depth - 1)}|${part(dice, depth - 1)})`;
  if (roll < 960) return `${dice.pick(FLAGS)}${part(dice, depth - 1)}`;
  if (roll < 990) return `(${part(dice, depth - 1)})`;
  return dice.pick(BROKEN);
}

const repeated = (dice: Dice, body: string): string => `${dice.pick(['(?:', '('])}${body})${dice.pick(QUANTIFIERS)}`;

const ASCII: readonly [string, ...string[]] = [
  ...(['a', 'b', 'c', 'k', 's', 'A', 'K', 'S', '0', '1', '_', '-', ' ', '\n', '.', '=', '"', '\r', '\v'] as const),
];
const ALL: readonly [string, ...string[]] = [
  ...ASCII,
  'é',
  'ſ',
  '\u212a',
  '€',
  'µ',
  'Σ',
  'σ',
  '\u{1f600}',
  '\ufffd',
  '\u2028',
];

function text(dice: Dice): string {
  const letters = dice.pick([ASCII, ALL]);
  return Array.from({ length: dice.below(14) }, () => dice.pick(letters)).join('');
}
