import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ImageFinding, ImageStatus } from '../../../src/core/images/image-fact.ts';
import { cachedInspector, type ImageLookup } from '../../../src/node/images/cached-inspector.ts';
import type { ImageInspector } from '../../../src/node/images/create-image-inspector.ts';
import { createFindingCache } from '../../../src/node/images/finding-cache.ts';
import type { ImageAccess } from '../../../src/node/images/image-registry.ts';

const MINUTE = 60_000;
const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

interface World {
  /** What the tag `v1` names now. */
  digest: string;
  status: ImageStatus;
  now: number;
  asked: string[];
}

/** An inspector over a world that changes: what is tested is what is remembered of it. */
function start(
  staleMs = 0,
  onLookup?: (lookup: ImageLookup) => void,
): { readonly world: World; readonly inspector: ImageInspector } {
  const world: World = { digest: A, status: 'verified', now: 0, asked: [] };
  const inspector: ImageInspector = {
    inspect: (ref) => {
      world.asked.push(ref);
      const digest = ref.includes('@') ? ref.slice(ref.indexOf('@') + 1) : world.digest;
      return Promise.resolve(found(ref, digest, world.status));
    },
  };
  const cache = createFindingCache({ now: () => world.now, verifiedMs: 60 * MINUTE, staleMs });
  return { world, inspector: cachedInspector(inspector, cache, onLookup) };
}

const found = (ref: string, digest: string, status: ImageStatus): ImageFinding => ({
  ref,
  registry: 'ghcr.io',
  repository: 'acme/web',
  ...(ref.includes(':v1') ? { tag: 'v1' } : {}),
  ...(status === 'error' && !ref.includes('@') ? {} : { digest }),
  pinned: ref.includes('@'),
  status,
  authorities: [],
  signatures: [],
  attestations: [],
  scans: [],
});

const TAG = 'ghcr.io/acme/web:v1';

describe('an inspector that remembers', () => {
  it('asks once for what is the same, under whatever name', async () => {
    const { world, inspector } = start();
    expect(await inspector.inspect(TAG)).to.deep.include({ ref: TAG, tag: 'v1', digest: A, pinned: false });
    const pinned = await inspector.inspect(`${TAG}@${A}`);
    expect(pinned).to.deep.include({ ref: `${TAG}@${A}`, tag: 'v1', pinned: true, status: 'verified' });
    const bare = await inspector.inspect(`ghcr.io/acme/web@${A}`);
    expect(bare).to.not.have.property('tag', 'v1');
    expect(world.asked).to.deep.equal([TAG]);
  });

  it('asks once for what is asked at the same time', async () => {
    const { world, inspector } = start();
    await Promise.all([inspector.inspect(TAG), inspector.inspect(TAG), inspector.inspect(TAG)]);
    expect(world.asked).to.have.lengthOf(1);
  });

  it('does not answer for a tag that moved with what its old digest was', async () => {
    const { world, inspector } = start();
    await inspector.inspect(TAG);
    Object.assign(world, { digest: B, status: 'unsigned', now: MINUTE / 2 });
    expect(await inspector.inspect(TAG)).to.deep.include({ digest: B, status: 'unsigned' });
  });

  it('does not mix up repositories that hold the same digest', async () => {
    const { world, inspector } = start();
    await inspector.inspect(`ghcr.io/acme/web@${A}`);
    await inspector.inspect(`ghcr.io/evil/web@${A}`);
    expect(world.asked).to.have.lengthOf(2);
  });

  it('asks again after a fault', async () => {
    const { world, inspector } = start();
    world.status = 'error';
    expect((await inspector.inspect(TAG)).status).to.equal('error');
    world.status = 'verified';
    expect((await inspector.inspect(TAG)).status).to.equal('verified');
  });

  it('answers a fault with what was verified before, if it may, for a digest that is written', async () => {
    const { world, inspector } = start(24 * 60 * MINUTE);
    await inspector.inspect(`${TAG}@${A}`);
    Object.assign(world, { status: 'error', now: 90 * MINUTE });
    expect(await inspector.inspect(`${TAG}@${A}`)).to.deep.include({ status: 'verified', stale: true });
    expect((await inspector.inspect(TAG)).status).to.equal('error');
    expect((await inspector.inspect(`${TAG}@${B}`)).status).to.equal('error');
    world.now = 25 * 60 * MINUTE;
    expect((await inspector.inspect(`${TAG}@${A}`)).status).to.equal('error');
  });

  it('does not do so unless it may', async () => {
    const { world, inspector } = start(0);
    await inspector.inspect(`${TAG}@${A}`);
    Object.assign(world, { status: 'error', now: 90 * MINUTE });
    expect((await inspector.inspect(`${TAG}@${A}`)).status).to.equal('error');
  });

  it('lets whoever brings credentials of their own ask for themselves', async () => {
    const { world, inspector } = start();
    await Promise.all([inspector.inspect(TAG, bringing('a')), inspector.inspect(TAG)]);
    expect(world.asked).to.have.lengthOf(2);
  });

  it('tells what credentials brought to nobody who does not bring the same', async () => {
    const { world, inspector } = start(24 * 60 * MINUTE);
    await inspector.inspect(TAG, bringing('a'));
    await inspector.inspect(TAG, bringing('a', 'called otherwise'));
    expect(world.asked).to.have.lengthOf(1);
    world.status = 'error';
    for (const access of [undefined, bringing('b'), { pullSecrets: [{ name: 'a', problem: 'gone' }] }]) {
      expect((await inspector.inspect(TAG, access)).status).to.equal('error');
      expect(await inspector.inspect(`${TAG}@${A}`, access))
        .to.include({ status: 'error' })
        .and.not.have.property('stale');
    }
    expect((await inspector.inspect(`${TAG}@${A}`, bringing('a'))).status).to.equal('verified');
  });

  it('tells what nobody had to bring credentials for to all', async () => {
    const { world, inspector } = start();
    await inspector.inspect(TAG, { pullSecrets: [{ name: 'a', problem: 'gone' }] });
    await inspector.inspect(TAG, bringing('b'));
    await inspector.inspect(TAG);
    expect(world.asked).to.have.lengthOf(1);
  });

  it('gives an answer that is on its way only to who would be told the same', async () => {
    const { world, inspector } = start();
    const named = { pullSecrets: [{ name: 'secret-of-a', problem: 'gone' }] };
    await Promise.all([inspector.inspect(TAG, named), inspector.inspect(TAG), inspector.inspect(TAG)]);
    expect(world.asked).to.have.lengthOf(2);
  });

  it('says what became of each question', async () => {
    const said: ImageLookup[] = [];
    const { world, inspector } = start(90 * MINUTE, (lookup) => said.push(lookup));
    await Promise.all([inspector.inspect(TAG), inspector.inspect(TAG)]);
    await inspector.inspect(`${TAG}@${A}`);
    Object.assign(world, { status: 'error', now: 61 * MINUTE });
    await inspector.inspect(`${TAG}@${A}`);
    await inspector.inspect(TAG);
    world.status = 'skipped';
    await inspector.inspect(TAG);
    expect(said).to.deep.equal(['shared', 'miss', 'hit', 'stale', 'miss']);
  });
});

const bringing = (config: string, name = 'regcred'): ImageAccess => ({ pullSecrets: [{ name, config }] });
