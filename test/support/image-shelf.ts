import type { SignatureMaterial } from '../../src/core/images/signature-material.ts';
import type { Descriptor } from '../../src/node/registry/oci-manifest.ts';
import type { FakeRegistry } from './fake-registry.ts';
import { manifestBytes } from './oci-content.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
const DSSE = 'application/vnd.dsse.envelope.v1+json';

/** Puts into a registry what signs an image, where its format belongs: a referrer, or a layer of a tag of cosign's. */
export function shelve(registry: FakeRegistry, image: Descriptor, ...material: readonly SignatureMaterial[]): void {
  for (const one of material.filter(({ format }) => format === 'bundle')) {
    const content = Buffer.from(one.bytes).toString('utf8');
    registry.addReferrer(image, { artifactType: BUNDLE, content, annotations: one.annotations });
  }
  shelveUnderTag(registry, image, 'sig', SIMPLE_SIGNING, ofFormat(material, 'cosign-signature'));
  shelveUnderTag(registry, image, 'att', DSSE, ofFormat(material, 'cosign-attestation'));
}

const ofFormat = (
  material: readonly SignatureMaterial[],
  wanted: SignatureMaterial['format'],
): readonly SignatureMaterial[] => material.filter(({ format }) => format === wanted);

function shelveUnderTag(
  registry: FakeRegistry,
  { digest }: Descriptor,
  suffix: string,
  mediaType: string,
  material: readonly SignatureMaterial[],
): void {
  if (material.length === 0) return;
  const layers = material.map(({ bytes, annotations }) => registry.addBlob(mediaType, bytes, annotations));
  registry.addManifest(manifestBytes({ layers }), `${digest.replace(':', '-')}.${suffix}`);
}
