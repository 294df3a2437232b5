import { spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { LineBuffer } from '../../../webhook/watching/line-buffer.ts';

const MODULE = new URL('../../../webhook/watching/line-buffer.js', import.meta.url).href;

describe('LineBuffer', () => {
  it('writes lines that come together at once, a moment later', async () => {
    const writes = new EventEmitter();
    using lines = new LineBuffer((text) => writes.emit('text', text));
    const first = once(writes, 'text');
    lines.writeSoon('a\n');
    lines.writeSoon('b\n');
    expect(await first).to.deep.equal(['a\nb\n']);
  });

  it('does not wait when there is much', () => {
    const texts: string[] = [];
    using lines = new LineBuffer((text) => texts.push(text));
    const line = `${'x'.repeat(999)}\n`;
    for (let n = 0; n < 40; n += 1) lines.writeSoon(line);
    expect(texts).to.deep.equal([line.repeat(17), line.repeat(17)]);
  });

  it('keeps the order of what may wait and of what may not', () => {
    const texts: string[] = [];
    using lines = new LineBuffer((text) => texts.push(text));
    lines.writeSoon('a\n');
    lines.writeNow('b\n');
    expect(texts.join('')).to.equal('a\nb\n');
  });

  it('writes what waits when it is closed, and when the process ends by itself', () => {
    const texts: string[] = [];
    const lines = new LineBuffer((text) => texts.push(text));
    lines.writeSoon('a\n');
    lines[Symbol.dispose]();
    expect(texts).to.deep.equal(['a\n']);

    const program = `import { writeSync } from 'node:fs';
      import { LineBuffer } from ${JSON.stringify(MODULE)};
      new LineBuffer((text) => writeSync(1, text)).writeSoon('last words');
      process.exit();`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(stdout).to.equal('last words');
  });
});
