import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ImageFinding, ImageStatus } from '../../../src/core/images/image-fact.ts';
import { createFindingCache, type FindingCache } from '../../../src/node/images/finding-cache.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const finding = (status: ImageStatus): ImageFinding => ({
  ref: 'ghcr.io/acme/web:v1',
  registry: 'ghcr.io',
  repository: 'acme/web',
  pinned: false,
  status,
  authorities: [],
  signatures: [],
  attestations: [],
  scans: [],
});

function cacheAt(most?: number): { readonly cache: FindingCache; readonly pass: (ms: number) => void } {
  let now = 1_000_000;
  const cache = createFindingCache({
    now: () => now,
    verifiedMs: HOUR,
    staleMs: 24 * HOUR,
    ...(most === undefined ? {} : { most }),
  });
  return { cache, pass: (ms) => void (now += ms) };
}

describe('a cache of findings', () => {
  const times: readonly (readonly [status: ImageStatus, ms: number])[] = [
    ['verified', HOUR],
    ['unsigned', 30 * SECOND],
    ['untrusted', 5 * MINUTE],
    ['invalid', 5 * MINUTE],
  ];
  for (const [status, ms] of times) {
    it(`believes "${status}" for ${ms / SECOND} s`, () => {
      const { cache, pass } = cacheAt();
      cache.keep('a', finding(status));
      pass(ms - 1);
      expect(cache.find('a')?.status).to.equal(status);
      pass(1);
      expect(cache.find('a')).to.equal(undefined);
    });
  }

  for (const status of ['error', 'skipped'] as const) {
    it(`does not keep "${status}", and it takes nothing away that was known`, () => {
      const { cache } = cacheAt();
      cache.keep('a', finding(status));
      expect(cache.find('a')).to.equal(undefined);
      cache.keep('a', finding('verified'));
      cache.keep('a', finding(status));
      expect(cache.find('a')?.status).to.equal('verified');
    });
  }

  it('gives what was verified for longer when somebody asks for what is stale, and nothing else', () => {
    const { cache, pass } = cacheAt();
    cache.keep('a', finding('verified'));
    cache.keep('b', finding('untrusted'));
    pass(24 * HOUR - 1);
    expect(cache.findStale('a')?.status).to.equal('verified');
    expect(cache.findStale('b')).to.equal(undefined);
    pass(1);
    expect(cache.findStale('a')).to.equal(undefined);
  });

  it('forgets that an image was verified when it is refused later', () => {
    const { cache } = cacheAt();
    cache.keep('a', finding('verified'));
    cache.keep('a', finding('untrusted'));
    expect(cache.findStale('a')).to.equal(undefined);
  });

  it('believes in the digest of a tag for 30 s', () => {
    const { cache, pass } = cacheAt();
    cache.keepDigest('t', 'sha256:1');
    pass(30 * SECOND - 1);
    expect(cache.findDigest('t')).to.equal('sha256:1');
    pass(1);
    expect(cache.findDigest('t')).to.equal(undefined);
  });

  it('keeps what was asked for last', () => {
    const { cache } = cacheAt(2);
    cache.keep('a', finding('verified'));
    cache.keep('b', finding('verified'));
    cache.find('a');
    cache.keep('c', finding('verified'));
    expect(cache.find('b')).to.equal(undefined);
    expect(cache.find('a')).to.not.equal(undefined);
    expect(cache.find('c')).to.not.equal(undefined);
  });
});
