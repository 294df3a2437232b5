import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { processOutput } from '../../cli/process-output.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('processOutput', function () {
  before(function () {
    // Node's own streams do all of it there.
    if (process.platform === 'win32') this.skip();
  });
  const unopened = (): never => expect.fail('opened a stream');
  const unfailing = (error: Error): never => expect.fail(error.message);

  it('writes to a file without opening a stream', () => {
    using folder = temporaryFolder();
    const file = folder.at('out');
    const descriptor = openSync(file, 'w');
    const output = processOutput({ descriptor, open: unopened, onError: unfailing });
    output.write('grün\n');
    output.write('rot\n');
    closeSync(descriptor);
    expect(readFileSync(file, 'utf8')).to.equal('grün\nrot\n');
    expect(output.isTerminal).to.equal(false);
    expect(output.columns).to.equal(80);
  });

  it('writes nothing, and opens no stream, for nobody', () => {
    const descriptor = openSync('/dev/null', 'w');
    processOutput({ descriptor, open: unopened, onError: unfailing }).write('x');
    closeSync(descriptor);
  });

  it('tells once that it cannot write, and goes on', () => {
    using folder = temporaryFolder();
    const descriptor = openSync(folder.write('out', ''), 'r');
    const errors: (string | undefined)[] = [];
    const output = processOutput({ descriptor, open: unopened, onError: ({ code }) => errors.push(code) });
    output.write('a');
    output.write('b');
    closeSync(descriptor);
    expect(errors).to.deep.equal(['EBADF']);
  });

  it('leaves to a stream what a full pipe does not take, in order', async () => {
    using folder = temporaryFolder();
    const pipe = folder.at('pipe');
    expect(spawnSync('mkfifo', [pipe]).status).to.equal(0);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const descriptor = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    const stream = new PassThrough();
    const output = processOutput({ descriptor, open: () => stream, onError: unfailing });
    const written = Array.from({ length: 100_000 }, (_, line) => `line ${line}\n`).join('');
    output.write(written);
    output.write('the end\n');
    stream.end();
    const taken = Buffer.alloc(written.length);
    const length = readSync(reader, taken);
    for (const one of [reader, descriptor]) closeSync(one);
    expect(length).to.be.greaterThan(0);
    expect(taken.toString('utf8', 0, length) + (await textOf(stream))).to.equal(`${written}the end\n`);
  });
});
