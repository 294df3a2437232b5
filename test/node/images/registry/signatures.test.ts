import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseReference, type Reference } from '../../../../src/core/images/reference.ts';
import { MEDIA_TYPES } from '../../../../src/node/registry/oci-manifest.ts';
import { FakeRegistry } from '../../../support/fake-registry.ts';
import { describeBytes, digestOf, EMPTY_CONFIG, manifestBytes } from '../../../support/oci-content.ts';
import { BUNDLE, cosignTagOf, imageRegistry, textsOf, valueOf } from './image-registry-rig.ts';

const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
const DSSE = 'application/vnd.dsse.envelope.v1+json';
const NOTATION = 'application/vnd.cncf.notary.signature';
const CREATED = 'org.opencontainers.image.created';

const referenceTo = (registry: FakeRegistry, rest = ':v1'): Reference =>
  parseReference(`${registry.host}/${registry.repository}${rest}`);

const shortTagOf = (digest: string): string => `tag ${digest.replace(':', '-').slice(0, 19)}…`;

describe('readImage', () => {
  it('reads by tag and by digest, and gives the digest of the bytes', async () => {
    await using registry = await FakeRegistry.start();
    const { digest } = registry.addImage();
    const images = imageRegistry();
    const byTag = valueOf(await images.readImage(referenceTo(registry)));
    const byDigest = valueOf(await images.readImage(referenceTo(registry, `:any@${digest}`)));
    expect([byTag.digest, byTag.mediaType, digestOf(byTag.bytes)]).to.deep.equal([
      digest,
      MEDIA_TYPES.manifest,
      digest,
    ]);
    expect(byDigest).to.deep.equal(byTag);
    expect(registry.asked).to.deep.equal(['GET /v2/acme/app/manifests/v1', `GET /v2/acme/app/manifests/${digest}`]);
  });

  for (const mediaType of [MEDIA_TYPES.dockerManifest, MEDIA_TYPES.index, MEDIA_TYPES.dockerIndex])
    it(`knows ${mediaType}`, async () => {
      await using registry = await FakeRegistry.start();
      const content = mediaType.includes('index') || mediaType.includes('list') ? { manifests: [] } : { layers: [] };
      registry.addManifest(manifestBytes({ ...content, mediaType }), 'v1');
      expect(valueOf(await imageRegistry().readImage(referenceTo(registry))).mediaType).to.equal(mediaType);
    });
});

