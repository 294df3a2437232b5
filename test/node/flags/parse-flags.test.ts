import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import type { CommandSpec } from '../../../src/node/flags/command-spec.ts';
import type { FlagTable } from '../../../src/node/flags/flag.ts';
import { asksForHelp, misspeltVariables, parseFlags, type ParsedFlags } from '../../../src/node/flags/parse-flags.ts';

const FLAGS = {
  policy: { kind: 'list', short: 'p', value: 'PATH', group: 'G', description: 'Policies.' },
  config: { kind: 'text', short: 'c', value: 'FILE', group: 'G', description: 'The config.' },
  'fail-on': { kind: 'choice', choices: ['deny', 'warn'], group: 'G', description: 'Threshold.' },
  jobs: { kind: 'count', short: 'j', value: 'N', min: 1, max: 64, group: 'G', description: 'Threads.' },
  quiet: { kind: 'switch', short: 'q', group: 'G', description: 'Silence.' },
  'no-cache': { kind: 'switch', group: 'G', description: 'No cache.' },
} as const satisfies FlagTable;

const SPEC: CommandSpec<typeof FLAGS> = {
  name: 'check',
  summary: 'judge',
  usage: ['[PATH…]'],
  description: 'Judges.',
  operands: { min: 0, max: 2, name: 'PATH' },
  flags: FLAGS,
  examples: [],
  exitCodes: [],
};

const parse = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): ParsedFlags<typeof FLAGS> =>
  parseFlags(SPEC, argv, env);

function faultOf(argv: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  try {
    parse(argv, env);
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'USAGE') return error.message;
    throw error;
  }
  throw new Error('the command line was accepted');
}

describe('parsing flags', () => {
  it('reads long and short flags, repeated ones, and operands in between', () => {
    const { flags, operands } = parse(['-p', 'a', 'x.yaml', '--policy=b', '-pc', '--fail-on', 'warn', '-qj4', '-']);
    expect(flags.policy).to.deep.equal(['a', 'b', 'c']);
    expect(flags['fail-on']).to.equal('warn');
    expect(flags.jobs).to.equal(4);
    expect(flags.quiet).to.equal(true);
    expect(operands).to.deep.equal(['x.yaml', '-']);
  });

  it('leaves absent flags absent', () => {
    expect(parse([]).flags).to.deep.equal({
      policy: [],
      config: undefined,
      'fail-on': undefined,
      jobs: undefined,
      quiet: false,
      'no-cache': false,
    });
  });

  it('takes everything after -- as an operand', () => {
    expect(parse(['--', '-p', '--quiet']).operands).to.deep.equal(['-p', '--quiet']);
  });

  it('lets the last of a repeated single flag win', () => {
    expect(parse(['-c', 'a', '-c', 'b']).flags.config).to.equal('b');
  });

  it('takes - and text with a dash after = as values', () => {
    expect(parse(['-c', '-']).flags.config).to.equal('-');
    expect(parse(['--config=-x']).flags.config).to.equal('-x');
  });
});

describe('a choice that is implied', () => {
  const HOOK = {
    hook: { kind: 'choice', choices: ['a', 'b'], implied: 'a', group: 'G', description: 'A hook.' },
  } as const;
  const hookOf = (argv: readonly string[], env = {}): string | undefined =>
    parseFlags({ ...SPEC, flags: HOOK }, argv, env).flags.hook;

  it('is meant by the flag alone, and absent without it', () => {
    expect(hookOf(['--hook'])).to.equal('a');
    expect(hookOf(['--hook', 'x'])).to.equal('a');
    expect(hookOf([])).to.equal(undefined);
  });
  it('is another word in the same word, or in the environment', () => {
    expect(hookOf(['--hook=b'])).to.equal('b');
    expect(hookOf([], { SLUICE_HOOK: 'b' })).to.equal('b');
    expect(() => hookOf(['--hook=c'])).to.throw(SluiceError, 'expected one of a, b');
  });
});

