import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { coversImage, matchesImageGlob } from '../../../src/core/images/covers-image.ts';
import { parseReference } from '../../../src/core/images/reference.ts';

const covers = (images: readonly string[], image: string, exclude: readonly string[] = []): boolean =>
  coversImage({ images, exclude }, parseReference(image));

describe('which images an authority covers', () => {
  it('is told by the name in its whole form, whatever tag and digest', () => {
    expect(covers(['docker.io/library/nginx'], 'nginx')).to.equal(true);
    expect(covers(['docker.io/library/nginx'], `index.docker.io/library/nginx:1.27@sha256:${'a'.repeat(64)}`)).to.equal(
      true,
    );
    expect(covers(['docker.io/library/nginx'], 'ghcr.io/library/nginx')).to.equal(false);
  });

  it('a * stays within a segment, a ** does not', () => {
    expect(covers(['ghcr.io/acme/*'], 'ghcr.io/acme/web:v1')).to.equal(true);
    expect(covers(['ghcr.io/acme/*'], 'ghcr.io/acme/team/web')).to.equal(false);
    expect(covers(['ghcr.io/acme/**'], 'ghcr.io/acme/team/web')).to.equal(true);
    expect(covers(['ghcr.io/*/web'], 'ghcr.io/acme/web')).to.equal(true);
    expect(covers(['**/web'], 'localhost:5000/acme/team/web')).to.equal(true);
    expect(covers(['*.example.com/**'], 'registry.example.com/a')).to.equal(true);
    expect(covers(['**'], 'nginx')).to.equal(true);
  });

  it('never goes by a prefix', () => {
    expect(covers(['ghcr.io/acme/*'], 'ghcr.io/acme-evil/web')).to.equal(false);
    expect(covers(['ghcr.io/acme/web'], 'ghcr.io/acme/web-evil')).to.equal(false);
    expect(covers(['ghcr.io/acme/**'], 'ghcr.io/acme')).to.equal(false);
    expect(covers(['ghcr.io/acme'], 'ghcr.io/acme/web')).to.equal(false);
  });

  it('leaves out what is excluded', () => {
    expect(covers(['ghcr.io/acme/**'], 'ghcr.io/acme/tools/x', ['ghcr.io/acme/tools/**'])).to.equal(false);
    expect(covers(['ghcr.io/acme/**'], 'ghcr.io/acme/web', ['ghcr.io/acme/tools/**'])).to.equal(true);
  });

  it('is what an expression of the glob would say', () => {
    const glob = fc
      .array(fc.constantFrom('a', 'b', '/', '*', '**', '.'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const name = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(glob, name, (pattern, text) => {
        fc.pre(!pattern.includes('***'));
        const source = pattern.replaceAll('.', '\\.').replaceAll(/\*\*?/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
        expect(matchesImageGlob(pattern, text)).to.equal(new RegExp(`^${source}$`).test(text));
      }),
    );
  });

  it('takes no time that grows with the number of stars', () => {
    expect(matchesImageGlob(`${'**a'.repeat(100)}b`, 'a'.repeat(300))).to.equal(false);
  });
});
