import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ignoreTest } from '../../../src/core/ignore-pattern.ts';
import { displayPath, walkFiles, type WalkResult } from '../../../src/node/files/walk-files.ts';

describe('walkFiles', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'sluice-walk-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  function write(...files: readonly string[]): void {
    for (const file of files) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), 'a: 1\n');
    }
  }
  const walk = (paths: readonly string[], ...ignore: readonly string[]): WalkResult =>
    walkFiles(paths, { cwd, isIgnored: ignoreTest(ignore), extensions: ['.yaml', '.json'] });
  const names = ({ files }: WalkResult): readonly string[] => files.map((file) => file.path);

  it('finds manifests in folders, each once, in a fixed order', () => {
    write('b/x.yaml', 'a/y.YAML', 'a/z.json', 'a/README.md');
    expect(names(walk(['b', 'a', 'a/y.YAML']))).to.deep.equal(['a/y.YAML', 'a/z.json', 'b/x.yaml']);
  });
  (process.platform === 'linux' ? it : it.skip)('says of each name that is no UTF-8 why it is not read', () => {
    const raw = (name: string): Buffer => Buffer.from(path.join(cwd, name), 'latin1');
    for (const name of ['caf\u00e9.yaml', 'caf\u00ea.yaml', 'note\u00e9.txt', 'old\u00e9.yaml'])
      writeFileSync(raw(name), '');
    mkdirSync(raw('folder\u00e9'));
    write('a.yaml', 'really-\ufffd.yaml');
    const result = walk(['.'], 'old*');
    expect(names(result)).to.deep.equal(['a.yaml', 'really-\ufffd.yaml']);
    const why = 'its name is no UTF-8, so it cannot be opened by it; rename it, or leave it out with --ignore';
    expect(result.faults.map(({ message }) => message)).to.have.members([
      `caf\ufffd.yaml: ${why}`,
      `caf\ufffd.yaml: ${why}`,
      `folder\ufffd: ${why}`,
    ]);
    expect(result.skipped).to.deep.equal([{ file: 'old\ufffd.yaml', reason: 'ignored by --ignore or the config' }]);
    expect(walk(['caf\ufffd.yaml']).faults.map(({ message }) => message)).to.deep.equal([
      `cannot read caf\ufffd.yaml: ${why}`,
    ]);
  });
  it('takes a file that is named, whatever it is called', () => {
    write('manifest.txt');
    expect(names(walk(['manifest.txt']))).to.deep.equal(['manifest.txt']);
  });
  it('never enters .git and node_modules', () => {
    write('.git/x.yaml', 'node_modules/p/x.yaml', '.github/x.yaml');
    expect(names(walk(['.']))).to.deep.equal(['.github/x.yaml']);
  });
  it('says what it left out', () => {
    write('a.yaml', 'b.yaml', 'chart/Chart.yaml', 'chart/templates/c.yaml');
    const result = walk(['.'], 'b.yaml');
    expect(names(result)).to.deep.equal(['a.yaml', 'chart/Chart.yaml']);
    expect(result.skipped.map(({ file }) => file)).to.have.members(['b.yaml', 'chart/templates/c.yaml']);
  });
  it('does not take a folder called templates above a chart for Helm templates', () => {
    write('templates/chart/Chart.yaml', 'templates/chart/values.yaml');
    expect(names(walk(['.']))).to.deep.equal(['templates/chart/Chart.yaml', 'templates/chart/values.yaml']);
  });
  it('finds every other file as text when all files count', () => {
    write(
      'a.yaml',
      'README.md',
      '.env',
      '.vscode/settings.json',
      'chart/Chart.yaml',
      'chart/templates/c.yaml',
      '.git/x',
    );
    const result = walkFiles(['.', 'a.yaml'], {
      cwd,
      isIgnored: ignoreTest(['README.md']),
      extensions: ['.yaml', '.json'],
      all: true,
    });
    expect(result.files.map(({ path: file, isText = false }) => [file, isText])).to.deep.equal([
      ['.env', true],
      ['.vscode/settings.json', true],
      ['a.yaml', false],
      ['chart/Chart.yaml', false],
      ['chart/templates/c.yaml', true],
    ]);
    // A template was searched as text, and not judged as the manifest that it will be.
    expect(result.skipped.map(({ file }) => file)).to.have.members(['README.md', 'chart/templates/c.yaml']);
  });
  it('takes a file for a manifest that is named, also below a folder where it would be text', () => {
    write('docs/manifest.txt');
    const options = { cwd, isIgnored: ignoreTest([]), extensions: ['.yaml'], all: true };
    for (const paths of [
      ['docs', 'docs/manifest.txt'],
      ['docs/manifest.txt', 'docs'],
    ]) {
      const [file] = walkFiles(paths, options).files;
      expect(file).to.not.have.property('isText');
    }
  });
  it('says which given path holds nothing', () => {
    write('a.yaml', 'empty/README.md');
    expect(walk(['a.yaml', 'empty']).skipped).to.deep.equal([{ file: 'empty', reason: 'holds no file to evaluate' }]);
  });
  it('reports a path that does not exist and walks the others', () => {
    write('a.yaml');
    const result = walk(['missing', 'a.yaml']);
    expect(names(result)).to.deep.equal(['a.yaml']);
    expect(result.faults).to.deep.equal([
      { path: 'missing', code: 'INPUT_UNREADABLE', message: 'cannot read missing: no such file or directory' },
    ]);
  });

  describe('links', () => {
    it('are followed inside the tree', () => {
      write('real/x.yaml');
      symlinkSync(path.join(cwd, 'real', 'x.yaml'), path.join(cwd, 'alias.yaml'));
      expect(names(walk(['.']))).to.deep.equal(['alias.yaml', 'real/x.yaml']);
    });
    it('of a mounted ConfigMap are one file each, called by the link', () => {
      write('..v1/a.yaml', '..v1/sub/b.yaml');
      symlinkSync('..v1', path.join(cwd, '..data'));
      symlinkSync('..data/a.yaml', path.join(cwd, 'a.yaml'));
      expect(names(walk(['.']))).to.deep.equal(['..data/sub/b.yaml', 'a.yaml']);
    });
    it('never lead out of the tree', () => {
      write('tree/a.yaml', 'outside/secret.yaml');
      symlinkSync(path.join(cwd, 'outside', 'secret.yaml'), path.join(cwd, 'tree', 'b.yaml'));
      symlinkSync(path.join(cwd, 'outside'), path.join(cwd, 'tree', 'folder'));
      const result = walk(['tree']);
      expect(names(result)).to.deep.equal(['tree/a.yaml']);
      expect(result.faults.map(({ path: file, code }) => [file, code])).to.have.deep.members([
        ['tree/b.yaml', 'PATH_OUTSIDE_ROOT'],
        ['tree/folder', 'PATH_OUTSIDE_ROOT'],
      ]);
    });
    it('that lead out are no fault of the tree where only their text would count', () => {
      symlinkSync('/etc/hostname', path.join(cwd, 'hostname'));
      const result = walkFiles(['.'], { cwd, isIgnored: ignoreTest([]), extensions: ['.yaml'], all: true });
      expect(result.faults).to.deep.equal([]);
      expect(result.skipped.map(({ file }) => file)).to.include('hostname');
    });
    it('to a parent do not loop', () => {
      write('tree/a.yaml');
      symlinkSync(path.join(cwd, 'tree'), path.join(cwd, 'tree', 'again'));
      expect(names(walk(['tree']))).to.deep.equal(['tree/a.yaml']);
    });
    it('that hang are reported when they look like a manifest', () => {
      write('a.yaml');
      symlinkSync(path.join(cwd, 'nowhere'), path.join(cwd, 'b.yaml'));
      symlinkSync(path.join(cwd, 'nowhere'), path.join(cwd, 'socket'));
      expect(walk(['.']).faults.map(({ path: file, code }) => [file, code])).to.deep.equal([
        ['b.yaml', 'INPUT_UNREADABLE'],
      ]);
    });
  });
});

