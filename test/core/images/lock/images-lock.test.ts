import { expect } from 'chai';
import { describe, it } from 'mocha';
import { SluiceError } from '../../../../src/core/errors.ts';
import type { ImageFinding } from '../../../../src/core/images/image-fact.ts';
import { formatImagesLock } from '../../../../src/core/images/lock/format-images-lock.ts';
import type { ImagesLock, LockedImage } from '../../../../src/core/images/lock/images-lock.ts';
import { lockedFinding } from '../../../../src/core/images/lock/locked-finding.ts';
import { parseImagesLock } from '../../../../src/core/images/lock/parse-images-lock.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const AUTHORITIES = 'c'.repeat(64);

const FINDING: ImageFinding = {
  ref: 'ghcr.io/acme/web:v1',
  registry: 'ghcr.io',
  repository: 'acme/web',
  tag: 'v1',
  digest: DIGEST,
  pinned: false,
  status: 'verified',
  authorities: [{ name: 'acme', action: 'deny', satisfied: true }],
  signatures: [
    {
      format: 'bundle',
      place: 'referrer sha256:1',
      ok: true,
      authority: 'acme',
      signer: 'acme',
      by: { kind: 'identity', subject: 's', issuer: 'i' },
      tlog: { index: '1', time: '2026-01-01T00:00:00Z' },
      timestamps: [],
      annotations: { env: 'prod' },
    },
  ],
  attestations: [
    {
      predicateType: 'p',
      authority: 'acme',
      signer: 'acme',
      by: { kind: 'key', fingerprint: 'SHA256:x' },
      scan: {
        scanner: 'trivy',
        vulnerabilities: [{ id: 'CVE-1', severity: 'HIGH', package: 'a', version: '1', fixed: '' }],
      },
      vex: [{ vulnerability: 'CVE-1', status: 'fixed', products: [] }],
      sbom: { format: 'spdx', version: '2.3', packages: [{ name: 'a', version: '1' }] },
      provenance: { builder: 'b', buildType: 't' },
      predicate: { any: [1] },
    },
  ],
  scans: [],
};

const LOCKED: LockedImage = { digest: DIGEST, authorities: AUTHORITIES, verifiedOn: '2026-11-21', finding: FINDING };
const lockOf = (images: Readonly<Record<string, LockedImage>>): ImagesLock => ({
  images: new Map(Object.entries(images)),
});
const LOCK = lockOf({ 'ghcr.io/acme/web:v1': LOCKED });

const TEXT = formatImagesLock(LOCK);

function faultOf(text: string): string {
  try {
    parseImagesLock(text, 'images.lock.json');
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'CONFIG_INVALID') return error.message;
    throw error;
  }
  throw new Error('the lock was accepted');
}

describe('the lock file of images', () => {
  it('is read as it was written', () => {
    expect(parseImagesLock(TEXT, 'x')).to.deep.equal(LOCK);
    expect(parseImagesLock(`\ufeff${TEXT.replaceAll('\n', '\r\n')}`, 'x')).to.deep.equal(LOCK);
    expect(parseImagesLock(formatImagesLock(lockOf({})), 'x').images.size).to.equal(0);
  });

  it('is the same text whatever the order in which images were found', () => {
    const nginx = { ...LOCKED, finding: { ...FINDING, registry: 'docker.io', repository: 'library/nginx' } };
    const entries = { 'ghcr.io/acme/web:v1': LOCKED, 'docker.io/library/nginx:latest': nginx };
    const turned = Object.fromEntries(Object.entries(entries).reverse());
    const reordered = { ...LOCKED, finding: { ...Object.fromEntries(Object.entries(FINDING).reverse()), ...FINDING } };
    expect(formatImagesLock(lockOf(turned))).to.equal(formatImagesLock(lockOf(entries)));
    expect(formatImagesLock(lockOf({ 'ghcr.io/acme/web:v1': reordered }))).to.equal(TEXT);
    expect(formatImagesLock(lockOf(entries)).indexOf('docker.io')).to.be.lessThan(
      formatImagesLock(lockOf(entries)).indexOf('ghcr.io'),
    );
  });

  it('has lines of its own for each image and each of its parts', () => {
    expect(TEXT.split('\n').slice(0, 8)).to.deep.equal([
      '{',
      '  "version": 1,',
      '  "images": {',
      '    "ghcr.io/acme/web:v1": {',
      `      "digest": "${DIGEST}",`,
      `      "authorities": "${AUTHORITIES}",`,
      '      "verifiedOn": "2026-11-21",',
      '      "finding": {',
    ]);
    expect(TEXT).to.contain(
      '        "authorities": [\n          {"action":"deny","name":"acme","satisfied":true}\n        ],',
    );
  });

  it('says where a merge was left half done, and how to go on', () => {
    const merged = TEXT.replace('  "images"', '<<<<<<< HEAD\n  "images"');
    expect(faultOf(merged)).to.equal(
      'images.lock.json has the marks of a merge conflict in line 3; take either side (git checkout --ours images.lock.json), then run "sluice image lock"',
    );
    for (const mark of ['=======', '>>>>>>> topic', '||||||| base'])
      expect(faultOf(`${TEXT}${mark}\n`)).to.contain('merge conflict');
  });

  it('is understood whole or not at all', () => {
    const damages: readonly (readonly [string, string])[] = [
      ['"version": 1', '"version": 2'],
      [DIGEST, 'sha256:abc'],
      [AUTHORITIES, 'abc'],
      ['2026-11-21', '2026-02-30'],
      ['"status": "verified"', '"status": "fine"'],
      [`"digest": "${DIGEST}",`, `"digest": "${OTHER}",`],
      ['"pinned": false', '"pinned": "no"'],
      ['"satisfied":true', '"satisfied":1'],
      ['"severity":"HIGH"', '"severity":"high"'],
      ['"kind":"key"', '"kind":"friend"'],
      ['"ok":true', '"fine":true'],
      ['"ghcr.io/acme/web:v1": {', '"ghcr.io/acme/other:v1": {'],
      ['"predicate":{"any":[1]}', '"predicate":[1]'],
      ['"images": {', '"images": [], "x": {'],
    ];
    for (const [from, to] of damages) {
      expect(TEXT, from).to.contain(from);
      expect(faultOf(TEXT.replace(from, to)), from).to.match(/^images\.lock\.json (?:is damaged|has version)/);
    }
    for (const text of ['', 'null', '[]', '{', 'not json', '{"version": 1}'])
      expect(faultOf(text)).to.match(/^images\.lock\.json /);
  });

  it('may hold more than this version knows of', () => {
    expect(parseImagesLock(TEXT.replace('"pinned": false', '"pinned": false, "more": 1'), 'x').images.size).to.equal(1);
  });
});

