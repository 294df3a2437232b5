import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../../../../src/node/secrets/archives/archive-limits.ts';
import { isArchive, readArchive } from '../../../../src/node/secrets/archives/read-archive.ts';
import { tarArchive, tarOf } from '../../../support/tar-archive.ts';
import { zipArchive } from '../../../support/zip-archive.ts';

/** What is in an archive: the content of a file by its path, or why there is none. */
async function read(
  path: string,
  bytes: Uint8Array,
  limits: Partial<ArchiveLimits> = {},
): Promise<Readonly<Record<string, string>>> {
  const all: Record<string, string> = {};
  for await (const entry of readArchive({ path, bytes }, { ...ARCHIVE_LIMITS, ...limits })) {
    all[entry.path] = entry.kind === 'file' ? Buffer.from(entry.bytes).toString() : `(${entry.reason})`;
  }
  return all;
}

const files = [
  { name: 'app/values.yaml', content: 'a: 1' },
  { name: 'notes.txt', content: 'hello' },
];

describe('readArchive', () => {
  it('reads the files of a zip archive, deflated or not', async () => {
    const zip = zipArchive([...files, { name: 'folder/' }, { name: 'plain', content: 'as it is', method: 0 }]);
    expect(await read('a.jar', zip)).to.deep.equal({
      'a.jar!app/values.yaml': 'a: 1',
      'a.jar!notes.txt': 'hello',
      'a.jar!plain': 'as it is',
    });
  });

  it('reads a zip archive with numbers of 64 bits', async () => {
    expect(await read('a.zip', zipArchive(files, true))).to.deep.equal({
      'a.zip!app/values.yaml': 'a: 1',
      'a.zip!notes.txt': 'hello',
    });
  });

  it('reads tar, packed or not', async () => {
    expect(await read('a.tar', tarOf(files))).to.deep.equal({
      'a.tar!app/values.yaml': 'a: 1',
      'a.tar!notes.txt': 'hello',
    });
    expect(await read('a.tgz', tarArchive(files))).to.deep.equal({
      'a.tgz!app/values.yaml': 'a: 1',
      'a.tgz!notes.txt': 'hello',
    });
  });

  it('reads what is packed in gzip alone', async () => {
    expect(await read('logs/notes.txt.gz', gzipSync('hello'))).to.deep.equal({
      'logs/notes.txt.gz!notes.txt': 'hello',
    });
  });

  it('reads archives in archives', async () => {
    const outer = zipArchive([
      { name: 'lib/in.jar', content: zipArchive([{ name: 'c.tgz', content: tarArchive(files) }]) },
    ]);
    expect(await read('a.war', outer)).to.have.property('a.war!lib/in.jar!c.tgz!notes.txt', 'hello');
  });

  it('knows an archive by its content, not by its name', () => {
    expect(
      [zipArchive(files), zipArchive([]), tarOf(files), tarArchive(files), gzipSync('')].map(isArchive),
    ).to.deep.equal(Array.from({ length: 5 }, () => true));
    expect(
      ['PK is short for', 'BZhello', '', 'a'.repeat(600)].map((text) => isArchive(Buffer.from(text))),
    ).to.deep.equal(Array.from({ length: 4 }, () => false));
  });

  it('passes over links and folders of tar: they hold nothing', async () => {
    const tar = tarOf([{ name: 'a', type: '2', link: '/etc/passwd' }, { name: 'b/', type: '5' }, ...files.slice(1)]);
    expect(await read('a.tar', tar)).to.deep.equal({ 'a.tar!notes.txt': 'hello' });
  });

  it('calls no file by a path that leads elsewhere, or with control characters', async () => {
    const zip = zipArchive([
      { name: '../../etc/x', content: '1' },
      { name: '/abs', content: '2' },
      { name: 'a\\..\\b\x1b[2J', content: '3' },
    ]);
    expect(await read('a.zip', zip)).to.deep.equal({ 'a.zip!etc/x': '1', 'a.zip!abs': '2', 'a.zip!a/b?[2J': '3' });
  });
});

