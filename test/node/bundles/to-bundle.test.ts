import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { SourceFile } from '../../../src/node/bundles/source-file.ts';
import { DATA_LAYER, POLICY_LAYER, toBundle, type BundleForm } from '../../../src/node/bundles/to-bundle.ts';

const filesOf = (
  files: Readonly<Record<string, string>>,
  mediaTypes: Readonly<Record<string, string>> = {},
): readonly SourceFile[] =>
  Object.entries(files).map(([path, text]) => {
    const mediaType = mediaTypes[path];
    return { path, bytes: Buffer.from(text), ...(mediaType === undefined ? {} : { mediaType }) };
  });

function parts(files: readonly SourceFile[], form: BundleForm = 'bundle'): Readonly<Record<string, readonly string[]>> {
  const { policy, data, rest } = toBundle(files, form, 'b');
  const names = (list: readonly SourceFile[]): readonly string[] => list.map(({ path }) => path);
  return { policy: names(policy), data: names(data), rest: names(rest) };
}

describe('the files of a source', () => {
  it('of OPA are modules, data, and what is neither', () => {
    const files = filesOf({
      'a.rego': 'package a',
      'a/data.json': '{}',
      'a/data.yaml': 'x: 1',
      'a/other.json': '{}',
      'a/template.yaml': 'kind: ConstraintTemplate',
      '.manifest': '{}',
      'README.md': '',
      'policy.wasm': '',
    });
    expect(parts(files)).to.deep.equal({
      policy: ['a.rego', 'a/other.json', 'a/template.yaml'],
      data: ['a/data.json', 'a/data.yaml'],
      rest: ['.manifest', 'README.md', 'policy.wasm'],
    });
  });

  it('of conftest are what their layers are called', () => {
    const files = filesOf(
      { 'p/a.rego': 'package a', 'p/schema.json': '{}', 'd/x.json': '{}', 'd/schema.json': '{}' },
      { 'p/a.rego': POLICY_LAYER, 'p/schema.json': DATA_LAYER, 'd/x.json': DATA_LAYER, 'd/schema.json': DATA_LAYER },
    );
    expect(parts(files)).to.deep.equal({
      policy: ['p/a.rego', 'p/schema.json'],
      data: ['d/x.json', 'd/schema.json'],
      rest: [],
    });
  });

  it('of a repository hold data only beside a manifest', () => {
    const files = { 'a.rego': 'package a', 'data.json': '{}' };
    expect(parts(filesOf(files), 'folder')['data']).to.deep.equal([]);
    expect(parts(filesOf({ ...files, '.manifest': '{}' }), 'folder')['data']).to.deep.equal(['data.json']);
  });

  it('that are compiled already are not used, and that is said', () => {
    const { notices } = toBundle(filesOf({ 'a.rego': 'package a', 'policy.wasm': '' }), 'bundle', 'b.tar.gz');
    expect(notices).to.deep.equal(['b.tar.gz: policy.wasm is not used: sluice compiles the Rego of a bundle itself']);
  });
});

describe('a manifest', () => {
  const withManifest = (manifest: unknown, files: Readonly<Record<string, string>>): ReturnType<typeof toBundle> =>
    toBundle(filesOf({ '.manifest': JSON.stringify(manifest), ...files }), 'bundle', 'b');

  it('says what a bundle is, and which Rego its modules are', () => {
    const files = { 'a.rego': 'package a', 'old/b.rego': 'package b', 'new/c.rego': 'package c', 'x/data.json': '{}' };
    const manifest = { revision: 'r7', rego_version: 0, file_rego_versions: { '/new/*': 1 } };
    const bundle = withManifest(manifest, files);
    expect(bundle.revision).to.equal('r7');
    expect([...bundle.regoV0]).to.deep.equal(['a.rego', 'old/b.rego']);
    expect(bundle.saysRego).to.equal(true);
    expect(toBundle(filesOf(files), 'bundle', 'b').saysRego).to.equal(false);
  });

  it('permits what its roots contain', () => {
    const files = {
      'x.rego': 'package a.b.c',
      'data.json': '{"a": {"b": {"x": 1}}, "d": [1]}',
      'a/b/y/data.json': '{"z": 1}',
    };
    expect(withManifest({ roots: ['/a/b/', 'd'] }, files).roots).to.deep.equal(['a/b', 'd']);
  });

  const foreign: readonly (readonly [what: string, files: Readonly<Record<string, string>>])[] = [
    ['a package outside', { 'x.rego': 'package ab' }],
    ['a package above', { 'x.rego': 'package a' }],
    ['a package that cannot be told', { 'x.rego': 'pack age a.b' }],
    ['data outside', { 'data.json': '{"c": 1}' }],
    ['data above that is no object', { 'data.json': '{"a": 1}' }],
    ['data in a folder outside', { 'c/data.json': '{"x": 1}' }],
    ['data beside', { 'a/data.yaml': 'b: {}\nbb: 1' }],
  ];
  for (const [what, files] of foreign) {
    it(`does not permit ${what}`, () =>
      expect(() => withManifest({ roots: ['a/b'] }, files))
        .to.throw(/do not permit/)
        .with.property('code', 'BUNDLE_INVALID'));
  }

  const wrong: readonly (readonly [manifest: string, says: RegExp])[] = [
    ['{', /no JSON object/],
    ['[]', /no JSON object/],
    ['{"roots": "a"}', /no list/],
    ['{"roots": ["a", "a/b"]}', /roots that overlap/],
    ['{"roots": ["", "a"]}', /roots that overlap/],
    ['{"revision": 1}', /revision/],
    ['{"rego_version": 2}', /known are 0 and 1/],
    ['{"rego_version": "1"}', /known are 0 and 1/],
    ['{"file_rego_versions": {"/a": 3}}', /known are 0 and 1/],
    ['{"file_rego_versions": {"/[": 1}}', /pattern/],
  ];
  for (const [manifest, says] of wrong) {
    it(`is none when it says ${manifest}`, () =>
      expect(() => toBundle(filesOf({ '.manifest': manifest }), 'bundle', 'b')).to.throw(says));
  }

  it('stands in a bundle once', () => {
    expect(() => toBundle(filesOf({ '.manifest': '{}', 'a/.manifest': '{}' }), 'bundle', 'b')).to.throw(
      /two manifests/,
    );
  });

  for (const name of ['patch.json', '.manifest.pb']) {
    it(`is not understood beside ${name}, and that is no empty bundle`, () =>
      expect(() => toBundle(filesOf({ [name]: '' }), 'bundle', 'b')).to.throw(name));
  }
});
