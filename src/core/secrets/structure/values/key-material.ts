const PRIVATE_KEY = /-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY( BLOCK)?-----/;

/** The name of the private key that a text holds. */
export function keyMaterialTitle(text: string, type: string, key: string): string | undefined {
  if (/^PuTTY-User-Key-File-\d/.test(text)) return 'an SSH private key of PuTTY';
  if (/AGE-SECRET-KEY-(?:PQ-)?1/.test(text)) return 'a private key of age';
  const header = PRIVATE_KEY.exec(text);
  if (header === null) return typedKeyTitle(text, type, key);
  return armouredKeyTitle(header[1] ?? '', type, key);
}

function armouredKeyTitle(label: string, type: string, key: string): string {
  if (label.startsWith('OPENSSH') || type === 'kubernetes.io/ssh-auth' || /ssh/i.test(key)) return 'an SSH private key';
  if (label.startsWith('PGP')) return 'a PGP private key';
  if (/COSIGN|SIGSTORE/.test(label)) return 'a signing key of cosign';
  if (type === 'kubernetes.io/tls' || /tls|ssl/i.test(key)) return 'a TLS private key';
  return label.startsWith('ENCRYPTED') ? 'an encrypted private key' : 'a private key';
}

/** The type promises a key, whatever is there. */
function typedKeyTitle(text: string, type: string, key: string): string | undefined {
  if (text === '') return undefined;
  if (type === 'kubernetes.io/tls' && key === 'tls.key') return 'a TLS private key';
  return type === 'kubernetes.io/ssh-auth' && key === 'ssh-privatekey' ? 'an SSH private key' : undefined;
}

/** Certificates, public keys, known hosts and checksums identify; they do not grant. */
export function isPublicMaterial(text: string): boolean {
  if (text.includes('PRIVATE KEY')) return false;
  return isPublicArmour(text) || isSshPublic(text);
}

const isPublicArmour = (text: string): boolean =>
  /^(?:#.*\n|\s)*-----BEGIN (?:CERTIFICATE|TRUSTED CERTIFICATE|CERTIFICATE REQUEST|X509 CRL|PUBLIC KEY|RSA PUBLIC KEY|EC PARAMETERS|DH PARAMETERS|PGP PUBLIC KEY BLOCK|SSH2 PUBLIC KEY)-----/.test(
    text,
  );

const SSH_PUBLIC =
  /^\s*(?:#.*|(?:[^\s]+ )?(?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp[0-9]+|sk-[a-z0-9@.-]+) AAAA[A-Za-z0-9+/=]+(?: .*)?)?\s*$/;

const isSshPublic = (text: string): boolean =>
  text.includes(' AAAA') && text.split('\n').every((line) => SSH_PUBLIC.test(line));
