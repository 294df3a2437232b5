import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CommandSpec } from '../../../src/node/flags/command-spec.ts';
import { helpText } from '../../../src/node/flags/help-text.ts';

const SPEC: CommandSpec = {
  name: 'weigh',
  summary: 'weigh a file',
  usage: ['[FLAGS] FILE', '--all'],
  description: 'Weighs a file on a scale that is good enough for most purposes, and says what came of it in words.',
  operands: { min: 1, max: 1, name: 'FILE' },
  flags: {
    unit: {
      kind: 'choice',
      choices: ['g', 'kg'],
      short: 'u',
      group: 'Scale',
      description: 'The unit.',
      defaultText: 'g',
    },
    with: { kind: 'list', value: 'FILE', group: 'More', description: 'Weigh this, too.' },
    'a-flag-with-a-very-long-name': { kind: 'text', value: 'VALUE', group: 'More', description: 'Long.' },
  },
  examples: [{ command: 'sluice weigh a.yaml', meaning: 'How heavy it is.' }],
  exitCodes: [[0, 'weighed']],
};

describe('the help of a command', () => {
  it('says how to call it, what each flag does and defaults to, what the exit codes mean', () => {
    expect(helpText(SPEC, 72)).to.equal(`sluice weigh: weigh a file.

Usage:
  sluice weigh [FLAGS] FILE
  sluice weigh --all

Weighs a file on a scale that is good enough for most purposes, and says
what came of it in words.

Scale:
  -u, --unit g|kg             The unit. Default: g.

More:
      --with FILE             Weigh this, too. Repeatable.
      --a-flag-with-a-very-long-name VALUE
                              Long.

Help:
  -h, --help                  Show this help.

Examples:
  sluice weigh a.yaml
      How heavy it is.

Exit codes:
  0  weighed

Every flag can come from the environment: --unit is SLUICE_UNIT. A flag
wins over the environment, and the environment over sluice.yaml.
`);
  });

  it('keeps within the terminal, and within what is readable', () => {
    const widths = (columns: number): number =>
      Math.max(
        ...helpText({ ...SPEC, flags: { unit: SPEC.flags['unit'] ?? never() } }, columns)
          .split('\n')
          .map((line) => line.length),
      );
    expect(widths(60)).to.be.at.most(60);
    expect(widths(400)).to.be.at.most(100);
  });
});

function never(): never {
  throw new Error('the table has this flag');
}
