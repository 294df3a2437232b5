import { constants, createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { bundleToJSON } from '@sigstore/bundle';
import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
  type Bundle,
  type Signer,
  type Witness,
} from '@sigstore/sign';
import type { SignatureMaterial } from '../../src/core/images/signature-material.ts';
import { SigstoreServer, type SigstoreOptions } from './sigstore-server.ts';

/** Who signs, and who bears witness. Default: keyless, as the workflow below, in Rekor v1, without a timestamp. */
export interface RigSigning {
  /** Signs with it instead of a certificate. */
  readonly key?: RigKey;
  /** SAN of the certificate. */
  readonly subject?: string;
  readonly issuer?: string;
  /** Further claims of the identity token, such as `repository` and `ref`: they become extensions. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly rekor?: 'v1' | 'v2' | 'none';
  readonly entryType?: 'dsse' | 'intoto';
  readonly timestamp?: boolean;
  /** Signed ones of `signImage` and `signLegacy`. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A pair of keys, made for the test, as `cosign generate-key-pair` makes them. */
export interface RigKey {
  readonly pem: string;
  readonly privateKey: KeyObject;
  /** What it signs over. Default: SHA-256. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  /** RSA-PSS instead of PKCS #1 v1.5. */
  readonly isPss?: boolean;
}

export const RIG_SUBJECT = 'https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main';
export const RIG_ISSUER = 'https://token.actions.githubusercontent.com';

export const COSIGN_SIGN = 'https://sigstore.dev/cosign/sign/v1';
const STATEMENT_V1 = 'https://in-toto.io/Statement/v1';
/** A `TransparencyLogEntry` as JSON. */
export interface LogEntryJson {
  canonicalizedBody: string;
  [name: string]: unknown;
}

const IN_TOTO = 'application/vnd.in-toto+json';

/** Signs images in all of cosign's forms, hermetically: certificates, logs and timestamps come from loopback. */
export class SigstoreRig implements AsyncDisposable {
  readonly #server: SigstoreServer;

  private constructor(server: SigstoreServer) {
    this.#server = server;
  }

  static async start(options: SigstoreOptions = {}): Promise<SigstoreRig> {
    return new SigstoreRig(await SigstoreServer.start(options));
  }

  /** `trusted_root.json` as text. */
  get trustedRoot(): string {
    return this.#server.trustedRoot;
  }

  /** Base of Fulcio (`/api/v2/signingCert`), Rekor (`/api/v1/log/entries`, `/api/v2/…`) and the TSA (`/api/v1/timestamp`). */
  get url(): string {
    return this.#server.url;
  }

  /** `cosign sign` v3: a bundle with a statement that says nothing but which image. */
  async signImage(digest: string, signing: RigSigning = {}): Promise<SignatureMaterial> {
    const { annotations } = signing;
    const subject = { digest: digestSet(digest), ...(annotations !== undefined && { annotations }) };
    return this.signStatement({ subject: [subject], predicateType: COSIGN_SIGN, predicate: {} }, signing);
  }

  /** `cosign attest` v3. */
  async attest(
    digest: string,
    predicateType: string,
    predicate: unknown,
    signing: RigSigning = {},
  ): Promise<SignatureMaterial> {
    return this.signStatement(
      { subject: [{ name: 'image', digest: digestSet(digest) }], predicateType, predicate },
      signing,
    );
  }

  /** A bundle over whatever statement is given. */
  async signStatement(statement: object, signing: RigSigning = {}): Promise<SignatureMaterial> {
    const text = JSON.stringify({ _type: STATEMENT_V1, ...statement });
    return bundleMaterial(await this.bundleOfStatement(text, signing), {
      'dev.sigstore.bundle.content': 'dsse-envelope',
    });
  }

  /** A bundle whose signature is over the manifest's own bytes. */
  async signManifest(manifest: Uint8Array, signing: RigSigning = {}): Promise<SignatureMaterial> {
    const bundle = await this.bundleOfMessage(manifest, signing);
    return bundleMaterial(bundle, { 'dev.sigstore.bundle.content': 'message-signature' });
  }