describe('findSignatures', () => {
  it('unites bundles that refer to the image and what cosign keeps under tags, and says where it looked', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const bundle = registry.addReferrer(image, {
      artifactType: BUNDLE,
      content: '{"bundle":1}',
      annotations: { k: 'v' },
    });
    registry.addReferrer(image, { artifactType: 'application/spdx+json', content: '{}' });
    const layers = [
      registry.addBlob(SIMPLE_SIGNING, '{"critical":1}', { signature: 'one' }),
      registry.addBlob('text/plain', 'foreign'),
      registry.addBlob(SIMPLE_SIGNING, '{"critical":1}', { signature: 'two' }),
      registry.addBlob(SIMPLE_SIGNING, '{"critical":1}', { signature: 'two' }),
    ];
    registry.addManifest(manifestBytes({ layers }), cosignTagOf(image.digest, 'sig'));
    const attestation = registry.addBlob(DSSE, '{"payload":1}', { predicateType: 'p' });
    registry.addManifest(manifestBytes({ layers: [attestation] }), cosignTagOf(image.digest, 'att'));
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), image.digest));
    const tag = shortTagOf(image.digest);
    expect(textsOf(search)).to.deep.equal([
      ['bundle', `referrer ${bundle.digest.slice(0, 19)}…`, '{"bundle":1}', { k: 'v' }],
      ['cosign-signature', `${tag}.sig, layer 1`, '{"critical":1}', { signature: 'one' }],
      ['cosign-signature', `${tag}.sig, layer 3`, '{"critical":1}', { signature: 'two' }],
      ['cosign-attestation', `${tag}.att, layer 1`, '{"payload":1}', { predicateType: 'p' }],
    ]);
    expect(search.lookedIn).to.deep.equal([
      'OCI referrers (1 read; 1 of other kinds)',
      `${tag}.sig (3 signatures)`,
      `${tag}.att (1 attestation)`,
    ]);
    const blobs = registry.asked.filter((one) => one.includes('/blobs/'));
    expect(blobs, 'each blob is read once').to.have.length(3);
  });

  it('finds nothing, and that is no fault', async () => {
    await using registry = await FakeRegistry.start();
    const { digest } = registry.addImage();
    expect(valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest))).to.deep.equal({
      material: [],
      lookedIn: [
        'OCI referrers (none)',
        `${shortTagOf(digest)}.sig (not found)`,
        `${shortTagOf(digest)}.att (not found)`,
      ],
    });
  });

  const KINDS: readonly (readonly [artifactType: string, layerType: string, format: string])[] = [
    [BUNDLE, BUNDLE, 'bundle'],
    [
      'application/vnd.dev.sigstore.bundle+json;version=0.1',
      'application/vnd.dev.sigstore.bundle+json;version=0.1',
      'bundle',
    ],
    [NOTATION, 'application/jose+json', 'notation-jws'],
    [NOTATION, 'application/cose', 'notation-cose'],
    ['application/vnd.dev.cosign.artifact.sig.v1+json', SIMPLE_SIGNING, 'cosign-signature'],
  ];
  for (const [artifactType, layerType, format] of KINDS)
    it(`reads ${layerType} of ${artifactType} as ${format}`, async () => {
      await using registry = await FakeRegistry.start();
      const image = registry.addImage();
      registry.addReferrer(image, { artifactType, layerType, content: 'material' });
      const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), image.digest));
      expect(search.material.map((one) => one.format)).to.deep.equal([format]);
    });

  it('goes by the config where nobody names the type of the artefact', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const layer = registry.addBlob('application/jose+json', 'jws');
    const config = { ...EMPTY_CONFIG, mediaType: NOTATION };
    const { digest, size, mediaType } = image;
    const manifest = registry.addManifest(
      manifestBytes({ config, layers: [layer], subject: { mediaType, digest, size } }),
    );
    registry.listReferrer(digest, manifest);
    registry.listReferrer(digest, registry.addManifest(manifestBytes({ config: EMPTY_CONFIG, layers: [] })));
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
    expect(search.material.map(({ format }) => format)).to.deep.equal(['notation-jws']);
    expect(search.lookedIn[0]).to.equal('OCI referrers (1 read; 1 of other kinds)');
  });

  it('drops what refers to another image, or is listed and not there, or cannot be read, and says so', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const other = registry.addImage('v2', 'other');
    const foreign = registry.addReferrer(other, { artifactType: BUNDLE, content: '{"of":"other"}' });
    const absent = describeBytes(MEDIA_TYPES.manifest, 'absent');
    const index = registry.addManifest(manifestBytes({ manifests: [] }));
    for (const one of [foreign, absent, index]) registry.listReferrer(image.digest, { ...one, artifactType: BUNDLE });
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), image.digest));
    expect(search.material).to.deep.equal([]);
    const short = (digest: string): string => `${digest.slice(0, 19)}…`;
    expect(search.lookedIn[0]).to.equal(
      `OCI referrers (referrer ${short(foreign.digest)} refers to another image, ${short(other.digest)}; ` +
        `referrer ${short(absent.digest)} is listed, and not there; referrer ${short(index.digest)} cannot be read)`,
    );
  });

  it('leaves out what is too large, and what the registry has lost, and says so', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const huge = { ...describeBytes(SIMPLE_SIGNING, 'huge'), size: 17 * 1024 * 1024 };
    const lost = describeBytes(SIMPLE_SIGNING, 'lost');
    const kept = registry.addBlob(SIMPLE_SIGNING, 'kept');
    registry.addManifest(manifestBytes({ layers: [huge, lost, kept] }), cosignTagOf(image.digest, 'sig'));
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), image.digest));
    expect(textsOf(search).map(([, , text]) => text)).to.deep.equal(['kept']);
    expect(search.lookedIn[1]).to.equal(
      `${shortTagOf(image.digest)}.sig (1 signature; left out: 17825792 bytes, and 16777216 is the limit; left out: the registry does not have its content)`,
    );
  });

  it('keeps no more than 64 MiB for one image', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const layers = Array.from({ length: 5 }, (_, index) =>
      registry.addBlob(DSSE, Buffer.alloc(15 * 1024 * 1024, index)),
    );
    registry.addManifest(manifestBytes({ layers }), cosignTagOf(image.digest, 'att'));
    const images = imageRegistry();
    const search = valueOf(await images.findSignatures(referenceTo(registry), image.digest));
    expect(search.material).to.have.length(4);
    expect(search.lookedIn[2]).to.match(/4 attestations; left out: with it, there would be more than 67108864 bytes/);
  });

  it('looks elsewhere where it is told to, and nowhere else', async () => {
    await using registry = await FakeRegistry.start();
    await using signatures = await FakeRegistry.start();
    const image = registry.addImage();
    signatures.addReferrer(image, { artifactType: BUNDLE, content: '{}' });
    const elsewhere = `${signatures.host}/acme/app`;
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), image.digest, elsewhere));
    expect(search.material).to.have.length(1);
    expect(search.lookedIn[0]).to.equal(`OCI referrers (1 read) in ${elsewhere}`);
    expect(registry.asked).to.deep.equal([]);
    const nowhere = await imageRegistry().findSignatures(referenceTo(registry), image.digest, 'Not A Name');
    expect(nowhere).to.include({ kind: 'fault', code: 'IMG_REFERENCE_INVALID' });
  });
});

