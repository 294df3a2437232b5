import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { SignatureMaterial } from '../../../../src/core/images/signature-material.ts';
import { createSignatureVerifier } from '../../../../src/node/images/sigstore/create-signature-verifier.ts';
import { imageOf, keySigner, RIG_ROOT } from '../../../support/image-signers.ts';
import { findProgram } from '../../../support/programs.ts';
import {
  COSIGN_SIGN,
  newRigKey,
  RIG_ISSUER,
  RIG_SUBJECT,
  SigstoreRig,
  type RigSigning,
} from '../../../support/sigstore-rig.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';

const COSIGN = findProgram(['cosign'], 'SLUICE_TEST_COSIGN');
const image = imageOf('shop');

describe(`cosign 3${COSIGN === undefined ? ' (not on the PATH, nor in SLUICE_TEST_COSIGN)' : ''}`, function () {
  this.timeout(60_000);

  before(function () {
    // Version 2 wants other flags for the same.
    const isThree = COSIGN !== undefined && /v3\.\d/.test(execFileSync(COSIGN, ['version'], { encoding: 'utf8' }));
    if (!isThree) this.skip();
  });

  it('verifies what the tests sign, so they test against what is real', async () => {
    await using rig = await SigstoreRig.start();
    using folder = temporaryFolder();
    folder.write('root.json', rig.trustedRoot);
    folder.write('manifest', image.bytes);
    const key = newRigKey();
    folder.write('key.pub', key.pem);
    const signings: readonly RigSigning[] = [
      {},
      { entryType: 'intoto' },
      { timestamp: true },
      { rekor: 'v2', timestamp: true },
      { key },
      { key, rekor: 'v2', timestamp: true },
    ];
    for (const signing of signings) {
      const by =
        signing.key === undefined
          ? ['--certificate-identity', RIG_SUBJECT, '--certificate-oidc-issuer', RIG_ISSUER]
          : ['--key', folder.at('key.pub')];
      cosignVerifies(folder, await rig.signManifest(image.bytes, signing), ['verify-blob', ...by]);
      const attested = ['verify-blob-attestation', '--type', COSIGN_SIGN, ...by];
      cosignVerifies(folder, await rig.signImage(image.digest, signing), attested);
    }
  });

  it('signs with a key what is verified here', () => {
    using folder = temporaryFolder();
    folder.write('manifest', image.bytes);
    folder.write('predicate', '{"buildType":"x"}');
    cosign(folder, ['generate-key-pair', '--output-key-prefix', folder.at('key')]);
    const signing = ['--key', folder.at('key.key'), '--use-signing-config=false', '--tlog-upload=false', '-y'];
    cosign(folder, ['sign-blob', ...signing, '--bundle', folder.at('signature'), folder.at('manifest')]);
    const attested = ['--predicate', folder.at('predicate'), '--type', 'slsaprovenance1'];
    cosign(folder, ['attest-blob', ...signing, ...attested, '--bundle', folder.at('statement'), folder.at('manifest')]);

    const verifier = createSignatureVerifier({ trustRoots: new Map([[RIG_ROOT, '']]), now: () => new Date() });
    const signer = keySigner({ pem: readFileSync(folder.at('key.pub'), 'utf8') });
    for (const name of ['signature', 'statement']) {
      const material = materialIn(folder, name);
      expect(verifier.check(material, image, signer), name).to.have.property('kind', 'valid');
      expect(verifier.check(material, imageOf('miner'), signer), name).to.have.property('kind', 'refused');
      expect(verifier.check(material, image, keySigner(otherKey())), name).to.have.property('code', 'IMG_WRONG_KEY');
    }
  });
});

function cosignVerifies(folder: TemporaryFolder, { bytes }: SignatureMaterial, args: readonly string[]): void {
  const bundle = folder.write('bundle.json', bytes);
  const said = cosign(folder, [
    ...args,
    '--bundle',
    bundle,
    '--trusted-root',
    folder.at('root.json'),
    folder.at('manifest'),
  ]);
  expect(said).to.include('Verified OK');
}

/** Also what it says on stderr; its failure is the test's. */
function cosign(folder: TemporaryFolder, args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: folder.path, COSIGN_PASSWORD: '' };
  const script = '"$@" 2>&1';
  return execFileSync('sh', ['-c', script, 'sh', COSIGN ?? '', ...args], { env, cwd: folder.path, encoding: 'utf8' });
}

const materialIn = (folder: TemporaryFolder, name: string): SignatureMaterial => ({
  format: 'bundle',
  place: name,
  bytes: readFileSync(folder.at(name)),
  annotations: {},
});

const otherKey = (): { readonly pem: string } => ({
  pem: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
});