describe('faults of a command line', () => {
  it('suggests the flag that was probably meant', () => {
    expect(faultOf(['--polcy', 'x'])).to.contain('unknown flag --polcy; did you mean "--policy"?');
    expect(faultOf(['-x'])).to.equal('unknown flag -x');
  });

  it('knows no flag that every JavaScript object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(faultOf([`--${name}`])).to.contain(`unknown flag --${name}`);
    }
  });

  it('does not take the next flag for a forgotten value', () => {
    expect(faultOf(['--config', '--quiet'])).to.equal(
      '--config needs a value, and "--quiet" looks like a flag; write --config=--quiet if it is the value',
    );
    expect(faultOf(['-p'])).to.equal('-p needs a value: -p PATH');
  });

  it('names every fault at once', () => {
    expect(faultOf(['--nope', '--jobs', '0', '--fail-on', 'wran', 'a', 'b', 'c']).split('\n')).to.deep.equal([
      'unknown flag --nope',
      '--fail-on is "wran"; expected one of deny, warn; did you mean "warn"?',
      '--jobs is "0"; expected a whole number from 1 to 64',
      'sluice check does not take "c"',
    ]);
  });

  it('refuses a value for a switch, and numbers that are not whole or in bounds', () => {
    expect(faultOf(['--quiet=yes'])).to.equal('--quiet takes no value');
    for (const word of ['65', '1.5', '1e1', '0x2', '-1', '', ' 2', 'many', '99999999999999999999']) {
      expect(faultOf([`--jobs=${word}`]), word).to.contain('expected a whole number from 1 to 64');
    }
  });

  it('accepts or refuses any words, and throws nothing but USAGE', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('-p', '--jobs', '-q', '--', '--config=', '-', '-j'))),
        (argv) => {
          try {
            parse(argv);
          } catch (error) {
            expect(error).to.be.instanceOf(SluiceError);
            expect(error).to.have.property('code', 'USAGE');
          }
        },
      ),
    );
  });
});

describe('flags from the environment', () => {
  it('are used where the flag is absent', () => {
    const { flags } = parse([], {
      SLUICE_FAIL_ON: 'warn',
      SLUICE_JOBS: '2',
      SLUICE_QUIET: '1',
      SLUICE_NO_CACHE: 'false',
    });
    expect(flags).to.include({ 'fail-on': 'warn', jobs: 2, quiet: true, 'no-cache': false });
  });

  it('are separated by commas for lists', () => {
    expect(parse([], { SLUICE_POLICY: 'a, b,,c' }).flags.policy).to.deep.equal(['a', 'b', 'c']);
  });

  it('lose to the flag', () => {
    const { flags } = parse(['-p', 'x,y', '--fail-on', 'deny'], { SLUICE_POLICY: 'a', SLUICE_FAIL_ON: 'warn' });
    expect(flags.policy).to.deep.equal(['x,y']);
    expect(flags['fail-on']).to.equal('deny');
  });

  it('count as absent when they are empty', () => {
    expect(parse([], { SLUICE_CONFIG: '', SLUICE_QUIET: '' }).flags).to.include({ config: undefined, quiet: false });
  });

  it('are checked as flags are, and named as what they are', () => {
    expect(faultOf([], { SLUICE_JOBS: 'all', SLUICE_QUIET: 'maybe' }).split('\n')).to.deep.equal([
      'SLUICE_JOBS is "all"; expected a whole number from 1 to 64',
      'SLUICE_QUIET is "maybe"; write 1 or 0',
    ]);
  });

  it('are complained about when they are misspelt, and only then', () => {
    expect(
      misspeltVariables(FLAGS, { SLUICE_FAILON: 'warn', SLUICE_PORT: '1', SLUICE_JOBS: '2', HOME: '/' }),
    ).to.deep.equal(['the environment variable SLUICE_FAILON means nothing here; did you mean "SLUICE_FAIL_ON"?']);
  });
});

describe('asking for help', () => {
  it('is heard wherever it stands before --', () => {
    expect(asksForHelp(['x', '--nope', '-h'])).to.equal(true);
    expect(asksForHelp(['--help'])).to.equal(true);
    expect(asksForHelp(['--', '--help'])).to.equal(false);
  });
});
