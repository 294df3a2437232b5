import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { NotationSigner } from '../../../../src/core/images/authority.ts';
import { parseReference } from '../../../../src/core/images/reference.ts';
import type { SignatureCheck } from '../../../../src/core/images/signature-check.ts';
import type { Descriptor } from '../../../../src/node/registry/oci-manifest.ts';
import { checkNotation } from '../../../../src/node/images/notation/check-notation.ts';
import { pem } from '../../../../src/node/certificates/der-writer.ts';
import {
  DAY_MS,
  issue,
  rsaKey,
  signEnvelope,
  timestampResponse,
  type CertificateOptions,
  type Issued,
} from '../../../support/notary-rig.ts';
import { manifestBytes, pushBlob, pushImage, pushManifest, type PushTarget } from '../../../support/oci-content.ts';
import { findProgram } from '../../../support/programs.ts';
import { NO_REFERRERS_REGISTRY, NO_REGISTRY, RealRegistry, ReferrersRegistry } from '../../../support/registry.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';
import { imageRegistry, valueOf } from '../registry/image-registry-rig.ts';

const NOTATION = findProgram(['notation'], 'SLUICE_TEST_NOTATION');
const MISSING =
  (NOTATION === undefined
    ? 'notation is not here: put it on the PATH, or name it in SLUICE_TEST_NOTATION'
    : undefined) ??
  NO_REGISTRY ??
  NO_REFERRERS_REGISTRY;

/** What the specification wants to be refused ("unknown critical attributes MUST cause signature verification to fail"), and notation 1.3.2 lets pass. */
const LENIENT: ReadonlySet<string> = new Set(['unknown-critical']);

const at = Date.now();
const valid = { notBefore: at - DAY_MS, notAfter: at + DAY_MS };
const SUBJECT = [
  ['C', 'US'],
  ['ST', 'WA'],
  ['O', 'Acme, Inc.'],
  ['CN', 'release'],
] as const;
const IDENTITY = 'x509.subject: C=US, ST=WA, O=Acme\\, Inc.';

