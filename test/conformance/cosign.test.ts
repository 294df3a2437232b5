import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Authority, Signer } from '../../src/core/images/authority.ts';
import type { ImageFinding } from '../../src/core/images/image-fact.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../src/node/config/images-config.ts';
import { openImageInspector } from '../../src/node/images/open-image-inspector.ts';
import { manifestBytes, pushImage, pushManifest, pushReferrer, type PushTarget } from '../support/oci-content.ts';
import { findProgram } from '../support/programs.ts';
import { NO_REFERRERS_REGISTRY, NO_REGISTRY, RealRegistry, ReferrersRegistry } from '../support/registry.ts';
import { newRigKey, RIG_ISSUER, RIG_SUBJECT, SigstoreRig } from '../support/sigstore-rig.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);

/** The real program in two versions: the older one writes tags, the newer one bundles. */
const COSIGNS = [
  { version: 'v3', program: findProgram(['cosign'], 'SLUICE_TEST_COSIGN'), flags: ['--use-signing-config=false'] },
  { version: 'v2', program: findProgram(['cosign2'], 'SLUICE_TEST_COSIGN2'), flags: [] },
] as const;

const REGISTRIES = [
  { title: 'without a list of referrers', missing: NO_REGISTRY, start: () => RealRegistry.start() },
  { title: 'with a list of referrers', missing: NO_REFERRERS_REGISTRY, start: () => ReferrersRegistry.start() },
] as const;

const VULN = 'https://cosign.sigstore.dev/attestation/vuln/v1';

describe('images that the real cosign signs, in real registries', function () {
  this.timeout(120_000);
  for (const { version, program, flags } of COSIGNS) {
    for (const { title, missing, start } of REGISTRIES) {
      describe(`cosign ${version}, a registry ${title}`, () => {
        const reason =
          program === undefined
            ? `cosign ${version} is not here: SLUICE_TEST_COSIGN${version === 'v2' ? '2' : ''} names it`
            : missing;
        if (reason !== undefined) {
          it.skip(`is not tested: ${reason}`);
          return;
        }
        let registry: { readonly host: string } & AsyncDisposable;
        let folder: TemporaryFolder;
        const cosign = (...args: readonly string[]): ReturnType<typeof run> =>
          run(program ?? '', [...args], {
            cwd: folder.path,
            env: { COSIGN_PASSWORD: '', HOME: folder.path, PATH: '' },
          });
        const target = (repository: string): PushTarget => ({ host: registry.host, repository });

        before(async () => {
          registry = await start();
          folder = temporaryFolder();
          await cosign('generate-key-pair');
        });
        after(async () => {
          folder[Symbol.dispose]();
          await registry[Symbol.asyncDispose]();
        });

        const sign = (ref: string): Promise<unknown> =>
          cosign(
            'sign',
            '--key',
            'cosign.key',
            '--tlog-upload=false',
            ...flags,
            '-y',
            '--allow-http-registry',
            '-a',
            'env=prod',
            ref,
          );

        it('verifies what it signed with a key, and its annotations', async () => {
          const { digest } = await pushImage(target('acme/signed'), 'v1', 'signed');
          await sign(`${registry.host}/acme/signed@${digest}`);
          const found = await inspect(`${registry.host}/acme/signed:v1`, [
            key(readFileSync(folder.at('cosign.pub'), 'utf8'), { env: 'prod' }),
          ]);
          expect(found).to.deep.include({ status: 'verified', digest });
          expect(found.signatures[0]?.annotations).to.deep.include({ env: 'prod' });
          const other = await inspect(`${registry.host}/acme/signed:v1`, [
            key(readFileSync(folder.at('cosign.pub'), 'utf8'), { env: 'dev' }),
          ]);
          expect(other.code).to.equal('IMG_ANNOTATION');
        });

        it('refuses what another key signed, as cosign does', async () => {
          const { digest } = await pushImage(target('acme/other'), 'v1', 'other');
          const ref = `${registry.host}/acme/other@${digest}`;
          await sign(ref);
          const stranger = newRigKey();
          const found = await inspect(ref, [key(stranger.pem)]);
          expect(found).to.deep.include({ status: 'untrusted', code: 'IMG_WRONG_KEY' });
          folder.write('stranger.pub', stranger.pem);
          expect(
            await fails(
              cosign('verify', '--key', 'stranger.pub', '--insecure-ignore-tlog', '--allow-http-registry', ref),
            ),
          ).to.equal(true);
        });

        it('refuses an image that it did not sign, as cosign does', async () => {
          const { digest } = await pushImage(target('acme/unsigned'), 'v1', 'unsigned');
          const ref = `${registry.host}/acme/unsigned@${digest}`;
          expect((await inspect(ref, [key(readFileSync(folder.at('cosign.pub'), 'utf8'))])).code).to.equal(
            'IMG_UNSIGNED',
          );
          expect(
            await fails(
              cosign('verify', '--key', 'cosign.pub', '--insecure-ignore-tlog', '--allow-http-registry', ref),
            ),
          ).to.equal(true);
        });

        it('reads what it attested', async () => {
          const { digest } = await pushImage(target('acme/attested'), 'v1', 'attested');
          const ref = `${registry.host}/acme/attested@${digest}`;
          folder.write(
            'vuln.json',
            JSON.stringify({
              scanner: { uri: 'trivy', version: '0.70.0', db: {}, result: { SchemaVersion: 2, Results: [] } },
              metadata: { scanFinishedOn: '2026-11-20T00:00:00Z', scanStartedOn: '2026-11-20T00:00:00Z' },
            }),
          );
          await cosign(
            'attest',
            '--key',
            'cosign.key',
            '--tlog-upload=false',
            ...flags,
            '-y',
            '--allow-http-registry',
            '--type',
            'vuln',
            '--predicate',
            'vuln.json',
            ref,
          );
          const demand = [{ predicateType: VULN, signers: [] }];
          const found = await inspect(ref, [key(readFileSync(folder.at('cosign.pub'), 'utf8'))], {
            attestations: demand,
            signature: 'ignored',
          });
          expect(found.status, found.message).to.equal('verified');
          expect(
            found.attestations.map(({ predicateType, scan }) => [predicateType, scan?.vulnerabilities]),
          ).to.deep.equal([[VULN, []]]);
          const stranger = await inspect(ref, [key(newRigKey().pem)], { attestations: demand, signature: 'ignored' });
          expect(stranger.code).to.equal('ATT_MISSING');
          expect(stranger.attestations).to.deep.equal([]);
        });

        if (version !== 'v3') return;
        it('accepts what is signed here by an identity, as we do', async () => {
          await using rig = await SigstoreRig.start();
          const image = await pushImage(target('acme/keyless'), 'v1', 'keyless');
          const material = await rig.signImage(image.digest, { entryType: 'dsse' });
          const referrer = await pushReferrer(target('acme/keyless'), image, {
            artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
            content: Buffer.from(material.bytes).toString('utf8'),
            annotations: material.annotations,
          });
          // Stands in for the list of referrers where a registry has none.
          await pushManifest(
            target('acme/keyless'),
            manifestBytes({ manifests: [referrer] }),
            image.digest.replace(':', '-'),
          );
          const ref = `${registry.host}/acme/keyless@${image.digest}`;
          const found = await inspect(ref, [keyless()], {}, rig.trustedRoot);
          folder.write('trusted_root.json', rig.trustedRoot);
          const theirs = await outcome(
            cosign(
              'verify',
              '--trusted-root',
              'trusted_root.json',
              '--certificate-identity',
              RIG_SUBJECT,
              '--certificate-oidc-issuer',
              RIG_ISSUER,
              '--allow-http-registry',
              ref,
            ),
          );
          expect([found.status, theirs]).to.deep.equal(['verified', 'verified']);
        });
      });
    }
  }
});

