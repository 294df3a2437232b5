import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  tsaHandler,
  type HandlerFn,
} from '@sigstore/mock';
import { TestServer } from './http-server.ts';

/** What the services hold as "now", in hours from the real one. Roots are valid from now on, so it is never negative. */
export interface SigstoreOptions {
  readonly fulcio?: number;
  readonly rekor?: number;
  readonly tsa?: number;
  /** Whether certificates are logged, and carry the proof. Default: yes. */
  readonly certificateLog?: boolean;
}

/** Fulcio, Rekor (v1 and v2, two logs) and a timestamp authority on loopback, with the trust root that names them. */
export class SigstoreServer implements AsyncDisposable {
  readonly #server: TestServer;
  /** `trusted_root.json` as text. */
  readonly trustedRoot: string;

  private constructor(server: TestServer, trustedRoot: string) {
    this.#server = server;
    this.trustedRoot = trustedRoot;
  }

  static async start(options: SigstoreOptions = {}): Promise<SigstoreServer> {
    const paths = new Map<string, HandlerFn>();
    const server = await TestServer.start(({ url, body }, response) => void answer(paths.get(url), body, response));
    const services = await createServices(server.url('/').href, options);
    for (const [path, handler] of services.handlers) paths.set(path, handler);
    return new SigstoreServer(server, JSON.stringify(services.trustedRoot));
  }

