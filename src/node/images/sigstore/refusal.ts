import type { ImageCode } from '../../../core/images/image-code.ts';
import type { FoundSigner } from '../../../core/images/signature-check.ts';
import { visible } from '../../../core/report/safe-text.ts';

/** Why a signature does not count. Thrown inside of the verifier, and made into a `SignatureCheck` where it ends. */
export class Refusal extends Error {
  override readonly name = 'Refusal' as const;
  readonly code: ImageCode;
  /** Who signed, when that much is proved. */
  readonly found: FoundSigner | undefined;

  /** @param reason for people; goes behind the place of the signature */
  constructor(code: ImageCode, reason: string, found?: FoundSigner) {
    super(reason);
    this.code = code;
    this.found = found;
  }
}

const MAX_SHOWN = 300;

/** Text of somebody else, as much of it as belongs into a sentence. */
export function shown(text: string): string {
  return visible(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
