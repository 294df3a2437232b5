import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';

export type KeyReading =
  { readonly kind: 'key'; readonly pem: string } | { readonly kind: 'fault'; readonly problem: string };

export type CertificatesReading =
  | { readonly kind: 'certificates'; readonly pems: readonly string[] }
  | { readonly kind: 'fault'; readonly problem: string };

/** Shorter RSA keys can be broken; longer ones cost whoever verifies more than they are worth. */
const RSA_BITS = { fewest: 2048, most: 16_384 };
const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1'];
const MAX_CERTIFICATES = 100;

interface PemBlock {
  readonly label: string;
  readonly text: string;
}

/** Reads one public key in PEM, whoever wrote it, into SPKI. A fault never quotes the text, which may be a private key. */
export function readPublicKey(text: string): KeyReading {
  const blocks = pemBlocks(text);
  const [block, other] = blocks;
  const foreign = privateKeyIn(text, 'a public key');
  if (foreign !== undefined) return fault(foreign);
  if (block === undefined) return fault('it is no key in PEM, which begins with -----BEGIN PUBLIC KEY-----');
  if (other !== undefined)
    return fault(`it holds ${blocks.length} keys; write each as a signer of its own under any or all`);
  if (block.label === 'CERTIFICATE')
    return fault('it is a certificate; take its key out of it: openssl x509 -pubkey -noout -in FILE');
  if (block.label !== 'PUBLIC KEY' && block.label !== 'RSA PUBLIC KEY')
    return fault('it is no public key, which begins with -----BEGIN PUBLIC KEY-----');
  const key = parsed(() => createPublicKey(block.text));
  if (key === undefined) return fault('it is damaged, or of a kind that is not known');
  const weakness = weaknessOf(key);
  return weakness === undefined
    ? { kind: 'key', pem: key.export({ type: 'spki', format: 'pem' }).toString() }
    : fault(weakness);
}

/** Reads the certificates of a file, at least one. */
export function readCertificates(text: string): CertificatesReading {
  const blocks = pemBlocks(text);
  const foreign = privateKeyIn(text, 'certificates');
  if (foreign !== undefined) return fault(foreign);
  if (blocks.length === 0 || blocks.some(({ label }) => label !== 'CERTIFICATE'))
    return fault('it holds no certificates in PEM, which begin with -----BEGIN CERTIFICATE-----');
  if (blocks.length > MAX_CERTIFICATES) return fault(`it holds more than ${MAX_CERTIFICATES} certificates`);
  const certificates = blocks.map((block) => parsed(() => new X509Certificate(block.text)));
  const damaged = certificates.indexOf(undefined);
  if (damaged >= 0) return fault(`its certificate ${damaged + 1} is damaged`);
  return { kind: 'certificates', pems: certificates.flatMap((one) => one?.toString() ?? []) };
}

const fault = (problem: string): { readonly kind: 'fault'; readonly problem: string } => ({ kind: 'fault', problem });

/** The one mistake that must be told first. */
function privateKeyIn(text: string, wanted: string): string | undefined {
  return /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)
    ? `it holds a private key, and ${wanted} is wanted; whoever can read the file can sign. Write the public one: openssl pkey -pubout, or cosign public-key --key`
    : undefined;
}

function pemBlocks(text: string): readonly PemBlock[] {
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,64})-----[^-]*-----END \1-----/g)].map(([block, label = '']) => ({
    label,
    text: block,
  }));
}

function weaknessOf(key: KeyObject): string | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  switch (type) {
    case 'ed25519':
      return undefined;
    case 'ec':
      return CURVES.includes(details.namedCurve)
        ? undefined
        : `its curve is ${details.namedCurve ?? 'not known'}; P-256, P-384 and P-521 are supported`;
    case 'rsa': {
      const bits = details.modulusLength ?? 0;
      if (bits < RSA_BITS.fewest)
        return `it is an RSA key of ${bits} bits, which can be broken; ${RSA_BITS.fewest} are needed`;
      return bits <= RSA_BITS.most
        ? undefined
        : `it is an RSA key of ${bits} bits; at most ${RSA_BITS.most} are supported`;
    }
    default:
      return `it is a key for ${type ?? 'something'}; ECDSA, RSA and Ed25519 are supported`;
  }
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    // What OpenSSL says of it helps nobody.
    return undefined;
  }
}
