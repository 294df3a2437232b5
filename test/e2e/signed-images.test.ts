import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Authority } from '../../src/core/images/authority.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { ENFORCEMENT_POINTS, type EnforcementPoint } from '../../src/core/model/enforcement.ts';
import type { Report } from '../../src/core/model/report.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/node/config/config.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../src/node/config/images-config.ts';
import { lockImages } from '../../src/node/images/lock-images.ts';
import { FakeRegistry } from '../support/fake-registry.ts';
import { FourPoints, keyOfObject, saidOf, type Point } from '../support/four-points.ts';
import { shelve } from '../support/image-shelf.ts';
import { isCompiled } from '../support/program.ts';
import { newRigKey, RIG_ISSUER, RIG_SUBJECT, SigstoreRig } from '../support/sigstore-rig.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TODAY = '2026-11-21';

const key = newRigKey();
const otherKey = newRigKey();

const AUTHORITY: Omit<Authority, 'images' | 'signers'> = {
  name: 'acme',
  exclude: [],
  required: 1,
  attestations: [],
  signature: 'required',
  allPlatforms: false,
  action: 'deny',
};

function imagesConfig(host: string, trustedRoot: string, lock: string): Config['images'] {
  const signers: Authority['signers'] = [
    {
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
    },
    {
      kind: 'key',
      name: 'release',
      annotations: {},
      pem: key.pem,
      hash: 'sha256',
      tlog: 'if-present',
      timestamp: 'if-present',
      trustRoot: 'rig',
    },
  ];
  return {
    ...DEFAULT_IMAGES_CONFIG,
    authorities: [{ ...AUTHORITY, images: [`${host}/**`], signers }],
    trustRoots: { rig: trustedRoot },
    lock,
  };
}

const pod = (name: string, ...images: readonly string[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
});

const decisionOf = (point: Point | undefined, object: JsonObject): string | undefined =>
  point?.get(keyOfObject(object))?.decision;

