import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Authority, Signer } from '../../../src/core/images/authority.ts';
import type { EnforcementPoint } from '../../../src/core/model/enforcement.ts';
import { runCheck } from '../../../src/node/check/run-check.ts';
import { DEFAULT_CONFIG, type Config } from '../../../src/node/config/config.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../../src/node/config/images-config.ts';
import { gatherImages, type GatheredImages } from '../../../src/node/images/gather-images.ts';
import type { ImageSource } from '../../../src/node/images/image-source.ts';
import { keySigner } from '../../support/image-signers.ts';
import { newRigKey } from '../../support/sigstore-rig.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const WEB = 'ghcr.io/acme/web:v1';
const BASE = 'docker.io/library/base:v1';
const OTHER = 'quay.io/nobody/speaks:of-it';

const rule: Signer = { kind: 'static', name: 'rule', annotations: {}, action: 'allow' };

const authority = (name: string, image: string, signer: Signer): Authority => ({
  name,
  images: [image],
  exclude: [],
  signers: [signer],
  required: 1,
  attestations: [],
  signature: 'required',
  allPlatforms: false,
  action: 'deny',
});

const configOf = (evidence: readonly string[] = []): Config => ({
  ...DEFAULT_CONFIG,
  images: {
    ...DEFAULT_IMAGES_CONFIG,
    authorities: [
      authority('acme', 'ghcr.io/acme/**', keySigner(newRigKey())),
      authority('public', 'docker.io/library/**', rule),
    ],
    evidence,
  },
});

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  initContainers: [{ name: base, image: ${BASE} }]
  containers:
    - { name: web, image: '${WEB}' }
    - { name: other, image: '${OTHER}' }
`;

function gather(
  folder: TemporaryFolder,
  options: { readonly point?: EnforcementPoint; readonly images?: ImageSource; readonly config?: Config } = {},
): Promise<GatheredImages> {
  const { point = 'ci', config = configOf(), images } = options;
  const request = { cwd: folder.path, config, env: {}, point, ...(images === undefined ? {} : { images }) };
  return gatherImages(request, [{ path: 'pod.yaml', bytes: Buffer.from(POD) }]);
}

const codesOf = ({ knowledge }: GatheredImages): Readonly<Record<string, string>> =>
  Object.fromEntries([...knowledge.findings].map(([name, { status, code }]) => [name, code ?? status]));

describe('what is found out about images before objects are judged', () => {
  it('is at the commit what a lock says; without one nobody is asked, and a person is told', async () => {
    using folder = temporaryFolder();
    const gathered = await gather(folder, { point: 'commit' });
    expect(codesOf(gathered)).to.deep.equal({
      [WEB]: 'IMG_NOT_ASKED',
      [BASE]: 'verified',
      [OTHER]: 'IMG_NO_AUTHORITY',
    });
    expect(gathered.notices.join('\n')).to.include('sluice image lock').and.to.include('--images registry');
    folder.write('images.lock.json', '{"version": 1, "images": {}}');
    const locked = await gather(folder, { point: 'commit' });
    expect(codesOf(locked)).to.deep.equal({ [WEB]: 'IMG_NOT_LOCKED', [BASE]: 'verified', [OTHER]: 'IMG_NO_AUTHORITY' });
    expect(locked.notices).to.deep.equal([]);
  });

  it('is nothing when nobody is to be asked', async () => {
    using folder = temporaryFolder();
    const gathered = await gather(folder, { images: 'off' });
    expect(new Set(Object.values(codesOf(gathered)))).to.deep.equal(new Set(['IMG_NOT_ASKED']));
  });

  it('is a fault when the lock is damaged', async () => {
    using folder = temporaryFolder();
    folder.write('images.lock.json', '<<<<<<< HEAD\n');
    const failure = await gather(folder, { images: 'lock' }).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    expect(failure).to.include('images.lock.json');
  });

  it('holds the reports of scanners that are about an image, in CI', async () => {
    using folder = temporaryFolder();
    folder.write('reports/base.json', JSON.stringify(trivyReport(BASE)));
    folder.write('reports/broken.json', '{');
    folder.write('elsewhere/base.json', JSON.stringify(trivyReport(BASE)));
    const config = configOf(['reports/*.json']);
    const { knowledge, notices } = await gather(folder, { config, images: 'lock' });
    const scans = knowledge.findings.get(BASE)?.scans ?? [];
    expect(scans.map(({ file, vulnerabilities }) => [file, vulnerabilities.map(({ id }) => id)])).to.deep.equal([
      ['reports/base.json', ['CVE-2026-1234']],
    ]);
    expect(knowledge.findings.get(WEB)?.scans).to.deep.equal([]);
    expect(notices.join('\n')).to.match(/reports\/broken\.json is no evidence/);
  });

  it('holds none at sync, where files of a job are none of the revision', async () => {
    using folder = temporaryFolder();
    folder.write('reports/base.json', JSON.stringify(trivyReport(BASE)));
    const { knowledge } = await gather(folder, { config: configOf(['reports/*.json']), images: 'lock', point: 'sync' });
    expect(knowledge.findings.get(BASE)?.scans).to.deep.equal([]);
  });

  it('tells when no file is one of the reports that are named', async () => {
    using folder = temporaryFolder();
    const { notices } = await gather(folder, { config: configOf(['reports/*.json']), images: 'off' });
    expect(notices.join('\n')).to.include('reports/*.json');
  });
});

const trivyReport = (image: string): object => ({
  SchemaVersion: 2,
  ArtifactName: image,
  ArtifactType: 'container_image',
  CreatedAt: '2026-11-20T08:00:00Z',
  Results: [
    {
      Target: image,
      Class: 'os-pkgs',
      Type: 'alpine',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2026-1234',
          PkgName: 'openssl',
          InstalledVersion: '3.0.1',
          FixedVersion: '3.0.8',
          Severity: 'CRITICAL',
        },
      ],
    },
  ],
});

describe('authorities that no policy asks about', () => {
  it('are mentioned, because whoever wrote them thinks that images are checked', async () => {
    using folder = temporaryFolder();
    folder.write('pod.yaml', POD);
    const check = (shipped: readonly string[]): ReturnType<typeof runCheck> =>
      runCheck({
        cwd: folder.path,
        config: { ...configOf(), shipped },
        policies: [],
        data: [],
        namespaces: [],
        point: 'ci',
        paths: ['pod.yaml'],
        ignore: [],
        images: 'off',
        timeoutMs: 5000,
        today: '2026-11-21',
        readStdin: () => Promise.reject(new Error('not to be read')),
      });
    expect((await check(['required-labels'])).notices.join('\n')).to.include('no policy asks about images');
    expect((await check(['signed-images'])).notices.join('\n')).to.not.include('no policy asks about images');
  });
});
