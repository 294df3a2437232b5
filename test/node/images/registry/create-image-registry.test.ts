import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseReference, type Reference } from '../../../../src/core/images/reference.ts';
import { MEDIA_TYPES } from '../../../../src/node/registry/oci-manifest.ts';
import { FakeRegistry } from '../../../support/fake-registry.ts';
import { digestOf, manifestBytes } from '../../../support/oci-content.ts';
import { cosignTagOf, imageRegistry, valueOf, BUNDLE } from './image-registry-rig.ts';

const referenceTo = (registry: FakeRegistry, rest = ':v1'): Reference =>
  parseReference(`${registry.host}/${registry.repository}${rest}`);

describe('readImage', () => {
  it('reads by tag and by digest, and gives the digest of the bytes', async () => {
    await using registry = await FakeRegistry.start();
    const { digest } = registry.addImage();
    const images = imageRegistry();
    const byTag = valueOf(await images.readImage(referenceTo(registry)));
    const byDigest = valueOf(await images.readImage(referenceTo(registry, `@${digest}`)));
    expect([byTag.digest, byTag.mediaType]).to.deep.equal([digest, MEDIA_TYPES.manifest]);
    expect(digestOf(byTag.bytes)).to.equal(digest);
    expect(byDigest).to.deep.equal(byTag);
    expect(registry.asked).to.have.length(2);
  });
});

describe('findSignatures', () => {
  it('finds bundles that refer to the image, and what cosign keeps under tags', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    registry.addReferrer(image, { artifactType: BUNDLE, content: '{"bundle":1}' });
    registry.addReferrer(image, { artifactType: 'application/spdx+json', content: '{}' });
    const layer = registry.addBlob('application/vnd.dev.cosign.simplesigning.v1+json', '{"critical":1}', { a: 'b' });
    registry.addManifest(manifestBytes({ layers: [layer] }), cosignTagOf(image.digest, 'sig'));
    const images = imageRegistry();
    const search = valueOf(await images.findSignatures(referenceTo(registry), image.digest));
    expect(search.material.map(({ format, bytes }) => [format, Buffer.from(bytes).toString()])).to.deep.equal([
      ['bundle', '{"bundle":1}'],
      ['cosign-signature', '{"critical":1}'],
    ]);
    expect(search.lookedIn).to.deep.equal([
      'OCI referrers (1 read; 1 of other kinds)',
      `tag ${image.digest.replace(':', '-').slice(0, 19)}….sig (1 signature)`,
      `tag ${image.digest.replace(':', '-').slice(0, 19)}….att (not found)`,
    ]);
  });
});
