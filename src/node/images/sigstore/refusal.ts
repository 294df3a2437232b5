import type { ImageCode } from '../../../core/images/image-code.ts';
import type { FoundSigner } from '../../../core/images/signature-check.ts';
import { visible } from '../../../core/report/safe-text.ts';

/** Why a signature does not count. Thrown inside of the verifier, and made into a `SignatureCheck` where it ends. */
export class Refusal extends Error {
  override readonly name = 'Refusal' as const;
  readonly code: ImageCode;
  /** Who signed, when that much is proved. */
  readonly found: FoundSigner | undefined;
  /** It is signed in a way in which such a signer never signs: another kind of signer may know more of it. */
  readonly isOtherKind: boolean;

  /** @param reason for people; goes behind the place of the signature */
  constructor(code: ImageCode, reason: string, found?: FoundSigner, isOtherKind = false) {
    super(reason);
    this.code = code;
    this.found = found;
    this.isOtherKind = isOtherKind;
  }
}

/** It is signed by another kind of signer than the one that it is held to. */
export const otherKind = (code: ImageCode, reason: string): Refusal => new Refusal(code, reason, undefined, true);

const MAX_SHOWN = 300;

/** Text of somebody else, as much of it as belongs into a sentence. */
export function shown(text: string): string {
  return visible(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