describe('a registry without the referrers API', () => {
  it('is asked for the tag that stands in for it at once, and is known for six hours', async () => {
    await using registry = await FakeRegistry.start();
    registry.hasReferrersApi = false;
    const image = registry.addImage();
    const referrer = registry.addReferrer(image, { artifactType: BUNDLE, content: '{}' });
    registry.addManifest(manifestBytes({ manifests: [referrer] }), image.digest.replace(':', '-'));
    let now = 0;
    const images = imageRegistry({ now: () => now });
    const asksTheApi = async (): Promise<boolean> => {
      registry.server.seen.length = 0;
      const search = valueOf(await images.findSignatures(referenceTo(registry), image.digest));
      expect(search.material).to.have.length(1);
      expect(search.lookedIn.slice(0, 2)).to.deep.equal([
        'OCI referrers (the registry has no such list)',
        `${shortTagOf(image.digest)} (1 read)`,
      ]);
      return registry.asked.some((one) => one.includes('/referrers/'));
    };
    expect(await asksTheApi()).to.equal(true);
    expect(await asksTheApi()).to.equal(false);
    now += 6 * 3_600_000;
    expect(await asksTheApi()).to.equal(true);
  });

  for (const status of [400, 404, 405, 501])
    it(`may say so with status ${status}`, async () => {
      await using registry = await FakeRegistry.start();
      const { digest } = registry.addImage();
      registry.intercept = ({ url }, response) => {
        if (!url.includes('/referrers/')) return false;
        response.writeHead(status).end();
        return true;
      };
      const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
      expect(search.lookedIn[1]).to.equal(`${shortTagOf(digest)} (not found)`);
    });

  it('is not believed to have none because it does not know one repository', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const referrer = registry.addReferrer(image, { artifactType: BUNDLE, content: '{}' });
    let isKnown = false;
    registry.intercept = ({ url }, response) => {
      if (isKnown || !url.includes('/referrers/')) return false;
      response.writeHead(404).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
      return true;
    };
    const images = imageRegistry();
    expect(valueOf(await images.findSignatures(referenceTo(registry), image.digest)).material).to.have.length(0);
    isKnown = true;
    const search = valueOf(await images.findSignatures(referenceTo(registry), image.digest));
    expect(search.material[0]?.place).to.equal(`referrer ${referrer.digest.slice(0, 19)}…`);
  });

  it('is not asked for the tag where it has the API', async () => {
    await using registry = await FakeRegistry.start();
    const { digest } = registry.addImage();
    const images = imageRegistry();
    await images.findSignatures(referenceTo(registry), digest);
    registry.server.seen.length = 0;
    await images.findSignatures(referenceTo(registry), digest);
    expect(registry.asked.filter((one) => one.endsWith(digest.replace(':', '-')))).to.deep.equal([]);
    expect(registry.asked).to.have.length(3);
  });
});

