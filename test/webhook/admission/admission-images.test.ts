import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ImageFact } from '../../../src/core/images/image-fact.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../../src/node/config/images-config.ts';
import { cachedInspector } from '../../../src/node/images/cached-inspector.ts';
import { createFindingCache } from '../../../src/node/images/finding-cache.ts';
import { openImageInspector } from '../../../src/node/images/open-image-inspector.ts';
import { createAdmissionImages, type AdmissionImages } from '../../../webhook/admission/admission-images.ts';
import { parseAdmissionReview } from '../../../webhook/admission/admission-review.ts';
import { toSubject, type AdmissionSubject } from '../../../webhook/admission/admission-subject.ts';
import { admissionReview } from '../../support/admission-review.ts';
import { FakeRegistry } from '../../support/fake-registry.ts';
import { shelve } from '../../support/image-shelf.ts';
import { keySigner } from '../../support/image-signers.ts';
import { newRigKey, SigstoreRig } from '../../support/sigstore-rig.ts';

const key = newRigKey();
const LIMIT_MS = 20_000;

/** As the webhook asks: with answers that are remembered, and no registry of this machine but those that are named. */
function imagesOf(host: string, isNamed = true): AdmissionImages {
  const authority = {
    name: 'acme',
    images: [`${host}/**`],
    exclude: [],
    signers: [keySigner(key)],
    required: 1,
    attestations: [],
    signature: 'required',
    allPlatforms: false,
    action: 'deny',
  } as const;
  const config = {
    registries: isNamed ? [{ host, plainHttp: true, mirrors: [] }] : [],
    images: { ...DEFAULT_IMAGES_CONFIG, authorities: [authority] },
  };
  const asked = openImageInspector({ config, env: {}, allowLoopback: false, now: () => new Date() });
  const cache = createFindingCache({ now: () => Date.now(), verifiedMs: 60_000, staleMs: 0 });
  return createAdmissionImages({ inspector: cachedInspector(asked, cache), places: [], now: () => Date.now() });
}

const pod = (...images: readonly string[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
});

function subjectOf(object: JsonObject, changes: JsonObject = {}): AdmissionSubject {
  const parsed = parseAdmissionReview(JSON.stringify(admissionReview(object, changes)));
  if (parsed.kind === 'invalid') throw new Error(parsed.message);
  return toSubject(parsed.request) ?? expect.fail('the request brings an object');
}

async function factOf(images: AdmissionImages, ref: string, limitMs = LIMIT_MS): Promise<ImageFact> {
  const facts = await images(subjectOf(pod(ref)), limitMs);
  return facts[ref] ?? expect.fail('every image has its fact');
}

async function signedImage(registry: FakeRegistry): Promise<string> {
  await using rig = await SigstoreRig.start();
  const image = registry.addImage('v1');
  shelve(registry, image, await rig.signImage(image.digest, { key, rekor: 'none' }));
  return `${registry.host}/${registry.repository}:v1`;
}

describe('images of an object under admission', function () {
  this.timeout(60_000);

  it('are asked about once for all of the requests that name them', async () => {
    await using registry = await FakeRegistry.start();
    const ref = await signedImage(registry);
    const images = imagesOf(registry.host);
    const [first, second] = await Promise.all([factOf(images, ref), factOf(images, ref)]);
    const asked = registry.asked.length;
    const third = await factOf(images, ref);
    expect([first.status, second.status, third.status]).to.deep.equal(['verified', 'verified', 'verified']);
    expect(first.where).to.deep.equal(['spec.containers[0].image']);
    expect(registry.asked).to.have.lengthOf(asked);
    expect(registry.asked.filter((one) => one.endsWith('/manifests/v1'))).to.have.lengthOf(1);
  });

  it('are none when there is no image, or when the object goes away', async () => {
    await using registry = await FakeRegistry.start();
    const images = imagesOf(registry.host);
    const going = pod(`${registry.host}/acme/app:v1`);
    const deleted = subjectOf(going, { operation: 'DELETE', object: null, oldObject: going });
    const leaving = {
      ...going,
      metadata: { name: 'web', namespace: 'shop', deletionTimestamp: '2026-11-21T08:00:00Z' },
    };
    for (const subject of [
      subjectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }),
      deleted,
      subjectOf(leaving, { operation: 'UPDATE' }),
    ])
      expect(await images(subject, LIMIT_MS)).to.deep.equal({});
    expect(registry.asked).to.deep.equal([]);
  });

  it('are all refused unasked when an object names more than anybody uses', async () => {
    await using registry = await FakeRegistry.start();
    const refs = Array.from({ length: 201 }, (_, index) => `${registry.host}/acme/app:v${index}`);
    const facts = Object.values(await imagesOf(registry.host)(subjectOf(pod(...refs)), LIMIT_MS));
    expect(facts).to.have.lengthOf(201);
    expect(new Set(facts.map(({ status, code }) => `${status} ${code}`))).to.deep.equal(
      new Set(['error IMG_TOO_LARGE']),
    );
    expect(registry.asked).to.deep.equal([]);
  });

  it('are not asked of this machine unless somebody names the registry', async () => {
    await using registry = await FakeRegistry.start();
    const fact = await factOf(imagesOf(registry.host, false), `${registry.host}/acme/app:v1`);
    expect(fact).to.include({ status: 'error', code: 'IMG_ADDRESS_REFUSED' });
    expect(registry.asked).to.deep.equal([]);
  });

  it('are unknown in time when the registry is silent, and known again when it speaks, without a restart', async () => {
    await using registry = await FakeRegistry.start();
    const ref = await signedImage(registry);
    const images = imagesOf(registry.host);
    registry.intercept = () => true;
    const fact = await factOf(images, ref, 1000);
    expect(fact).to.include({ status: 'error', code: 'IMG_TIMEOUT' });
    expect(fact.message).to.include(registry.host);
    registry.intercept = () => false;
    await untilVerified(() => factOf(images, ref));
  });

  it('are unknown when the registry is gone', async () => {
    const registry = await FakeRegistry.start();
    const ref = await signedImage(registry);
    const images = imagesOf(registry.host);
    await registry[Symbol.asyncDispose]();
    expect(await factOf(images, ref)).to.include({ status: 'error', code: 'IMG_REGISTRY_DOWN' });
  });
});

/** The circuit to a registry that was silent is closed again by and by. */
async function untilVerified(ask: () => Promise<ImageFact>): Promise<void> {
  const deadline = Date.now() + 45_000;
  let fact = await ask();
  while (fact.status !== 'verified' && Date.now() < deadline) {
    await new Promise((resolve) => void setTimeout(resolve, 50));
    fact = await ask();
  }
  expect(fact.status).to.equal('verified');
}