  /** `cosign sign` v1 and v2: a payload, and all else in the annotations of its layer. */
  async signLegacy(digest: string, signing: RigSigning = {}): Promise<SignatureMaterial> {
    return this.signPayload(simpleSigning(digest, signing.annotations), signing);
  }

  /** The same over whatever payload is given. */
  async signPayload(payload: string, signing: RigSigning = {}): Promise<SignatureMaterial> {
    const bytes = Buffer.from(payload);
    const bundle = await this.bundleOfMessage(bytes, signing);
    if (bundle.content.$case !== 'messageSignature') throw new Error('the builder made no message signature');
    const signature = bundle.content.messageSignature.signature.toString('base64');
    return {
      format: 'cosign-signature',
      place: 'tag sha256-test.sig, layer 1',
      bytes,
      annotations: { 'dev.cosignproject.cosign/signature': signature, ...legacyAnnotations(bundle) },
    };
  }

  /** `cosign attest` v1 and v2. */
  async attestLegacy(
    digest: string,
    predicateType: string,
    predicate: unknown,
    signing: RigSigning = {},
  ): Promise<SignatureMaterial> {
    const statement = {
      _type: 'https://in-toto.io/Statement/v0.1',
      predicateType,
      subject: [{ name: 'image', digest: digestSet(digest) }],
      predicate,
    };
    const bundle = await this.bundleOfStatement(JSON.stringify(statement), signing);
    if (bundle.content.$case !== 'dsseEnvelope') throw new Error('the builder made no envelope');
    const { payload, signatures } = bundle.content.dsseEnvelope;
    const sig = signatures[0]?.sig.toString('base64');
    const envelope = { payloadType: IN_TOTO, payload: payload.toString('base64'), signatures: [{ keyid: '', sig }] };
    return {
      format: 'cosign-attestation',
      place: 'tag sha256-test.att, layer 1',
      bytes: Buffer.from(JSON.stringify(envelope)),
      annotations: { 'dev.cosignproject.cosign/signature': '', predicateType, ...legacyAnnotations(bundle) },
    };
  }

