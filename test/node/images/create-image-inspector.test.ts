import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Authority } from '../../../src/core/images/authority.ts';
import type { ImageFinding } from '../../../src/core/images/image-fact.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../../src/node/config/images-config.ts';
import { openImageInspector } from '../../../src/node/images/open-image-inspector.ts';
import type { Descriptor } from '../../../src/node/registry/oci-manifest.ts';
import { FakeRegistry } from '../../support/fake-registry.ts';
import { shelve } from '../../support/image-shelf.ts';
import { keySigner } from '../../support/image-signers.ts';
import { EMPTY_CONFIG, manifestBytes } from '../../support/oci-content.ts';
import { newRigKey, SigstoreRig } from '../../support/sigstore-rig.ts';

const key = newRigKey();
const SLSA = 'https://slsa.dev/provenance/v1';

describe('an inspector of images', function () {
  this.timeout(60_000);
  let rig: SigstoreRig;
  let registry: FakeRegistry;

  before(async () => {
    rig = await SigstoreRig.start();
  });
  after(() => rig[Symbol.asyncDispose]());
  beforeEach(async () => {
    registry = await FakeRegistry.start();
  });
  afterEach(() => registry[Symbol.asyncDispose]());

  const nameOf = (rest: string): string => `${registry.host}/${registry.repository}${rest}`;

  function inspect(ref: string, changes: Partial<Authority> = {}): Promise<ImageFinding> {
    const authority: Authority = {
      name: 'acme',
      images: [`${registry.host}/**`],
      exclude: [],
      signers: [keySigner(key)],
      required: 1,
      attestations: [],
      signature: 'required',
      allPlatforms: false,
      action: 'deny',
      ...changes,
    };
    const images = { ...DEFAULT_IMAGES_CONFIG, authorities: [authority], trustRoots: { rig: rig.trustedRoot } };
    return openImageInspector({
      config: { registries: [], images },
      env: {},
      allowLoopback: true,
      now: () => new Date(),
    }).inspect(ref);
  }

  async function sign(image: Descriptor): Promise<void> {
    shelve(registry, image, await rig.signImage(image.digest, { key, rekor: 'none' }));
  }

  it('goes by the digest where a name has both, whatever its tag names', async () => {
    const signed = registry.addImage('v1', 'signed');
    registry.addImage('v2', 'not signed');
    await sign(signed);
    const found = await inspect(nameOf(`:v2@${signed.digest}`));
    expect(found).to.include({ status: 'verified', digest: signed.digest, tag: 'v2', pinned: true });
    expect((await inspect(nameOf(':v2'))).code).to.equal('IMG_UNSIGNED');
  });

  it('looks for what signs a digest that is written while it reads the image', async () => {
    const signed = registry.addImage('v1', 'signed');
    await sign(signed);
    const released: (() => void)[] = [];
    registry.intercept = ({ url }, response) => {
      if (url.includes('/referrers/')) for (const release of released) release();
      if (!url.endsWith(`/manifests/${signed.digest}`)) return false;
      // The image is given away only when somebody has asked for what signs it.
      released.push(() => registry.answer(url, response));
      return true;
    };
    expect((await inspect(nameOf(`@${signed.digest}`))).status).to.equal('verified');
  });

  it('says that a pinned image is not there, whatever signs it', async () => {
    const signed = registry.addImage('v1', 'signed');
    await sign(signed);
    registry.intercept = ({ url }, response) => {
      if (!url.endsWith(`/manifests/${signed.digest}`)) return false;
      response.writeHead(404).end();
      return true;
    };
    expect(await inspect(nameOf(`@${signed.digest}`))).to.include({ status: 'error', code: 'IMG_NOT_FOUND' });
  });

  it('is not led astray by a tag that moves while it looks', async () => {
    const unsigned = registry.addImage('v1', 'not signed');
    const signed = registry.addImage('other', 'signed');
    await sign(signed);
    registry.intercept = ({ url }) => {
      // As soon as the tag has been asked for, it names the image that is signed.
      if (!url.endsWith('/manifests/v1')) registry.addImage('v1', 'signed');
      return false;
    };
    expect(await inspect(nameOf(':v1'))).to.include({ code: 'IMG_UNSIGNED', digest: unsigned.digest });
  });

  it('takes a signature of each platform where that is demanded, and that of the index where it is not', async () => {
    const platforms = ['amd64', 'arm64'].map((architecture) => {
      const layer = registry.addBlob('application/vnd.oci.image.layer.v1.tar', architecture);
      const child = registry.addManifest(manifestBytes({ config: EMPTY_CONFIG, layers: [layer] }));
      return { ...child, platform: { os: 'linux', architecture } };
    });
    const attached = {
      ...registry.addManifest(manifestBytes({ layers: [] })),
      platform: { os: 'unknown', architecture: 'unknown' },
    };
    const index = registry.addManifest(
      manifestBytes({ manifests: [...platforms, attached] }),
      'v1',
      'application/vnd.oci.image.index.v1+json',
    );
    await sign(index);
    expect((await inspect(nameOf(':v1'))).status).to.equal('verified');
    const [first, second] = platforms;
    if (first === undefined || second === undefined) throw new Error('there are two platforms');
    await sign(first);
    const missing = await inspect(nameOf(':v1'), { allPlatforms: true });
    expect(missing).to.include({ status: 'unsigned', code: 'IMG_UNSIGNED' });
    expect(missing.message).to.match(/^holds linux\/arm64 \(sha256:[0-9a-f]{12}…\), which has no signature/);
    await sign(second);
    expect((await inspect(nameOf(':v1'), { allPlatforms: true })).status).to.equal('verified');
  });

  it('does not take an index that leaves out what it holds for a signed one', async () => {
    const index = registry.addManifest(
      manifestBytes({ manifests: [] }),
      'v1',
      'application/vnd.oci.image.index.v1+json',
    );
    await sign(index);
    expect((await inspect(nameOf(':v1'), { allPlatforms: true })).status).to.equal('verified');
    const child = registry.addManifest(manifestBytes({ layers: [] }));
    const lying = registry.addManifest(
      manifestBytes({ manifests: [{ ...child, digest: `sha256:${'0'.repeat(64)}` }] }),
      'v2',
      'application/vnd.oci.image.index.v1+json',
    );
    await sign(lying);
    expect((await inspect(nameOf(':v2'), { allPlatforms: true })).status).to.equal('error');
  });

  it('asks nobody about an image that no authority covers, or that a rule decides about', async () => {
    registry.addImage('v1');
    const uncovered = await inspect(nameOf(':v1'), { images: ['ghcr.io/**'] });
    expect(uncovered.code).to.equal('IMG_NO_AUTHORITY');
    const rule = { kind: 'static', name: 'rule', annotations: {}, action: 'allow' } as const;
    expect((await inspect(nameOf(':v1'), { signers: [rule] })).status).to.equal('verified');
    expect(registry.asked).to.deep.equal([]);
  });

  for (const [ref, problem] of [
    ['ghcr.io/Acme/web', 'lower case'],
    ['ghcr.iö/acme/web:v1', 'no host'],
    ['ghcr.io/acme/web@sha256:abc', 'digest'],
    ['ghcr.io/acme/../web', 'repository'],
    ['https://ghcr.io/acme/web', 'https://'],
    ['', 'repository'],
    ['a b', 'repository'],
  ] as const) {
    it(`asks nobody about ${JSON.stringify(ref)}, which is no name`, async () => {
      const found = await inspect(ref, { images: ['**'] });
      expect(found).to.include({ status: 'error', code: 'IMG_REFERENCE_INVALID', repository: '' });
      expect(found.message).to.include(problem);
    });
  }

  it('knows a registry by whatever case its name is written in', async () => {
    const found = await inspect('GHCR.IO/acme/web:v1', {
      images: ['ghcr.io/**'],
      signers: [{ kind: 'static', name: 'rule', annotations: {}, action: 'deny' }],
    });
    expect(found).to.include({ registry: 'ghcr.io', code: 'IMG_REVOKED' });
  });

  it('does not believe in a type of statement that only an annotation names', async () => {
    const image = registry.addImage('v1');
    const material = await rig.attest(image.digest, 'https://example.com/other/v1', {}, { key, rekor: 'none' });
    shelve(registry, image, {
      ...material,
      annotations: { ...material.annotations, 'dev.sigstore.bundle.predicateType': SLSA },
    });
    const demand = [{ predicateType: SLSA, signers: [] }];
    const found = await inspect(nameOf(':v1'), { attestations: demand, signature: 'ignored' });
    expect(found.code).to.equal('ATT_MISSING');
    expect(found.attestations.map(({ predicateType }) => predicateType)).to.deep.equal([
      'https://example.com/other/v1',
    ]);
  });

  it('wants all of the signers where all must sign, and counts each once', async () => {
    const other = newRigKey();
    const both = { signers: [keySigner(key, { name: 'a' }), keySigner(other, { name: 'b' })], required: 2 };
    const image = registry.addImage('v1');
    await sign(image);
    await sign(image);
    expect((await inspect(nameOf(':v1'), both)).status).to.equal('untrusted');
    shelve(registry, image, await rig.signImage(image.digest, { key: other, rekor: 'none' }));
    expect((await inspect(nameOf(':v1'), both)).status).to.equal('verified');
  });

  it('does not call an image unsigned when it could not look', async () => {
    const image = registry.addImage('v1');
    await sign(image);
    registry.intercept = ({ url }, response) => {
      if (!url.includes('/referrers/')) return false;
      response.writeHead(500).end();
      return true;
    };
    const found = await inspect(nameOf(':v1'));
    expect(found).to.include({ status: 'error', code: 'IMG_REGISTRY_DOWN' });
    expect(found.error).to.include({ retryable: true });
  });
});