/** Real notation and ours hold the same signatures to the same trust, in both directions. */
describe(`the command line of the Notary Project${MISSING === undefined ? '' : ` (not run: ${MISSING})`}`, function () {
  this.timeout(60_000);

  let folder: TemporaryFolder;
  let root: Issued;
  const issued = (options: CertificateOptions): Issued => issue({ ...valid, ...options });

  before(function () {
    if (MISSING !== undefined) this.skip();
    folder = temporaryFolder();
    root = issued({ isAuthority: true });
    folder.write('notation/truststore/x509/ca/acme/root.pem', root.pem);
    folder.write('notation/trustpolicy.json', JSON.stringify(trustPolicy(['ca:acme'])));
  });
  after(() => folder?.[Symbol.dispose]());

  const trustPolicy = (trustStores: readonly string[]): object => ({
    version: '1.0',
    trustPolicies: [
      {
        name: 'all',
        registryScopes: ['*'],
        signatureVerification: { level: 'strict' },
        trustStores,
        trustedIdentities: [IDENTITY],
      },
    ],
  });

  const notation = async (...args: readonly string[]): Promise<string> => {
    const env = { PATH: process.env['PATH'], HOME: folder.path, XDG_CONFIG_HOME: folder.path };
    const { stdout } = await promisify(execFile)(NOTATION ?? '', args, { env });
    return stdout;
  };

  const withKey = (signer: Issued): void => {
    const key = signer.privateKey.export({ type: 'pkcs8', format: 'der' });
    const keys = [
      {
        name: 'acme',
        keyPath: folder.write('acme.key', pem('PRIVATE KEY', key)),
        certPath: folder.write('acme.crt', `${signer.pem}${root.pem}`),
      },
    ];
    folder.write('notation/signingkeys.json', JSON.stringify({ default: 'acme', keys }));
  };

  const signerOf = (changes: Partial<NotationSigner> = {}): NotationSigner => ({
    kind: 'notation',
    name: 'acme',
    annotations: {},
    ca: [root.pem],
    signingAuthority: [],
    tsa: [],
    trustedIdentities: [IDENTITY],
    level: 'strict',
    ...changes,
  });

  /** Everything that our registry client finds beside an image, held to a signer. */
  async function checks(target: PushTarget, signer: NotationSigner): Promise<readonly SignatureCheck[]> {
    const image = parseReference(`${target.host}/${target.repository}:v1`);
    const registry = imageRegistry();
    const manifest = valueOf(await registry.readImage(image));
    const { material } = valueOf(await registry.findSignatures(image, manifest.digest));
    return material.map((one) => checkNotation(one, manifest, signer, { now: () => new Date() }));
  }

  const outcomes = async (target: PushTarget, signer: NotationSigner): Promise<readonly string[]> =>
    (await checks(target, signer)).map((check) =>
      check.kind === 'valid' ? 'valid' : `${check.code}: ${check.reason}`,
    );

  for (const kind of ['EC', 'RSA'] as const) {
    it(`signs with a key of kind ${kind}, and we verify, in a registry without the referrers API`, async () => {
      await using registry = await RealRegistry.start();
      const target = { host: registry.host, repository: 'acme/web' };
      withKey(issued({ subject: SUBJECT, issuer: root, ...(kind === 'RSA' ? { keys: rsaKey(3072) } : {}) }));
      const { digest } = await pushImage(target, 'v1');
      await notation('sign', '--insecure-registry', '-m', 'build=42', `${target.host}/acme/web@${digest}`);
      const [check] = await checks(target, signerOf({ annotations: { build: '42' } }));
      expect(check?.kind === 'valid' && check.signature.by).to.deep.equal({
        kind: 'certificate',
        subject: 'C=US, ST=WA, O=Acme\\, Inc., CN=release',
        issuer: 'CN=Acme root',
      });
      expect(await outcomes(target, signerOf({ ca: [issued({ isAuthority: true }).pem] }))).to.match(/^IMG_TRUST_ROOT/);
    });
  }

  it('signs with a timestamp, and we verify both', async () => {
    await using registry = await RealRegistry.start();
    const target = { host: registry.host, repository: 'acme/web' };
    const tsaRoot = issued({ isAuthority: true, subject: [['CN', 'TSA root']] });
    const tsa = issued({
      subject: [['CN', 'TSA']],
      issuer: tsaRoot,
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'],
      extendedCritical: true,
    });
    withKey(issued({ subject: SUBJECT, issuer: root }));
    const { digest } = await pushImage(target, 'v1');
    await using authority = await timestampAuthority((request) =>
      timestampResponse({ tsa, at, certificates: [tsa, tsaRoot] }, request),
    );
    const rootFile = folder.write('tsa.pem', tsaRoot.pem);
    await notation(
      'sign',
      '--insecure-registry',
      '--timestamp-url',
      authority.url,
      '--timestamp-root-cert',
      rootFile,
      `${target.host}/acme/web@${digest}`,
    );
    const [check] = await checks(target, signerOf({ tsa: [tsaRoot.pem] }));
    const second = new Date(Math.floor(at / 1000) * 1000).toISOString();
    expect(check?.kind === 'valid' ? check.signature.timestamps : check).to.deep.equal([second]);
    expect((await outcomes(target, signerOf({ tsa: [root.pem] }))).join()).to.match(/^IMG_TIMESTAMP/);
  });

  it('signs in COSE, and we say that this is not read', async () => {
    await using registry = await RealRegistry.start();
    const target = { host: registry.host, repository: 'acme/web' };
    withKey(issued({ subject: SUBJECT, issuer: root }));
    const { digest } = await pushImage(target, 'v1');
    await notation('sign', '--insecure-registry', '--signature-format', 'cose', `${target.host}/acme/web@${digest}`);
    expect((await outcomes(target, signerOf())).join()).to.match(/^IMG_UNSUPPORTED: it is a COSE envelope/);
  });

  it('verifies what our rig signs, and refuses what we refuse', async () => {
    await using registry = await ReferrersRegistry.start();
    const leaf = issued({ subject: SUBJECT, issuer: root });
    const intermediate = issued({ subject: [['CN', 'Acme CA']], issuer: root, isAuthority: true });
    const strange = issued({ isAuthority: true, subject: [['CN', 'Evil root']] });
    const scheme = 'io.cncf.notary.signingScheme';
    const chains: Readonly<Record<string, Partial<Parameters<typeof signEnvelope>[0]>>> = {
      good: { chain: [leaf, root] },
      'through-another': { chain: [issued({ subject: SUBJECT, issuer: intermediate }), intermediate, root] },
      stranger: { chain: [issued({ subject: SUBJECT, issuer: strange }), strange] },
      'no-root': { chain: [leaf] },
      'wrong-name': { chain: [issued({ subject: [...SUBJECT.slice(0, 2), ['O', 'Acme']], issuer: root }), root] },
      server: { chain: [issued({ subject: SUBJECT, issuer: root, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }), root] },
      'authority-signs': {
        chain: [issued({ subject: SUBJECT, issuer: root, isAuthority: true, keyUsage: [0] }), root],
      },
      'no-key-usage': { chain: [issued({ subject: SUBJECT, issuer: root, keyUsage: 'none' }), root] },
      'expired-certificate': { chain: [issued({ subject: SUBJECT, issuer: root, notAfter: at - 1000 }), root] },
      'expired-signature': {
        chain: [leaf, root],
        header: {
          crit: [scheme, 'io.cncf.notary.expiry'],
          'io.cncf.notary.expiry': new Date(at - 60_000).toISOString(),
        },
      },
      'unknown-critical': { chain: [leaf, root], header: { crit: [scheme, 'x'], x: 1 } },
      'nothing-critical': { chain: [leaf, root], header: { crit: [] } },
      'other-image': { chain: [leaf, root], target: { mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: 1 } },
    };
    for (const [name, options] of Object.entries(chains)) {
      const target = { host: registry.host, repository: `acme/${name}` };
      const image = await pushImage(target, 'v1', name);
      const { mediaType, digest, size } = image;
      const envelope = signEnvelope({ chain: [leaf, root], target: { mediaType, digest, size }, ...options });
      await pushSignature(target, { mediaType, digest, size }, JSON.stringify(envelope));
      const theirs = await notation(
        'verify',
        '--insecure-registry',
        `${target.host}/${target.repository}@${digest}`,
      ).then(
        () => 'valid',
        () => 'refused',
      );
      const ours = (await checks(target, signerOf())).map(({ kind }) => kind).join();
      const expected = ['good', 'through-another'].includes(name) ? 'valid' : 'refused';
      expect([name, ours, theirs]).to.deep.equal([name, expected, LENIENT.has(name) ? 'valid' : expected]);
    }
  });
});

/** As notation 1.0 did: the configuration says what it is. The registry of the test does not list it by its `artifactType`. */
async function pushSignature(target: PushTarget, subject: Descriptor, envelope: string): Promise<void> {
  const config = await pushBlob(target, 'application/vnd.cncf.notary.signature', '{}');
  const layer = await pushBlob(target, 'application/jose+json', envelope);
  const annotations = { 'io.cncf.notary.x509chain.thumbprint#S256': '[]' };
  await pushManifest(target, manifestBytes({ config, layers: [layer], subject, annotations }));
}

/** An HTTP server that answers timestamp requests. */
async function timestampAuthority(
  answer: (request: Buffer) => Buffer,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () =>
      response.setHeader('content-type', 'application/timestamp-reply').end(answer(Buffer.concat(chunks))),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