describe('very many referrers', () => {
  /** Bundles that say nothing, and the one that counts. */
  function flood(registry: FakeRegistry, count: number, artifactType: string): string {
    const image = registry.addImage();
    for (let index = 0; index < count; index += 1)
      registry.listReferrer(image.digest, {
        ...describeBytes(MEDIA_TYPES.manifest, `junk ${index}`, { [CREATED]: '2020-01-01T00:00:00Z' }),
        artifactType,
      });
    registry.addReferrer(image, {
      artifactType: BUNDLE,
      content: '{"the":"one"}',
      annotations: { [CREATED]: '2026-01-01T00:00:00Z' },
    });
    return image.digest;
  }

  it('of other kinds do not hide one, where the registry knows kinds', async () => {
    await using registry = await FakeRegistry.start();
    registry.pageSize = 100;
    const digest = flood(registry, 10_000, 'application/spdx+json');
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
    expect(textsOf(search).map(([, , text]) => text)).to.deep.equal(['{"the":"one"}']);
    expect(registry.asked.filter((one) => one.includes('/referrers/'))).to.have.length(6);
  });

  it('are read a page after the other where it does not, and not to the end', async () => {
    await using registry = await FakeRegistry.start();
    registry.pageSize = 100;
    registry.filtersReferrers = false;
    const digest = flood(registry, 10_000, 'application/spdx+json');
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
    expect(search.material).to.deep.equal([]);
    expect(search.lookedIn[0]).to.equal('OCI referrers (2000 of other kinds; only 20 pages of the list were read)');
  });

  it('are found to the last page, within the limit', async () => {
    await using registry = await FakeRegistry.start();
    registry.pageSize = 600;
    registry.filtersReferrers = false;
    const digest = flood(registry, 10_000, 'application/spdx+json');
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
    expect(search.material).to.have.length(1);
  });

  it('of the right kind are read by their age, a hundred of them', async () => {
    await using registry = await FakeRegistry.start();
    const digest = flood(registry, 10_000, BUNDLE);
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
    expect(textsOf(search).map(([, , text]) => text)).to.deep.equal(['{"the":"one"}']);
    expect(search.lookedIn[0]).to.match(/^OCI referrers \(1 read; the newest 100 of 10001 were read; .*and 94 more/);
    expect(registry.asked.filter((one) => one.includes('/manifests/sha256:'))).to.have.length(100);
  });

  it('are not followed to another host', async () => {
    await using registry = await FakeRegistry.start();
    await using foreign = await FakeRegistry.start();
    const { digest } = registry.addImage();
    registry.intercept = ({ url }, response) => {
      if (!url.includes('/referrers/')) return false;
      const link = `<${foreign.server.url('/next').href}>; rel="next"`;
      response.writeHead(200, { 'content-type': MEDIA_TYPES.index, link }).end(manifestBytes({ manifests: [] }));
      return true;
    };
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), digest));
    expect(search.lookedIn[0]).to.equal('OCI referrers (the rest of the list is on another host, which is not asked)');
    expect(foreign.asked).to.deep.equal([]);
  });

  it('of layers under a tag are read from the end, a hundred of them', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage();
    const layers = Array.from({ length: 150 }, (_, index) => registry.addBlob(SIMPLE_SIGNING, `payload ${index}`));
    registry.addManifest(manifestBytes({ layers }), cosignTagOf(image.digest, 'sig'));
    const search = valueOf(await imageRegistry().findSignatures(referenceTo(registry), image.digest));
    expect(textsOf(search)[0]?.[2]).to.equal('payload 50');
    expect(search.lookedIn[1]).to.match(/\(100 signatures; the last 100 of 150 were read\)$/);
  });
});