const key = (pem: string, annotations: Readonly<Record<string, string>> = {}): Signer => ({
  kind: 'key',
  name: 'key',
  annotations,
  pem,
  hash: 'sha256',
  tlog: 'if-present',
  timestamp: 'if-present',
  trustRoot: 'public-good',
});

const keyless = (): Signer => ({
  kind: 'keyless',
  name: 'ci',
  annotations: {},
  identities: [
    { issuer: { kind: 'exact', text: RIG_ISSUER }, subject: { kind: 'exact', text: RIG_SUBJECT }, extensions: {} },
  ],
  tlog: 'required',
  timestamp: 'if-present',
  sct: 'required',
  trustRoot: 'rig',
});

/** Asks the registry anew each time, as a run of the program does. */
function inspect(
  ref: string,
  signers: readonly Signer[],
  changes: Partial<Authority> = {},
  trustedRoot?: string,
): Promise<ImageFinding> {
  const authority: Authority = {
    name: 'test',
    images: ['**'],
    exclude: [],
    signers,
    required: 1,
    attestations: [],
    signature: 'required',
    allPlatforms: false,
    action: 'deny',
    ...changes,
  };
  const trustRoots = trustedRoot === undefined ? {} : { rig: trustedRoot };
  const images = { ...DEFAULT_IMAGES_CONFIG, authorities: [authority], trustRoots };
  const config = { registries: [], images };
  return openImageInspector({ config, env: {}, allowLoopback: true, now: () => new Date() }).inspect(ref);
}

const fails = async (running: ReturnType<typeof run>): Promise<boolean> => (await outcome(running)) !== 'verified';

async function outcome(running: ReturnType<typeof run>): Promise<string> {
  try {
    await running;
    return 'verified';
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}
