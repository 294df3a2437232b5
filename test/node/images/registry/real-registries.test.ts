import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseReference, type Reference } from '../../../../src/core/images/reference.ts';
import {
  manifestBytes,
  pushBlob,
  pushImage,
  pushManifest,
  pushReferrer,
  type PushTarget,
} from '../../../support/oci-content.ts';
import { NO_REFERRERS_REGISTRY, NO_REGISTRY, RealRegistry, ReferrersRegistry } from '../../../support/registry.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { BUNDLE, cosignTagOf, faultOf, imageRegistry, textsOf, valueOf } from './image-registry-rig.ts';

const REPOSITORY = 'acme/app';
const referenceTo = (host: string, rest = ':v1'): Reference => parseReference(`${host}/${REPOSITORY}${rest}`);

const titled = (title: string, missing: string | undefined): string =>
  missing === undefined ? title : `${title} (${missing})`;

const itHere = NO_REGISTRY === undefined ? it : it.skip;

describe(titled('a real registry without the referrers API', NO_REGISTRY), () => {
  itHere(
    'gives an image, and what signs it: a bundle under the tag that stands in, and signatures of cosign',
    async () => {
      await using registry = await RealRegistry.start();
      const target: PushTarget = { host: registry.host, repository: REPOSITORY };
      const image = await pushImage(target, 'v1');
      const bundle = await pushReferrer(target, image, { artifactType: BUNDLE, content: '{"bundle":1}' });
      await pushManifest(target, manifestBytes({ manifests: [bundle] }), image.digest.replace(':', '-'));
      const config = await pushBlob(target, 'application/vnd.oci.image.config.v1+json', '{}');
      const layer = await pushBlob(target, 'application/vnd.dev.cosign.simplesigning.v1+json', '{"critical":1}', {
        s: '1',
      });
      await pushManifest(target, manifestBytes({ config, layers: [layer] }), cosignTagOf(image.digest, 'sig'));
      const images = imageRegistry();
      expect(valueOf(await images.readImage(referenceTo(registry.host))).digest).to.equal(image.digest);
      const search = valueOf(await images.findSignatures(referenceTo(registry.host), image.digest));
      expect(textsOf(search).map(([format, , text]) => [format, text])).to.deep.equal([
        ['bundle', '{"bundle":1}'],
        ['cosign-signature', '{"critical":1}'],
      ]);
      expect(search.lookedIn).to.have.length(4);
      expect(search.lookedIn[0]).to.equal('OCI referrers (the registry has no such list)');
    },
  );

  itHere('does not have what nobody pushed', async () => {
    await using registry = await RealRegistry.start();
    const images = imageRegistry();
    expect(faultOf(await images.readImage(referenceTo(registry.host))).code).to.equal('IMG_NOT_FOUND');
    const search = valueOf(await images.findSignatures(referenceTo(registry.host), `sha256:${'0'.repeat(64)}`));
    expect(search.material).to.deep.equal([]);
  });

  itHere('lets in whoever has the password: by a pull secret, and not without', async () => {
    using folder = temporaryFolder();
    // The bcrypt hash of the password below.
    const users = 'me:$2b$05$abcdefghijklmnopqrstuuV7fpPozvyqJfnY19y0802WTlXUm6Rjy\n';
    await using registry = await RealRegistry.start({ htpasswd: folder.write('users', users) });
    const auth = Buffer.from('me:s3cret-pass').toString('base64');
    const target = { host: registry.host, repository: REPOSITORY, authorization: `Basic ${auth}` };
    const image = await pushImage(target, 'v1');
    const secret = { name: 'regcred', config: JSON.stringify({ auths: { [registry.host]: { auth } } }) };
    const wrong = { name: 'old', config: secret.config.replace(auth, Buffer.from('me:old').toString('base64')) };
    const images = imageRegistry();
    const read = await images.readImage(referenceTo(registry.host), { pullSecrets: [wrong, secret] });
    expect(valueOf(read).digest).to.equal(image.digest);
    const refused = faultOf(await images.readImage(referenceTo(registry.host), { pullSecrets: [wrong] }));
    expect(refused.code).to.equal('IMG_UNAUTHORIZED');
    expect(refused.message).to.include('tried: imagePullSecrets old (refused), docker config (none)');
    expect(faultOf(await images.readImage(referenceTo(registry.host))).code).to.equal('IMG_UNAUTHORIZED');
  });
});

const itLists = NO_REFERRERS_REGISTRY === undefined ? it : it.skip;

describe(titled('a real registry with the referrers API', NO_REFERRERS_REGISTRY), () => {
  itLists('gives an image, and the bundles that refer to it', async () => {
    await using registry = await ReferrersRegistry.start();
    const target: PushTarget = { host: registry.host, repository: REPOSITORY };
    const image = await pushImage(target, 'v1');
    const other = await pushImage(target, 'v2', 'other');
    await pushReferrer(target, image, { artifactType: BUNDLE, content: '{"bundle":1}' });
    await pushReferrer(target, image, { artifactType: 'application/spdx+json', content: '{}' });
    await pushReferrer(target, other, { artifactType: BUNDLE, content: '{"of":"other"}' });
    const images = imageRegistry();
    const { digest } = valueOf(await images.readImage(referenceTo(registry.host)));
    const search = valueOf(await images.findSignatures(referenceTo(registry.host), digest));
    expect(textsOf(search).map(([format, , text]) => [format, text])).to.deep.equal([['bundle', '{"bundle":1}']]);
    expect(search.lookedIn[0]).to.equal('OCI referrers (1 read; 1 of other kinds)');
  });
});