describe('signed images at the four points', function () {
  this.timeout(120_000);
  const reports = new Map<EnforcementPoint, Report>();
  const points = new Map<EnforcementPoint, Point>();
  let objects: Readonly<Record<string, JsonObject>> = {};
  let outcome = '';

  before(async function () {
    if (!isCompiled()) this.skip();
    await using registry = await FakeRegistry.start();
    await using rig = await SigstoreRig.start();
    const { host } = registry;
    const add = async (tag: string, sign: (digest: string) => Promise<Parameters<typeof shelve>[2]>): Promise<void> => {
      const image = registry.addImage(tag, `layer of ${tag}`);
      shelve(registry, image, await sign(image.digest));
    };
    await add('keyless', (digest) => rig.signImage(digest));
    await add('legacy', (digest) => rig.signLegacy(digest, { key, rekor: 'none' }));
    await add('stranger', (digest) => rig.signImage(digest, { subject: 'https://github.com/evil/shop' }));
    await add('other-key', (digest) => rig.signImage(digest, { key: otherKey, rekor: 'none' }));
    const unsigned = registry.addImage('unsigned', 'layer of unsigned');
    // A signature of another image, put where that of this one would be.
    const moved = registry.addImage('moved', 'layer of moved');
    shelve(registry, moved, await rig.signImage(unsigned.digest));
    const image = (tag: string): string => `${host}/acme/app:${tag}`;
    objects = {
      keyless: pod('keyless', image('keyless')),
      legacy: pod('legacy', image('legacy')),
      pinned: pod('pinned', `${host}/acme/app@${unsigned.digest}`),
      stranger: pod('stranger', image('stranger')),
      otherKey: pod('other-key', image('other-key')),
      unsigned: pod('unsigned', image('keyless'), image('unsigned')),
      moved: pod('moved', image('moved')),
      missing: pod('missing', image('missing')),
      uncovered: pod('uncovered', 'ghcr.io/nobody/speaks:of-it'),
      invalid: pod('invalid', 'Not/An Image'),
      deployment: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'deployment', namespace: 'shop' },
        spec: {
          template: {
            spec: {
              containers: [{ name: 'a', image: image('legacy') }],
              initContainers: [{ name: 'b', image: image('unsigned') }],
            },
          },
        },
      },
    };
    using folder = temporaryFolder();
    const config: Config = {
      ...DEFAULT_CONFIG,
      shipped: ['signed-images'],
      // The webhook asks no registry of its own machine that is not named.
      registries: [{ host, plainHttp: true, mirrors: [] }],
      images: imagesConfig(host, rig.trustedRoot, folder.at('images.lock.json')),
    };
    folder.write('all.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: Object.values(objects) }));
    await lockImages({ cwd: folder.path, env: {}, config, paths: ['.'], ignore: [], prune: false, today: TODAY });
    await using four = new FourPoints({ objects: Object.values(objects), config, today: TODAY });
    reports.set('ci', await four.ci());
    reports.set('commit', await four.commit());
    const gate = await four.sync();
    reports.set('sync', gate.report);
    outcome = gate.outcome;
    for (const [point, report] of reports) points.set(point, saidOf(report));
    points.set('admission', await four.admission());
  });

  const expected: Readonly<Record<string, readonly [decision: string, code?: string]>> = {
    keyless: ['allow'],
    legacy: ['allow'],
    pinned: ['deny', 'IMG_UNSIGNED'],
    stranger: ['deny', 'IMG_WRONG_IDENTITY'],
    otherKey: ['deny', 'IMG_WRONG_KEY'],
    unsigned: ['deny', 'IMG_UNSIGNED'],
    moved: ['deny', 'IMG_DIGEST_MISMATCH'],
    missing: ['deny', 'IMG_NOT_FOUND'],
    uncovered: ['deny', 'IMG_NO_AUTHORITY'],
    invalid: ['deny', 'IMG_REFERENCE_INVALID'],
    deployment: ['deny', 'IMG_UNSIGNED'],
  };
  for (const [name, [decision, code]] of Object.entries(expected)) {
    it(`${decision === 'allow' ? 'allow' : 'refuse'} "${name}"${code === undefined ? '' : ` with ${code}`}`, () => {
      const object = objects[name] ?? {};
      for (const point of ENFORCEMENT_POINTS) expect(decisionOf(points.get(point), object), point).to.equal(decision);
      const { results } = reports.get('ci') ?? expect.fail('there is a report');
      const codes = results
        .filter(
          ({ resource, status }) =>
            status === 'fail' && resource !== undefined && keyOfObject(object).endsWith(`/${resource.name}`),
        )
        .map(({ details }) => details?.['code']);
      expect(codes).to.deep.equal(code === undefined ? [] : [code]);
    });

    // What nobody could find out is no entry of the lock, so the commit has other words for it.
    if (name === 'missing') continue;
    it(`have one verdict about "${name}" at commit, CI, admission and sync`, () => {
      const object = objects[name] ?? {};
      const ids = ENFORCEMENT_POINTS.map((point) => points.get(point)?.get(keyOfObject(object))?.id);
      expect(ids[0]).to.match(/^[0-9a-f]{64}$/);
      expect(new Set(ids).size).to.equal(1);
    });
  }

  it('promote nothing while one image is not signed', () => {
    expect(outcome).to.equal('blocked');
  });

  it('say of each image where it is named, what it is now, what was found and what was wanted', () => {
    const { results } = reports.get('ci') ?? expect.fail('there is a report');
    const said = results.find(({ resource, status }) => status === 'fail' && resource?.name === 'stranger');
    expect(said?.message).to.match(
      /^spec\.containers\[0\]\.image: 127\.0\.0\.1:\d+\/acme\/app:stranger \(sha256:[0-9a-f]{12}…\) is signed, but not by a trusted identity/,
    );
    expect(said?.message).to.include('https://github.com/evil/shop').and.to.include(RIG_SUBJECT);
    expect(said?.location.line).to.be.greaterThan(1);
  });

  it('tell at the commit what the lock does not know, and how to make it known', () => {
    const { results } = reports.get('commit') ?? expect.fail('there is a report');
    const said = results.find(({ resource, status }) => status === 'fail' && resource?.name === 'missing');
    expect(said?.details?.['code']).to.equal('IMG_NOT_LOCKED');
    expect(said?.message).to.include('sluice image lock');
  });
});
