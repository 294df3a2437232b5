import { X509Certificate } from '@sigstore/core';

/**
 * A certificate that is encoded once, and checks once whether another one made it. The library asks again for each time of signing
 * and each authority, up to the root, and each answer takes a millisecond.
 */
export class RememberingCertificate extends X509Certificate {
  readonly #der: Buffer;
  readonly #publicKey: Buffer;
  /** By the other one, which may be hostile, and is forgotten with its bundle. */
  readonly #answers = new WeakMap<X509Certificate, boolean>();

  /** @param certificate nobody changes it */
  constructor(certificate: X509Certificate, der: Buffer = certificate.root.toDER()) {
    super(certificate.root);
    this.#der = der;
    this.#publicKey = super.publicKey;
  }

  override get publicKey(): Buffer {
    return this.#publicKey;
  }

  override equals(other: X509Certificate): boolean {
    return other instanceof RememberingCertificate ? this.#der.equals(other.#der) : super.equals(other);
  }

  override verify(issuer?: X509Certificate): boolean {
    const by = issuer ?? this;
    const answer = this.#answers.get(by) ?? super.verify(issuer);
    this.#answers.set(by, answer);
    return answer;
  }
}
