import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { fakeIo } from './fake-io.ts';
import { temporaryFolder } from './temporary-folder.ts';

const page = readFileSync(path.join(packageRoot(), 'docs', 'verify.md'), 'utf8');

/** Blocks under a line that names their file. */
const files = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...page.matchAll(/^`([^`\n]+)`:\n\n```yaml\n([^]*?)^```$/gm)].map(([, name, text]) => [name, text]),
  );

/** `$ command` and what it prints, one after the other. */
const sessions = (): readonly (readonly [command: string, output: string])[] =>
  [...page.matchAll(/^```console\n([^]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split(/^\$ /m).slice(1))
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);

describe('docs/verify.md', () => {
  it('has commands that print what it says', async () => {
    const folder = temporaryFolder(files());
    try {
      expect(sessions()).to.have.length(2);
      for (const [command, output] of sessions()) {
        const io = fakeIo({ cwd: folder.path });
        await run(command.split(' ').slice(1), io);
        expect(io.stdout.text(), command).to.equal(output);
        expect(io.stderr.text(), command).to.equal('');
      }
    } finally {
      folder.remove();
    }
  }).timeout(30_000);
});