describe('ignoreTest', () => {
  const cases: readonly (readonly [pattern: string, file: string, ignored: boolean])[] = [
    ['*.json', 'deep/down/a.json', true],
    ['*.json', 'a.yaml', false],
    ['vendor', 'a/vendor/x.yaml', true],
    ['vendor/', 'vendor/x.yaml', true],
    ['./vendor', 'vendor/x.yaml', true],
    ['a/*.yaml', 'a/x.yaml', true],
    ['a/*.yaml', 'a/b/x.yaml', false],
    ['a/**/x.yaml', 'a/b/c/x.yaml', true],
    ['a/**/x.yaml', 'a/x.yaml', true],
    ['/x.yaml', 'x.yaml', true],
    ['/x.yaml', 'a/x.yaml', false],
    ['/abs/x.yaml', '/abs/x.yaml', true],
    ['?.yaml', 'a.yaml', true],
    ['?.yaml', 'ab.yaml', false],
    ['a.b', 'axb', false],
  ];
  for (const [pattern, file, ignored] of cases) {
    it(`"${pattern}" ${ignored ? 'leaves out' : 'keeps'} ${file}`, () => {
      expect(ignoreTest([pattern])(file)).to.equal(ignored);
    });
  }
});

describe('the path that is shown', () => {
  const steps = ['a', '..', '.', '', 'b.c', '..x', '.y'];
  const paths = steps.flatMap((first) =>
    steps.flatMap((second) => steps.map((third) => [first, second, third].join('/'))),
  );

  for (const cwd of ['/', '/w', '/w/x', '/w/', '/w/../v'])
    it(`is relative to ${cwd} below it, and whole elsewhere, however it is written`, () => {
      for (const absolute of [cwd, ...paths.flatMap((one) => [`${cwd}/${one}`, `/${one}`, `${cwd}z/${one}`])]) {
        const relative = path.relative(cwd, absolute);
        const isAbove = relative === '..' || relative.startsWith(`..${path.sep}`);
        const shown = (isAbove ? absolute : relative).replaceAll(path.sep, '/');
        expect(displayPath(cwd, absolute), absolute).to.equal(shown === '' ? '.' : shown);
      }
    });
});
