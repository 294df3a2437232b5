import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseSource } from '../../../src/node/bundles/parse-source.ts';
import { isArchiveName, isRemoteSource } from '../../../src/node/bundles/source-kind.ts';

const SHA = 'a'.repeat(64);
const COMMIT = 'b'.repeat(40);

/** `kind`, how it is called, and what pins it. */
const read = (given: string): readonly (string | undefined)[] => {
  const source = parseSource(given);
  return [source.kind, source.label, source.kind === 'archive' ? undefined : source.pin];
};

describe('parseSource', () => {
  const known: readonly (readonly [given: string, expected: readonly (string | undefined)[]])[] = [
    ['dist/bundle.tar.gz', ['archive', 'dist/bundle.tar.gz', undefined]],
    ['oci://ghcr.io/acme/policies', ['oci', 'oci://ghcr.io/acme/policies:latest', undefined]],
    [
      `oci://ghcr.io/acme/policies:v1@sha256:${SHA}`,
      ['oci', `oci://ghcr.io/acme/policies:v1@sha256:${SHA}`, `sha256:${SHA}`],
    ],
    ['https://x.io/b.tar.gz?token=t', ['http', 'https://x.io/b.tar.gz', undefined]],
    [`https://x.io/b.tar.gz#sha256:${SHA}`, ['http', 'https://x.io/b.tar.gz', `sha256:${SHA}`]],
    [
      'git+https://x.io/a/b.git//policy/main?ref=v1',
      ['git', 'git+https://x.io/a/b.git//policy/main?ref=v1', undefined],
    ],
    [`git::https://x.io/a/b?ref=${COMMIT}`, ['git', `git+https://x.io/a/b?ref=${COMMIT}`, COMMIT]],
    ['git+file:///srv/b.git', ['git', 'git+file:///srv/b.git', undefined]],
    ['git+ssh://git@x.io/a/b', ['git', 'git+ssh://git@x.io/a/b', undefined]],
    ['git::git@x.io:a/b.git//p', ['git', 'git+ssh://git@x.io/a/b.git//p', undefined]],
  ];
  for (const [given, expected] of known) it(`reads ${given}`, () => expect(read(given)).to.deep.equal(expected));

  const wrong: readonly (readonly [given: string, says: RegExp])[] = [
    ['oci://ghcr.io', /names no registry/],
    ['oci://acme/policies', /names no registry/],
    ['oci://ghcr.io/', /no repository/],
    ['https://', /no URL/],
    ['https://x.io/b.tar.gz#md5:1', /64 hexadecimal digits/],
    ['git+http://x.io/a', /https, ssh or file/],
    ['git+ext://sh%20-c%20id', /https, ssh or file/],
    ['git::ext::sh -c id', /./],
    ['git+https://x.io/a?ref=--upload-pack=id', /no name of a branch/],
    ['git+https://x.io/a?ref=a..b', /no name of a branch/],
    ['git+https://x.io/a?ref=x&depth=1', /nothing else/],
    ['git+https://x.io/a//..%2F..?ref=x', /leads out of the repository/],
    ['git+https://x.io/a?ref=x&ref=y', /no name of a branch/],
  ];
  for (const [given, says] of wrong) {
    it(`refuses ${given}`, () =>
      expect(() => parseSource(given))
        .to.throw(says)
        .with.property('code', 'REFERENCE_INVALID'));
  }

  for (const given of ['https://me:s3cret@x.io/b.tar.gz', 'git+https://s3cret@x.io/a', 'git+ssh://me:s3cret@x.io/a']) {
    it(`refuses credentials, and does not repeat them: ${given.replace('s3cret', '…')}`, () => {
      expect(() => parseSource(given))
        .to.throw(/holds credentials/)
        .with.property('message')
        .that.does.not.include('s3cret');
    });
  }
});

describe('the kind of a source', () => {
  it('is told by how it begins', () => {
    const given = [
      'oci://x',
      'OCI://x',
      'https://x',
      'http://x',
      'git+https://x',
      'git::x',
      'policy/',
      'sluice:all',
      'c:/x',
      'git/x',
      './oci:',
    ];
    expect(given.map(isRemoteSource)).to.deep.equal([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
  it('or by how it ends', () => {
    expect(['a.tar.gz', 'a.tgz', 'A.TGZ', 'a.tar', 'tar.gz/a'].map(isArchiveName)).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
