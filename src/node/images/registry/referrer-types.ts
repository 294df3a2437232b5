import type { SignatureFormat } from '../../../core/images/signature-material.ts';
import type { Descriptor } from '../../registry/oci-manifest.ts';

/** Sigstore bundles of all versions: `application/vnd.dev.sigstore.bundle.v0.3+json`, `…bundle+json;version=0.2`. */
const BUNDLE = 'application/vnd.dev.sigstore.bundle';
const NOTATION = 'application/vnd.cncf.notary.signature';
/** What cosign 2 writes when it is told to use referrers: the layers of a `.sig` tag. */
const COSIGN = 'application/vnd.dev.cosign.artifact.sig.v1+json';

/** The types of artefact that may sign, as registries are asked for them. */
export const SIGNATURE_TYPES: readonly string[] = [
  `${BUNDLE}.v0.3+json`,
  `${BUNDLE}+json;version=0.2`,
  `${BUNDLE}+json;version=0.1`,
  NOTATION,
  COSIGN,
];

/** The type of the layer says how it is read. */
const LAYERS: readonly (readonly [type: string, format: SignatureFormat])[] = [
  ['application/vnd.dev.cosign.simplesigning.v1+json', 'cosign-signature'],
  ['application/jose+json', 'notation-jws'],
  ['application/cose', 'notation-cose'],
];

/** Of an artefact, or of its config in its place. */
export const isSignatureType = (type: string): boolean =>
  type.startsWith(BUNDLE) || type === NOTATION || type === COSIGN;

/** Some registries list the type of the config for that of the artefact, also where the config is an empty stand-in. */
const SAY_NOTHING: ReadonlySet<string> = new Set([
  '',
  'application/vnd.oci.empty.v1+json',
  'application/vnd.oci.image.config.v1+json',
]);

export const isUntyped = ({ artifactType = '' }: Descriptor): boolean => SAY_NOTHING.has(artifactType);

/** False only for what is said to be something else. */
export const mayBeSignature = (descriptor: Descriptor): boolean =>
  isUntyped(descriptor) || isSignatureType(descriptor.artifactType ?? '');

export function formatOfLayer(mediaType: string): SignatureFormat | undefined {
  if (mediaType.startsWith(BUNDLE)) return 'bundle';
  return LAYERS.find(([type]) => type === mediaType)?.[1];
}