  async bundleOfStatement(statement: string, signing: RigSigning = {}): Promise<Bundle> {
    const builder = new DSSEBundleBuilder({ signer: this.#signer(signing), witnesses: this.#witnesses(signing) });
    return withHint(await builder.create({ data: Buffer.from(statement), type: IN_TOTO }), signing);
  }

  /** In the form of today: a single certificate and no chain. */
  async bundleOfMessage(message: Uint8Array, signing: RigSigning = {}): Promise<Bundle> {
    const options = { signer: this.#signer(signing), witnesses: this.#witnesses(signing) };
    const bundle = await new MessageSignatureBundleBuilder(options).create({ data: Buffer.from(message) });
    const { content } = bundle.verificationMaterial;
    if (content.$case !== 'x509CertificateChain') return withHint({ ...bundle, mediaType: BUNDLE_V03 }, signing);
    const [certificate] = content.x509CertificateChain.certificates;
    if (certificate === undefined) throw new Error('the builder made an empty chain');
    const verificationMaterial = {
      ...bundle.verificationMaterial,
      content: { $case: 'certificate' as const, certificate },
    };
    return { ...bundle, mediaType: BUNDLE_V03, verificationMaterial };
  }

  /** An entry of the log over whatever body is given, as it stands in bundles. For v2, in the form in which it is stored. */
  async log(body: object, version: 'v1' | 'v2'): Promise<LogEntryJson> {
    const response = await fetch(`${this.url}/test/${version}`, { method: 'POST', body: JSON.stringify(body) });
    return JSON.parse(await response.text());
  }

  #signer({ key, subject = RIG_SUBJECT, issuer = RIG_ISSUER, claims }: RigSigning): Signer {
    if (key !== undefined) return { sign: async (data) => signWithKey(key, data) };
    const getToken = async (): Promise<string> => identityToken({ ...claims, sub: subject, iss: issuer });
    return new FulcioSigner({ fulcioBaseURL: this.url, identityProvider: { getToken } });
  }

  #witnesses({ rekor = 'v1', entryType = 'dsse', timestamp = false }: RigSigning): Witness[] {
    const majorApiVersion = rekor === 'v2' ? 2 : 1;
    return [
      ...(rekor === 'none' ? [] : [new RekorWitness({ rekorBaseURL: this.url, entryType, majorApiVersion })]),
      ...(timestamp ? [new TSAWitness({ tsaBaseURL: this.url })] : []),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}

/** @param kind `P-256` (default), `P-384`, `P-521`, `ed25519`, or the number of bits of an RSA key */
export function newRigKey(kind: 'P-256' | 'P-384' | 'P-521' | 'ed25519' | number = 'P-256'): RigKey {
  const { publicKey, privateKey } = newKeyPair(kind);
  return { pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

function newKeyPair(kind: string | number): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (typeof kind === 'number') return generateKeyPairSync('rsa', { modulusLength: kind });
  return kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: kind });
}

/** cosign's simple signing payload. */
export function simpleSigning(digest: string, optional?: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    critical: {
      identity: { 'docker-reference': 'registry.example/app' },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: optional ?? null,
  });
}

/** A bundle as material of a registry. */
function bundleMaterial(bundle: Bundle, annotations: Readonly<Record<string, string>> = {}): SignatureMaterial {
  const bytes = Buffer.from(JSON.stringify(bundleToJSON(bundle)));
  return { format: 'bundle', place: `referrer sha256:${sha256(bytes).toString('hex')}`, bytes, annotations };
}

const BUNDLE_V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json';

function signWithKey(key: RigKey, data: Buffer): Awaited<ReturnType<Signer['sign']>> {
  const { privateKey, pem, hash = 'sha256', isPss = false } = key;
  const algorithm = privateKey.asymmetricKeyType === 'ed25519' ? undefined : hash;
  const signature = sign(algorithm, data, isPss ? { key: privateKey, ...PSS } : privateKey);
  return { signature, key: { $case: 'publicKey', publicKey: pem } };
}

/** As cosign does: the hint is in the bundle. The library would write it into the envelope, too, where cosign takes it amiss. */
function withHint(bundle: Bundle, { key }: RigSigning): Bundle {
  if (key === undefined) return bundle;
  const hint = sha256(createPublicKey(key.pem).export({ type: 'spki', format: 'der' })).toString('base64');
  const content = { $case: 'publicKey' as const, publicKey: { hint } };
  return { ...bundle, verificationMaterial: { ...bundle.verificationMaterial, content } };
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** Nobody checks its signature: Fulcio is ours. */
function identityToken(claims: Readonly<Record<string, string>>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.${part({})}`;
}

function digestSet(digest: string): Readonly<Record<string, string>> {
  const [algorithm = '', hex = ''] = digest.split(':');
  return { [algorithm]: hex };
}

/** What cosign puts beside a layer: certificate, entry of the log, timestamp. */
function legacyAnnotations({ verificationMaterial }: Bundle): Readonly<Record<string, string>> {
  const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
  const certificate =
    content.$case === 'certificate'
      ? content.certificate
      : content.$case === 'x509CertificateChain'
        ? content.x509CertificateChain.certificates[0]
        : undefined;
  const [entry] = tlogEntries;
  const [timestamp] = timestampVerificationData?.rfc3161Timestamps ?? [];
  return {
    ...(certificate !== undefined && { 'dev.sigstore.cosign/certificate': pemOf(certificate.rawBytes) }),
    ...(entry?.inclusionPromise !== undefined && {
      'dev.sigstore.cosign/bundle': JSON.stringify({
        SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp.toString('base64'),
        Payload: {
          body: entry.canonicalizedBody.toString('base64'),
          integratedTime: Number(entry.integratedTime),
          logIndex: Number(entry.logIndex),
          logID: entry.logId.keyId.toString('hex'),
        },
      }),
    }),
    ...(timestamp !== undefined && {
      'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({
        SignedRFC3161Timestamp: timestamp.signedTimestamp.toString('base64'),
      }),
    }),
  };
}

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
const sha256 = (content: Buffer): Buffer => createHash('sha256').update(content).digest();