describe('what cannot be read of an archive', () => {
  it('is told, and the rest is read', async () => {
    const zip = zipArchive([
      { name: 'locked', content: 'x', flags: 1 },
      { name: 'packed', content: 'x', method: 12 },
      { name: 'lost', content: 'x', offset: 5 },
      { name: 'beyond', content: 'x', offset: 1e6 },
      { name: 'broken', content: 'x', method: 0 },
      { name: 'whole', content: 'x' },
    ]);
    // What stands in `broken` as it is now counts as deflated.
    for (const at of [zip.indexOf('broken') - 22, zip.lastIndexOf('broken') - 36]) zip.writeUInt16LE(8, at);
    expect(await read('a.zip', zip)).to.deep.equal({
      'a.zip!locked': '(it is encrypted)',
      'a.zip!packed': '(it is packed by method 12, which is not read)',
      'a.zip!lost': '(it is not where the directory says)',
      'a.zip!beyond': '(it is not where the directory says)',
      'a.zip!broken': '(its compression is broken)',
      'a.zip!whole': 'x',
    });
  });

  it('is an archive that breaks off', async () => {
    const cut = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - 1100);
    const large = [{ name: 'large', content: 'x'.repeat(3000), method: 0 }];
    expect(await read('a.zip', cut(zipArchive(large)))).to.deep.equal({
      'a.zip': '(it is no whole zip archive: its directory is broken)',
    });
    expect(await read('a.gz', gzipSync('hello').subarray(0, 20))).to.deep.equal({
      'a.gz': '(its compression is broken)',
    });
    const tar = await read('a.tar', tarOf([...files, ...large]).subarray(0, 4000));
    expect(Object.keys(tar)).to.deep.equal(['a.tar!app/values.yaml', 'a.tar!notes.txt', 'a.tar!large', 'a.tar']);
    expect(tar['a.tar!large']).to.equal('(it breaks off)');
  });

  it('is a kind of archive that is known and not read', async () => {
    expect(await read('a.xz', Buffer.from('\xfd7zXZ\0\0\x04', 'latin1'))).to.deep.equal({ 'a.xz': '(xz is not read)' });
    expect(await read('a.7z', Buffer.from('7z\xbc\xaf\x27\x1c\0', 'latin1'))).to.deep.equal({
      'a.7z': '(7z is not read)',
    });
  });

  it('is what is too deep', async () => {
    const inner = zipArchive([{ name: 'b.zip', content: zipArchive(files) }]);
    expect(await read('a.zip', inner, { depth: 1 })).to.deep.equal({
      'a.zip!b.zip': '(it is more than 1 archives deep)',
    });
  });

  it('is what are too many files', async () => {
    expect(await read('a.zip', zipArchive(files), { files: 1 })).to.deep.equal({
      'a.zip!app/values.yaml': 'a: 1',
      'a.zip': '(the archive holds more than 1 files)',
    });
    expect(await read('a.tar', tarOf(files), { files: 1 })).to.have.property(
      'a.tar',
      '(the archive holds more than 1 files)',
    );
  });

  it('is a file that is too large', async () => {
    const limits = { fileBytes: 1000, ratio: 1e9 };
    const large = [{ name: 'large', content: 'x'.repeat(1001) }, ...files];
    const reason = '(it has more than 1000 bytes, unpacked)';
    expect(await read('a.zip', zipArchive(large), limits)).to.include({
      'a.zip!large': reason,
      'a.zip!notes.txt': 'hello',
    });
    expect(await read('a.tar', tarOf(large), limits)).to.include({ 'a.tar!large': reason, 'a.tar!notes.txt': 'hello' });
    expect(await read('a.gz', gzipSync('x'.repeat(1001)), limits)).to.deep.equal({ 'a.gz': reason });
  });

  it('is what is too large in all', async () => {
    const halves = ['a', 'b', 'c'].map((name) => ({ name, content: 'x'.repeat(400), method: 0 }));
    const reason = '(the archive holds more than 1000 bytes, unpacked)';
    expect(await read('a.zip', zipArchive(halves), { allBytes: 1000 })).to.include({ 'a.zip!c': reason });
  });

  it('is a bomb', async () => {
    const bomb = zipArchive([{ name: 'zeros', content: Buffer.alloc(8_000_000) }]);
    expect(await read('a.zip', bomb)).to.deep.equal({
      'a.zip!zeros': '(it is packed more than 200 times smaller than it is)',
    });
  });
});
