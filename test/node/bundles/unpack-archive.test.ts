import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { unpackArchive } from '../../../src/node/bundles/unpack-archive.ts';
import { rejection } from '../../support/rejection.ts';
import { bundleOf, tarArchive, tarOf, type TarEntry } from '../../support/tar-archive.ts';

const unpack = async (bytes: Uint8Array): Promise<Readonly<Record<string, string>>> => {
  const files = await unpackArchive(bytes, 'b.tar.gz');
  return Object.fromEntries(files.map((file) => [file.path, Buffer.from(file.bytes).toString('utf8')]));
};

describe('unpackArchive', () => {
  it('gives the files of an archive, whatever their paths begin with', async () => {
    const archive = tarArchive([
      { name: './', type: '5' },
      { name: '/data.json', content: '{}' },
      { name: './policy/', type: '5' },
      { name: './policy/deny.rego', content: 'package main' },
      { name: 'a/empty.rego' },
    ]);
    expect(await unpack(archive)).to.deep.equal({
      'a/empty.rego': '',
      'data.json': '{}',
      'policy/deny.rego': 'package main',
    });
  });

  it('gives files of more than one block whole', async () => {
    const content = 'x'.repeat(200_000);
    expect(await unpack(bundleOf({ 'a.rego': content, 'b.rego': 'y' }))).to.deep.equal({
      'a.rego': content,
      'b.rego': 'y',
    });
  });

  const hostile: readonly (readonly [what: string, entries: readonly TarEntry[], says: RegExp])[] = [
    ['a path that leads out', [{ name: '../evil.rego' }], /leads out of the bundle/],
    ['a path that leads out in the middle', [{ name: 'a/../../evil.rego' }], /leads out of the bundle/],
    ['a folder that leads out', [{ name: '../evil/', type: '5' }], /leads out of the bundle/],
    ['a path of Windows', [{ name: String.raw`..\evil.rego` }], /characters/],
    ['a drive', [{ name: 'C:/evil.rego' }], /characters/],
    ['a control character', [{ name: 'a\u001b[31m.rego' }], /characters/],
    ['a symbolic link', [{ name: 'a.rego', type: '2', link: '/etc/passwd' }], /is a link/],
    ['a hard link', [{ name: 'a.rego', type: '1', link: 'b.rego' }], /is a link/],
    ['a pipe', [{ name: 'a.rego', type: '6' }], /is FIFO/],
    ['a device', [{ name: 'a.rego', type: '3' }], /is CharacterDevice/],
    ['a kind of entry that nobody knows', [{ name: 'a.rego', type: 'Q' }], /unknown kind|is Unsupported/],
    [
      'one path twice',
      [
        { name: 'a.rego', content: '1' },
        { name: './a.rego', content: '2' },
      ],
      /is in it twice/,
    ],
    ['a file that is larger than the archive', [{ name: 'a.rego', content: 'x', size: 5000 }], /no tar archive/],
    ['a file that claims to be huge', [{ name: 'a.rego', content: 'x', size: 0o77777777777 }], /the limit is/],
    ['a file without a name', [{ name: '' }], /path is required/],
  ];
  for (const [what, entries, says] of hostile) {
    it(`refuses ${what}, and everything with it`, async () => {
      const good = { name: 'good.rego', content: 'package main' };
      const error = await rejection(unpackArchive(tarArchive([good, ...entries]), 'b.tar.gz'));
      expect([error.code, error.message]).to.satisfy(
        ([code, message]: readonly [string, string]) => code === 'BUNDLE_INVALID' && says.test(message),
        error.message,
      );
    });
  }

  it('refuses more files than anybody has', async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({ name: `f${index}.rego` }));
    expect((await rejection(unpackArchive(tarArchive(entries), 'b'))).message).to.match(
      /too many files; the limit is 10000/,
    );
  });

  it('stops unpacking a bomb at its limit', async () => {
    // Zipped in pieces, so that the test itself need not hold it.
    const piece = gzipSync(Buffer.alloc(1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 300 }, () => piece));
    expect(bomb.length).to.be.below(400_000);
    const before = process.memoryUsage.rss();
    expect((await rejection(unpackArchive(bomb, 'b'))).message).to.match(/unpacked, it is larger than/);
    expect(process.memoryUsage.rss() - before).to.be.below(700 * 1024 * 1024);
  });

  it('refuses what is packed twice: the inner bomb has no limit', async () => {
    const error = await rejection(unpackArchive(gzipSync(bundleOf({ 'a.rego': '' })), 'b'));
    expect(error.message).to.match(/compressed twice/);
  });

  for (const [what, bytes] of [
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('package main')],
    ['an archive that nobody has zipped', tarOf([{ name: 'a.rego' }])],
    ['text that is zipped', gzipSync('package main')],
    ['half an archive', bundleOf({ 'a.rego': 'x'.repeat(5000) }).subarray(0, 60)],
    [
      'an archive that breaks off inside',
      gzipSync(tarOf([{ name: 'a.rego', content: 'x'.repeat(5000) }]).subarray(0, 2000)),
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect((await rejection(unpackArchive(bytes, 'b'))).code).to.equal('BUNDLE_INVALID');
    });
  }
});
