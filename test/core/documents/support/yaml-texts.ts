import fc from 'fast-check';

/** Pieces that mean something to a YAML reader; joined at random they are mostly faulty and always telling. */
const PIECES = [
  ...['a', 'b', 'foo', 'x y', '- ', '-', '? ', '?', ': ', ':', ',', '[', ']', '{', '}', '#', ' # c'],
  ...[
    '&a ',
    '&b ',
    '*a',
    '*b',
    '!',
    '!!str ',
    '!!int ',
    '!!float ',
    '!!null ',
    '!!binary ',
    '!x ',
    '!<tag:yaml.org,2002:int> ',
  ],
  ...[
    '|',
    '>',
    '|-',
    '>-',
    '|+',
    '|2',
    '>1-',
    '"',
    "'",
    '"q"',
    "'s'",
    '""',
    String.raw`"a\nb"`,
    String.raw`"\u0041"`,
    '"\\',
    '%',
    '@',
    '`',
  ],
  ...[
    '~',
    'null',
    'yes',
    'No',
    'on',
    'true',
    '0',
    '1',
    '-1',
    '007',
    '08',
    '0o7',
    '0x1F',
    '0b101',
    '0b-1',
    '1_000',
    '1e3',
    '.5',
    '.5_1',
  ],
  ...[
    '1e400',
    '.inf',
    '12345678901234567890',
    '123456789012345678901',
    '2001-01-01',
    '<<',
    '<<: ',
    '<<: *a',
    '=',
    '\t',
    ' ',
    '  ',
    '    ',
  ],
  ...[
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '\n ',
    '\n- ',
    '\n  - ',
    '\n\n',
    '\r\n',
    '\r',
    '\x85',
    '\u2028',
    'é',
    '😀',
    '---',
    '...',
    '--- ',
    '\n---\n',
  ],
  ...[
    'a: b',
    'a: ',
    'b: ',
    '- b: c',
    '{a: b}',
    '[a, b]',
    '[a: b]',
    '"a": b',
    "'a': b",
    'a : b',
    'a: |\n  x\n  y\n',
    'a: >\n  x\n\n  z\n',
  ],
  ...[
    'a: "x\n  y"',
    '*a : 2',
    '? a\n: b',
    '- - a',
    '- a: b\n  c: d',
    'a:\n- b\n- c',
    'a:\n  b: c',
    'a: [1,\n 2]',
    'a: {b: 1,\n c: 2}',
  ],
] as const;

/** Values that are well-formed behind `key:` or `-`; INDENT becomes the indentation of a further line. */
const VALUES = [
  ...[
    'foo',
    'bar baz',
    '1',
    '0x10',
    'yes',
    'null',
    '',
    '"q"',
    "'s'",
    String.raw`"a\tb"`,
    'a#b',
    'a #c',
    '-x',
    ':x',
    'a:b',
    '1.5',
    '0o17',
    'a,b',
  ],
  ...[
    '"multi\n INDENTfolded"',
    "'multi\n\nINDENTq'",
    'plain\nINDENTcontinued',
    'plain\n\nINDENTcontinued\nINDENTagain',
    '!!str 1',
    '&v w',
  ],
  ...[
    'é',
    '😀',
    'http://a.b:80/c?d=e',
    '[]',
    '{}',
    '[a, b]',
    '{a: 1, b: [2]}',
    '[a,b,]',
    `["x",\n INDENT'y']`,
    '{x: y,\nINDENT  z: 1}',
  ],
  ...[
    '|\nINDENTlit\nINDENT  more\nINDENTend',
    '|-\nINDENTlit\n\nINDENTlit',
    '>\nINDENTfold\nINDENTfold\n\nINDENTp',
    '|+\nINDENTa\n\n',
  ],
  ...[
    "'it''s'",
    String.raw`"esc \" q"`,
    '!x y',
    '"a" # c',
    '[a, # c\nINDENTb]',
    '[a: b, c]',
    'a\tb',
    'a\t',
    '|2\nINDENT  a',
    '{a, b}',
    '[? a : b]',
  ],
] as const;

/** Values that are faulty, or mean something else than they seem to. */
const ODD_VALUES = [
  '~',
  '*v',
  '- x',
  'a: b',
  "'a' x",
  '[a',
  '"',
  '<<',
  '"a": b',
  '{? a : b}',
  '\tb',
  '.inf',
  '@a',
  '| x',
  '{a}]',
] as const;