  /** Base of all of the services. */
  get url(): string {
    return `http://${this.#server.host}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}

async function answer(handler: HandlerFn | undefined, body: string, response: ServerResponse): Promise<void> {
  const result = await handler?.(body);
  if (result === undefined) return void response.writeHead(404).end();
  const { response: content } = result;
  response.writeHead(result.statusCode, { 'content-type': result.contentType ?? 'text/plain' });
  response.end(
    typeof content === 'string' ? content : new Uint8Array(content.buffer, content.byteOffset, content.byteLength),
  );
}

interface Services {
  readonly handlers: readonly (readonly [path: string, handler: HandlerFn])[];
  readonly trustedRoot: object;
}

async function createServices(url: string, options: SigstoreOptions): Promise<Services> {
  const clock = { fulcio: new Date(), rekor: new Date(), tsa: new Date() };
  const ctLog = await initializeCTLog(newKeys(), clock.fulcio);
  const ca = await initializeCA(newKeys('P-384'), options.certificateLog === false ? undefined : ctLog, clock.fulcio);
  const rekor = await initializeTLog(url, newKeys(), clock.rekor);
  const rekorV2 = await initializeTLog(url, newKeys(), clock.rekor);
  const tsa = await initializeTSA(newKeys('P-384'), clock.tsa);
  const fulcio = fulcioHandler(ca);
  const timestamps = tsaHandler(tsa);
  return {
    handlers: [
      [fulcio.path, atTime(clock.fulcio, options.fulcio, fulcio.fn)],
      [timestamps.path, atTime(clock.tsa, options.tsa, timestamps.fn)],
      ['/api/v1/log/entries', atTime(clock.rekor, options.rekor, (body) => logV1(rekor, body))],
      ['/api/v2/log/entries', atTime(clock.rekor, options.rekor, (body) => logV2(rekorV2, body))],
      ['/test/v1', atTime(clock.rekor, options.rekor, (body) => logAnything(rekor, body, true))],
      ['/test/v2', atTime(clock.rekor, options.rekor, (body) => logAnything(rekorV2, body, false))],
    ],
    trustedRoot: {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      certificateAuthorities: [authority(`${url}fulcio`, 'sigstore', [ca.rootCertificate])],
      ctlogs: [logInstance(url, ctLog.publicKey)],
      tlogs: [logInstance(url, rekor.publicKey), logInstance(url, rekorV2.publicKey)],
      timestampAuthorities: [authority(`${url}tsa`, 'tsa', [tsa.intCertificate, tsa.rootCertificate])],
    },
  };
}

const HOUR_MS = 3_600_000;

/** Sets a service's clock before each request, to a whole second: the mock writes other times as nobody can read them. */
function atTime(clock: Date, hours: number | undefined, handler: HandlerFn): HandlerFn {
  return (body) => {
    clock.setTime(Math.floor((Date.now() + (hours ?? 0) * HOUR_MS) / 1000) * 1000);
    return handler(body);
  };
}

const newKeys = (namedCurve = 'P-256'): ReturnType<typeof generateKeyPairSync> =>
  generateKeyPairSync('ec', { namedCurve });

type TLog = Awaited<ReturnType<typeof initializeTLog>>;

/** Rekor stores another thing than it is asked to when it is given an envelope; the mock stores what it is given. */
async function logV1(log: TLog, body: string): Promise<Awaited<ReturnType<HandlerFn>>> {
  const proposed = JSON.parse(body);
  const entry = proposed.kind === 'dsse' ? dsseEntry(proposed) : proposed;
  return created(await log.log(entry));
}

function dsseEntry({
  spec,
}: {
  spec: { proposedContent: { envelope: string; verifiers: readonly string[] } };
}): object {
  const { envelope, verifiers } = spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope);
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: { algorithm: 'sha256', value: sha256(envelope).toString('hex') },
      payloadHash: { algorithm: 'sha256', value: sha256(Buffer.from(payload, 'base64')).toString('hex') },
      signatures: [{ signature: signatures[0].sig, verifier: verifiers[0] }],
    },
  };
}

/** Rekor v2: an inclusion proof, and neither a promise nor a time. The mock's own entries are not what Rekor makes. */
async function logV2(log: TLog, body: string): Promise<Awaited<ReturnType<HandlerFn>>> {
  return logAnything(log, JSON.stringify(entryV2(JSON.parse(body))), false);
}

/** Stores what it is given, and answers with an entry as it stands in bundles. */
async function logAnything(log: TLog, body: string, hasPromise: boolean): Promise<Awaited<ReturnType<HandlerFn>>> {
  const entry: { readonly kind: string; readonly apiVersion: string } = JSON.parse(body);
  // Through text: the mock's types name a package that it does not bring along.
  const stored: Record<string, LoggedEntry> = JSON.parse(JSON.stringify(await log.log(entry)));
  const [logged] = Object.values(stored);
  if (logged === undefined) throw new Error('the log stored nothing');
  const { inclusionProof, signedEntryTimestamp } = logged.verification;
  return created({
    logIndex: hasPromise ? String(logged.logIndex) : '0',
    logId: { keyId: Buffer.from(logged.logID, 'hex').toString('base64') },
    kindVersion: { kind: entry.kind, version: entry.apiVersion },
    canonicalizedBody: logged.body,
    ...(hasPromise && { integratedTime: String(logged.integratedTime), inclusionPromise: { signedEntryTimestamp } }),
    inclusionProof: {
      logIndex: '0',
      treeSize: '1',
      rootHash: Buffer.from(inclusionProof.rootHash, 'hex').toString('base64'),
      hashes: [],
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
  });
}

interface LoggedEntry {
  readonly body: string;
  readonly logID: string;
  readonly logIndex: number;
  readonly integratedTime: number;
  readonly verification: {
    readonly inclusionProof: { readonly rootHash: string; readonly checkpoint: string };
    readonly signedEntryTimestamp: string;
  };
}

interface RequestV2 {
  readonly hashedRekordRequestV002?: { digest: string; signature: { content: string; verifier: Verifier } };
  readonly dsseRequestV002?: {
    envelope: { payloadType: string; payload: string; signatures: readonly { sig: string }[] };
    verifiers: readonly Verifier[];
  };
}

/** An envelope, too, is logged as the hash of what is signed. */
function entryV2({ hashedRekordRequestV002: hashed, dsseRequestV002: dsse }: RequestV2): object {
  if (dsse === undefined)
    return hashedRekord(hashed?.digest, hashed?.signature.content, verifierOf(hashed?.signature.verifier));
  const { envelope, verifiers } = dsse;
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = `DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `;
  const digest = sha256(Buffer.concat([Buffer.from(signed), payload])).toString('base64');
  return hashedRekord(digest, envelope.signatures[0]?.sig, verifierOf(verifiers[0]));
}

const hashedRekord = (
  digest: string | undefined,
  content: string | undefined,
  verifier: object | undefined,
): object => ({
  apiVersion: '0.0.2',
  kind: 'hashedrekord',
  spec: { hashedRekordV002: { data: { algorithm: 'SHA2_256', digest }, signature: { content, verifier } } },
});

interface Verifier {
  readonly keyDetails: string;
  readonly x509Certificate: { readonly rawBytes: string };
}

/** The signing library calls every key a certificate. */
function verifierOf(verifier: Verifier | undefined): object | undefined {
  if (verifier === undefined || isCertificate(verifier.x509Certificate.rawBytes)) return verifier;
  return { keyDetails: verifier.keyDetails, publicKey: verifier.x509Certificate };
}

function isCertificate(rawBytes: string): boolean {
  try {
    return new X509Certificate(Buffer.from(rawBytes, 'base64')).raw.length > 0;
  } catch {
    return false;
  }
}

const created = (value: unknown): { statusCode: number; response: string; contentType: string } => ({
  statusCode: 201,
  response: JSON.stringify(value),
  contentType: 'application/json',
});

const validFor = (): { readonly start: string } => ({ start: new Date(Date.now() - HOUR_MS).toISOString() });

const authority = (uri: string, commonName: string, certificates: readonly ArrayBufferView[]): object => ({
  subject: { commonName, organization: 'sigstore.mock' },
  uri,
  certChain: { certificates: certificates.map((certificate) => ({ rawBytes: base64(certificate) })) },
  validFor: validFor(),
});

const logInstance = (baseUrl: string, publicKey: Buffer): object => ({
  baseUrl,
  hashAlgorithm: 'SHA2_256',
  publicKey: { rawBytes: base64(publicKey), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: validFor() },
  logId: { keyId: sha256(publicKey).toString('base64') },
});

const base64 = (view: ArrayBufferView): string =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
const sha256 = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();
