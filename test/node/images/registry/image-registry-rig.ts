import type { ImageAnswer } from '../../../../src/core/images/image-answer.ts';
import type { SignatureSearch } from '../../../../src/core/images/signature-material.ts';
import type { ImageRegistry } from '../../../../src/node/images/image-registry.ts';
import {
  createImageRegistry,
  type GivenImageRegistryOptions,
} from '../../../../src/node/images/registry/create-image-registry.ts';

export const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A busy machine may keep a test waiting for longer than a registry may. */
const PATIENT = { connectMs: 60_000, requestMs: 60_000, imageMs: 60_000 };

/** As on the command line: this machine may be asked, nobody has logged in, nobody waits between tries. */
export function imageRegistry(options: Partial<GivenImageRegistryOptions> = {}): ImageRegistry {
  return createImageRegistry({
    registries: [],
    env: {},
    allowLoopback: true,
    pause: async () => undefined,
    ...options,
    times: { ...PATIENT, ...options.times },
  });
}

export function valueOf<T>(answer: ImageAnswer<T>): T {
  if (answer.kind === 'ok') return answer.value;
  throw new Error(`${answer.code}: ${answer.message}`);
}

export function faultOf(answer: ImageAnswer<unknown>): Extract<ImageAnswer<never>, { readonly kind: 'fault' }> {
  if (answer.kind === 'fault') return answer;
  throw new Error('there is an answer, and no fault');
}

/** `sha256-….sig` */
export const cosignTagOf = (digest: string, kind: 'sig' | 'att'): string => `${digest.replace(':', '-')}.${kind}`;

/** Format, place, text and annotations of everything that was found. */
export const textsOf = ({ material }: SignatureSearch): readonly (readonly [string, string, string, object])[] =>
  material.map(({ format, place, bytes, annotations }) => [
    format,
    place,
    Buffer.from(bytes).toString('utf8'),
    annotations,
  ]);
