import { parseArgs } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readWords, type FlagShapes, type Word } from '../../../src/node/flags/read-words.ts';

const FLAGS: FlagShapes = new Map([
  ['policy', { takesValue: true, short: 'p' }],
  ['output', { takesValue: true, short: 'o' }],
  ['quiet', { takesValue: false, short: 'q' }],
  ['staged', { takesValue: false }],
]);

/** The same, told by Node. */
function byNode(argv: readonly string[]): readonly Word[] {
  const options = Object.fromEntries(
    [...FLAGS].map(([name, { takesValue, short }]) => {
      const type = takesValue ? ('string' as const) : ('boolean' as const);
      return [name, { type, multiple: true, ...(short === undefined ? {} : { short }) }];
    }),
  );
  return parseArgs({ args: [...argv], options, strict: false, tokens: true }).tokens.flatMap((token): Word[] => {
    if (token.kind === 'option-terminator') return [];
    if (token.kind === 'positional') return [{ kind: 'operand', text: token.value }];
    const { name, rawName: written, value, inlineValue } = token;
    const flag = { kind: 'flag', name, written } as const;
    if (value === undefined) return [flag];
    return [inlineValue ? { ...flag, value, isInline: true } : { ...flag, value }];
  });
}

describe('readWords', () => {
  it('tells the same as Node, whatever is written', () => {
    const flag = fc.constantFrom('policy', 'output', 'quiet', 'staged', 'unknown', 'p', 'constructor');
    const letters = fc.string({ unit: fc.constantFrom('p', 'o', 'q', 'x', '=', 'é'), minLength: 1, maxLength: 4 });
    const word = fc.oneof(
      fc.constantFrom('-', '--', '---', '', 'a.yaml', '--=x', '-=x'),
      flag.map((name) => `--${name}`),
      fc.tuple(flag, fc.string()).map(([name, value]) => `--${name}=${value}`),
      letters.map((group) => `-${group}`),
      fc.string().filter((text) => !/^-[^-].*-|^--=/s.test(text)),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        expect(readWords(argv, FLAGS)).to.deep.equal(byNode(argv));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not take a dash within letters for the end of the flags', () => {
    const [quiet, rest] = readWords(['-q-p', 'x'], FLAGS);
    expect(quiet).to.deep.equal({ kind: 'flag', name: 'quiet', written: '-q' });
    expect(rest).to.deep.include({ kind: 'flag', name: 'p' });
  });
});
