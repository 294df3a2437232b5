import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FilesAhead } from '../../../src/node/evaluation/files-ahead.ts';
import { readAhead, type ReadAheadOptions } from '../../../src/node/evaluation/read-ahead.ts';
import type { Source } from '../../../src/node/evaluation/source.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const text = (name: string): string => `kind: Pod\nname: ${name}\n`;

describe('reading ahead', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  const file = (name: string, content = text(name)): Source => ({ path: name, absolute: folder.write(name, content) });
  const read = async (sources: readonly Source[], options: Partial<ReadAheadOptions> = {}): Promise<FilesAhead> => {
    const ahead = new FilesAhead();
    await readAhead(ahead, sources, { parser: undefined, limitMs: 60_000, isOver: () => false, ...options });
    return ahead;
  };

  it('keeps bytes and documents of a file, until somebody takes them', async () => {
    const source = file('a.yaml');
    const ahead = await read([source]);
    const taken = ahead.take(source);
    expect(Buffer.from(taken?.bytes ?? []).toString()).to.equal(text('a.yaml'));
    expect(taken?.parsed.documents.map(({ json }) => json)).to.deep.equal(['{"kind":"Pod","name":"a.yaml"}']);
    expect(ahead.take(source)).to.equal(undefined);
  });

  it('leaves what cannot be read, and what is no manifest, to who judges it', async () => {
    const missing: Source = { path: 'missing.yaml', absolute: folder.at('missing.yaml') };
    const [settings, good] = [file('settings.toml', 'a = 1'), file('good.yaml')];
    const ahead = await read([missing, settings, good]);
    expect([missing, settings, good].map((source) => ahead.take(source) !== undefined)).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('ends when it is over', async () => {
    const sources = Array.from({ length: 1000 }, (_, index) => ({ path: `${index}.yaml`, bytes: Buffer.from('a: 1') }));
    let asked = 0;
    const ahead = await read(sources, { isOver: () => (asked += 1) > 2 });
    const known = sources.map((source) => ahead.take(source) !== undefined);
    expect(known.lastIndexOf(true)).to.be.lessThan(known.length - 1);
    expect(known.indexOf(false)).to.equal(known.lastIndexOf(true) + 1);
    expect(known[0]).to.equal(true);
  });

  it('ends when it holds much', async () => {
    const bytes = Buffer.from(`[${'0,'.repeat(4 * 1024 ** 2)}0]`);
    const sources = Array.from({ length: 200 }, (_, index) => ({ path: `${index}.json`, bytes }));
    const ahead = await read(sources);
    expect(sources.filter((source) => ahead.take(source) !== undefined).length).to.be.within(1, 3);
  });

  it('ends when it takes longer than judging may', async () => {
    const nested = Buffer.from(`${'- '.repeat(200)}x\n`.repeat(20_000));
    const sources = Array.from({ length: 50 }, (_, index) => ({ path: `${index}.yaml`, bytes: nested }));
    const ahead = await read(sources, { limitMs: 20 });
    expect(sources.filter((source) => ahead.take(source) !== undefined).length).to.be.lessThan(50);
  });
});
