/**
 * Whether a value may be read by everybody: a certificate, a public key, a checksum that says so itself or whose name does.
 * @param name what the value stands under, where that is known
 */
export function isPublicValue(value: string, name?: string): boolean {
  return FORMS.some((form) => form.test(value)) || (name !== undefined && isDigestName(name) && DIGEST.test(value));
}

const FORMS: readonly RegExp[] = [
  /^\s*-{5}BEGIN (?:[A-Z0-9 ]*CERTIFICATE|[A-Z0-9 ]*PUBLIC KEY|PGP PUBLIC KEY|CERTIFICATE REQUEST)/,
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-\S+@openssh\.com) AAAA/,
  /^age1[a-z0-9]{58}$/,
  /^@?(?:sha(?:1|224|256|384|512)|md5|blake2b)[-:=][A-Za-z0-9+/=]+$/i,
];

const DIGEST = /^(?:[0-9a-f]{7,128}|[A-Za-z0-9+/]{20,120}={0,2})$/i;

const isDigestName = (name: string): boolean =>
  /(?:sha\d*|digest|checksum|hash|md5|commit|revision|integrity|etag|fingerprint|thumbprint|public_?key|pub_?key)$/i.test(
    name.replaceAll('-', '_'),
  );