const KEYS = [
  'a',
  'b',
  'c',
  'd',
  'name',
  'metadata',
  'labels',
  'a b',
  'x/y',
  'a.b-c',
  '"q"',
  "'s'",
  '1',
  'yes',
  'é',
  '-k',
  ':k',
  'k#',
] as const;

const ODD_KEYS = [
  '<<',
  '~',
  '1.5',
  '? k',
  '!!str k',
  '&k k',
  'on',
  'n',
  'k #',
  String.raw`"a\u0062"`,
  '0x1',
  '"a\nb"',
  '{}',
  '*v ',
] as const;

/** Mostly what is usual. */
function mostly<T>(usual: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

type Block = (indent: number) => string;

const value: fc.Arbitrary<Block> = mostly<string>(VALUES, ODD_VALUES).map(
  (text) => (indent) => ` ${text.replaceAll('INDENT', ' '.repeat(indent + 2))}`,
);

/** What may stand between two lines. */
const noise: fc.Arbitrary<Block> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(() => '') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Block>(
      () => '\n',
      () => '# c\n',
      () => '   \n',
      (indent) => `${' '.repeat(indent)}# c\n`,
      () => '\t\n',
    ),
  },
);

/** An indentation that is wrong once in a while. */
const slip: fc.Arbitrary<number> = fc.oneof(
  { weight: 40, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(1, -1) },
);

/** One line of a collection, with what stands before it. */
interface Line {
  readonly head: string;
  readonly node: Block;
  readonly before: Block;
  readonly slip: number;
}

function linesOf(lines: readonly Line[]): Block {
  return (indent) =>
    lines
      .map(
        ({ head, node, before, slip: off }) =>
          `${before(indent)}${' '.repeat(Math.max(0, indent + off))}${head}${node(indent)}\n`,
      )
      .join('');
}

const { block } = fc.letrec<{ block: Block; mapping: Block; sequence: Block; below: Block; beside: Block }>((tie) => ({
  block: fc.oneof({ weight: 3, arbitrary: tie('mapping') }, { weight: 1, arbitrary: tie('sequence') }),
  mapping: fc
    .uniqueArray(fc.record({ head: mostly<string>(KEYS, ODD_KEYS), node: tie('below'), before: noise, slip }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ head }) => head,
    })
    .map((entries) => linesOf(entries.map((entry) => ({ ...entry, head: `${entry.head}:` })))),
  sequence: fc
    .array(fc.record({ head: fc.constant('-'), node: tie('beside'), before: noise, slip }), {
      minLength: 1,
      maxLength: 3,
    })
    .map(linesOf),
  below: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: value },
    { weight: 2, arbitrary: tie('mapping').map((text) => (indent: number) => `\n${text(indent + 2)}`.trimEnd()) },
    { weight: 1, arbitrary: tie('sequence').map((text) => (indent: number) => `\n${text(indent)}`.trimEnd()) },
  ),
  beside: fc.oneof(
    { weight: 3, arbitrary: tie('below') },
    { weight: 2, arbitrary: tie('mapping').map((text) => (indent: number) => ` ${text(indent + 2).trim()}`) },
  ),
}));

/** Texts like manifests, in many styles, some of them faulty. */
export const structuredTexts: fc.Arbitrary<string> = block.map((text) => text(0));

/** Texts of pieces at random. */
export const scrambledTexts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14, size: 'max' })
  .map((pieces) => pieces.join(''));

type Edit = (text: string) => string;

/** An offset, as a share of the text. */
const place = fc.double({ min: 0, max: 1, noNaN: true });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 3 })).map(([share, length]): Edit => (text) => {
    const at = Math.floor(share * text.length);
    return text.slice(0, at) + text.slice(at + length);
  }),
  fc.tuple(place, fc.constantFrom(...PIECES)).map(([share, piece]): Edit => (text) => {
    const at = Math.floor(share * text.length);
    return text.slice(0, at) + piece + text.slice(at);
  }),
  fc
    .tuple(
      place,
      fc.constantFrom<Edit>(
        (line) => ` ${line}`,
        (line) => line.slice(1),
        () => '',
        (line) => `${line}\n${line}`,
      ),
    )
    .map(([share, change]): Edit => (text) => {
      const lines = text.split('\n');
      const index = Math.min(Math.floor(share * lines.length), lines.length - 1);
      return lines.with(index, change(lines[index] ?? '')).join('\n');
    }),
);

/** Texts with one to three small changes. */
export function edited(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  // An edit may tear a surrogate pair apart, which no file can hold.
  return fc
    .tuple(texts, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([text, edits]) => edits.reduce((changed, change) => change(changed), text).replace(/[\ud800-\udfff]/gu, ''));
}
