import { expect } from 'chai';
import { describe, it } from 'mocha';
import { commandLoaders } from '../../cli/commands.ts';
import { run } from '../../cli/run.ts';
import { fakeIo, type FakeIo } from './fake-io.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function runLine(line: string, io: FakeIo = fakeIo({ cwd: '/nowhere' })): Promise<Ended> {
  const code = await run(line === '' ? [] : line.split(' '), io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

describe('the command line', () => {
  it('shows the commands when none is given, and that is no success', async () => {
    const { code, stdout, stderr } = await runLine('');
    expect(code).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr).to.match(/^ {2}check +Judge files by policies$/m);
  });

  it('shows the same when asked for help, and that is a success', async () => {
    for (const line of ['help', '--help', '-h']) {
      const { code, stdout } = await runLine(line);
      expect(code, line).to.equal(0);
      expect(stdout).to.contain('Commands:');
    }
  });

  it('has help for every command, from the command and from help', async () => {
    for (const name of Object.keys(commandLoaders)) {
      const asked = await runLine(`${name} --help`);
      expect(asked.code, name).to.equal(0);
      expect(asked.stdout).to.match(new RegExp(`^sluice ${name}: `));
      expect(asked.stdout).to.contain('Exit codes:');
      expect((await runLine(`help ${name}`)).stdout).to.equal(asked.stdout);
    }
  });

  it('says the same of a command in the overview and in its help', async () => {
    for (const [name, { summary, load }] of Object.entries(commandLoaders)) {
      const { spec } = await load();
      expect(spec.name).to.equal(name);
      expect(spec.summary.toLowerCase()).to.equal(summary.toLowerCase());
    }
  });

  it('suggests the command that was probably meant, also in the words of others', async () => {
    expect((await runLine('chekc')).stderr).to.contain('error[USAGE]: unknown command "chekc"; did you mean "check"?');
    expect((await runLine('test policy/')).stderr).to.contain('did you mean "check"?');
    expect((await runLine('frobnicate')).stderr).to.contain('commands are check, verify,');
    expect((await runLine('constructor')).stderr).to.contain('unknown command "constructor"');
    expect((await runLine('chekc')).code).to.equal(2);
  });

  it('says where flags go', async () => {
    expect((await runLine('-p policy')).stderr).to.contain('flags come after the command: sluice check -p …');
  });

  it('names the help of the command whose flags were wrong', async () => {
    const { code, stderr } = await runLine('check --polcy x');
    expect(code).to.equal(2);
    expect(stderr).to.equal(
      'error[USAGE]: unknown flag --polcy; did you mean "--policy"?\n  hint: "sluice check --help" lists the flags\n',
    );
  });

  it('runs the commands of other shells, and lists them', async () => {
    const io = fakeIo({ cwd: '/nowhere' });
    const shells = {
      serve: {
        summary: 'Answer reviews',
        load: async () => ({ run: async (argv: readonly string[]) => (argv.join(' ') === '--port 1' ? 0 : 1) }),
      },
    };
    expect(await run(['serve', '--port', '1'], io, shells)).to.equal(0);
    expect(await run(['help'], io, shells)).to.equal(0);
    expect(io.stdout.text()).to.match(/^ {2}serve +Answer reviews$/m);
    expect(await run(['sevre'], io, shells)).to.equal(2);
    expect(io.stderr.text()).to.contain('did you mean "serve"?');
  });

  it('takes a defect for a defect: no message that could quote a secret, and never exit code 0 or 1', async () => {
    const failing = async (): Promise<never> => {
      throw new TypeError('password: hunter2');
    };
    const shells = { serve: { summary: 'x', load: async () => ({ run: failing }) } };
    const io = fakeIo({ cwd: '/nowhere' });
    expect(await run(['serve'], io, shells)).to.equal(2);
    expect(io.stderr.text()).to.contain('error[INTERNAL]:').and.to.contain('(TypeError)').and.to.contain('run.test');
    expect(io.stderr.text()).to.not.contain('hunter2');
  });

  it('shows the message of a defect to whoever asks for it', async () => {
    const shells = { serve: { summary: 'x', load: async () => Promise.reject(new TypeError('the cause')) } };
    const io = fakeIo({ cwd: '/nowhere', env: { SLUICE_DEBUG: '1' } });
    await run(['serve'], io, shells);
    expect(io.stderr.text()).to.contain('the cause');
  });

  it('prints no terminal escapes that somebody put into an argument', async () => {
    expect((await runLine('\u001b[31mchekc')).stderr).to.not.contain('\u001b');
  });

  it('warns of a variable that is nearly a flag', async () => {
    const io = fakeIo({ cwd: '/nowhere', env: { SLUICE_FAILON: 'warn' } });
    await run(['check', '-o', 'nope'], io);
    expect(io.stderr.text()).to.contain('SLUICE_FAILON means nothing here; did you mean "SLUICE_FAIL_ON"?');
  });
});
