import type { Config } from '../config/config.ts';
import { createImageInspector, type ImageInspector } from './create-image-inspector.ts';
import { checkNotation } from './notation/check-notation.ts';
import { createImageRegistry } from './registry/create-image-registry.ts';
import { createSignatureVerifier } from './sigstore/create-signature-verifier.ts';

export interface InspectorRequest {
  readonly config: Pick<Config, 'images' | 'registries'>;
  /** Where credentials are, and the programs that keep them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Registries on this machine may be asked: whoever names images is who runs the program. */
  readonly allowLoopback: boolean;
  readonly now: () => Date;
}

/**
 * An inspector that asks real registries.
 * @throws SluiceError CONFIG_INVALID when a trust root is none
 */
export function openImageInspector({ config, env, allowLoopback, now }: InspectorRequest): ImageInspector {
  const { authorities, trustRoots } = config.images;
  return createImageInspector({
    authorities,
    registry: createImageRegistry({ registries: config.registries, env, allowLoopback }),
    verifier: createSignatureVerifier({
      trustRoots: new Map(Object.entries(trustRoots)),
      now,
      checkNotation: (material, image, signer) => checkNotation(material, image, signer, { now }),
    }),
  });
}