describe('what a lock knows of an image', () => {
  it('is what was found out, under the name as it is written', () => {
    expect(lockedFinding(LOCK, 'ghcr.io/acme/web:v1', AUTHORITIES)).to.deep.equal(FINDING);
    const nginx = { ...FINDING, ref: 'x', registry: 'docker.io', repository: 'library/nginx', tag: 'latest' };
    const lock = lockOf({ 'docker.io/library/nginx:latest': { ...LOCKED, finding: nginx } });
    expect(lockedFinding(lock, 'nginx', AUTHORITIES)).to.deep.equal({ ...nginx, ref: 'nginx' });
  });

  it('holds for the pinned name, too: the digest is the same', () => {
    const ref = `ghcr.io/acme/web:v1@${DIGEST}`;
    expect(lockedFinding(LOCK, ref, AUTHORITIES)).to.deep.equal({ ...FINDING, ref, pinned: true });
    const { tag: _, ...untagged } = FINDING;
    const bare = `ghcr.io/acme/web@${DIGEST}`;
    expect(lockedFinding(LOCK, bare, AUTHORITIES)).to.deep.equal({ ...untagged, ref: bare, pinned: true });
  });

  it('is nothing when it was not locked', () => {
    const { status, code, message } = lockedFinding(LOCK, 'ghcr.io/acme/web:v2', AUTHORITIES);
    expect({ status, code }).to.deep.equal({ status: 'skipped', code: 'IMG_NOT_LOCKED' });
    expect(message).to.equal(
      'is not in the lock file, and nobody was asked; run "sluice image lock" and commit images.lock.json',
    );
    expect(lockedFinding(LOCK, `ghcr.io/other/web@${DIGEST}`, AUTHORITIES).code).to.equal('IMG_NOT_LOCKED');
  });

  it('is nothing when authorities or trust roots are others now', () => {
    const { status, code, message, signatures } = lockedFinding(LOCK, 'ghcr.io/acme/web:v1', 'd'.repeat(64));
    expect({ status, code, signatures }).to.deep.equal({ status: 'skipped', code: 'IMG_LOCK_STALE', signatures: [] });
    expect(message).to.contain('verified on 2026-11-21 under other authorities').and.to.contain('sluice image lock');
  });

  it('is nothing of another digest', () => {
    const { status, code, message } = lockedFinding(LOCK, `ghcr.io/acme/web:v1@${OTHER}`, AUTHORITIES);
    expect({ status, code }).to.deep.equal({ status: 'skipped', code: 'IMG_LOCK_STALE' });
    expect(message).to.contain(`is in the lock file as ${DIGEST}, another digest`);
  });

  it('is nothing of what is no image', () => {
    expect(lockedFinding(LOCK, 'UPPER case', AUTHORITIES)).to.deep.include({
      status: 'error',
      code: 'IMG_REFERENCE_INVALID',
    });
  });
});
