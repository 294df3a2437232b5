import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readSource } from '../../../src/node/evaluation/source.ts';

const KIBIBYTE = 1024;

describe('readSource', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'sluice-source-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (content: Uint8Array, maxBytes: number): ReturnType<typeof readSource> => {
    const absolute = path.join(folder, 'file');
    writeFileSync(absolute, content);
    return readSource({ path: 'file', absolute }, maxBytes);
  };

  // The beginning is read by itself, 64 KiB at a time.
  for (const size of [0, 1, 64 * KIBIBYTE - 1, 64 * KIBIBYTE, 64 * KIBIBYTE + 1, 200 * KIBIBYTE]) {
    it(`reads ${size} bytes whole`, () => {
      const content = Uint8Array.from({ length: size }, (_, index) => index % 251);
      const source = read(content, size);
      expect(source.kind === 'bytes' && Buffer.from(content).equals(source.bytes)).to.equal(true);
    });
    it(`refuses ${size + 1} bytes where ${size} are the limit`, () => {
      expect(read(new Uint8Array(size + 1), size)).to.include({ kind: 'fault', code: 'INPUT_TOO_LARGE' });
    });
  }
  it('keeps nothing of one file in another', () => {
    const one = read(Buffer.from('the first, which is longer'), KIBIBYTE);
    const two = read(Buffer.from('the second'), KIBIBYTE);
    expect([one, two].map((source) => source.kind === 'bytes' && Buffer.from(source.bytes).toString())).to.deep.equal([
      'the first, which is longer',
      'the second',
    ]);
  });
  it('says that a folder cannot be read', () => {
    expect(readSource({ path: '.', absolute: folder }, KIBIBYTE)).to.include({
      kind: 'fault',
      code: 'INPUT_UNREADABLE',
    });
  });
});
