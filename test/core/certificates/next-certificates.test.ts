import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CERTIFICATE_TERMS } from '../../../src/core/certificates/certificate-terms.ts';
import {
  nextCertificates,
  type CertificateAction,
  type CertificateFacts,
  type CertificateState,
  type StoredFacts,
} from '../../../src/core/certificates/next-certificates.ts';
import { SimulatedCluster } from './simulated-cluster.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NAMES = ['sluice.sluice-system.svc'];
const NOW = Date.UTC(2026, 10, 21);

const authority = (fingerprint: string, members: Partial<CertificateFacts> = {}): CertificateFacts => ({
  fingerprint,
  notBefore: NOW - 30 * DAY,
  notAfter: NOW + 3000 * DAY,
  ...members,
});
const server = (members: Partial<NonNullable<StoredFacts['server']>> = {}): NonNullable<StoredFacts['server']> => ({
  fingerprint: 'leaf',
  issuer: 'ca',
  names: NAMES,
  notBefore: NOW - 30 * DAY,
  notAfter: NOW + 300 * DAY,
  ...members,
});
const state = (stored: Partial<StoredFacts> = {}, members: Partial<CertificateState> = {}): CertificateState => ({
  stored: { authorities: [authority('ca')], canSign: true, server: server(), asked: undefined, ...stored },
  registrations: [{ id: 'sluice/admit', trusts: ['ca'] }],
  serving: 'leaf',
  names: NAMES,
  ...members,
});
const next = (given: CertificateState): readonly CertificateAction[] => nextCertificates(given, NOW, CERTIFICATE_TERMS);

const storeNew = (of: 'authority' | 'server', trusted: readonly string[]): CertificateAction => ({
  kind: 'store',
  authority: of === 'authority' ? 'new' : 'kept',
  server: of === 'server' ? 'new' : 'kept',
  trusted,
});

describe('what becomes of certificates', () => {
  it('makes all of them when there are none', () => {
    const expected = { kind: 'store', authority: 'new', server: 'new', trusted: [] };
    expect(next({ ...state(), stored: undefined })).to.deep.equal([expected]);
  });

  it('does nothing when all is well', () => {
    expect(next(state())).to.deep.equal([]);
  });

  it('tells the API server whom to trust before it serves', () => {
    const given = state(
      {},
      {
        serving: undefined,
        registrations: [
          { id: 'a', trusts: [] },
          { id: 'b', trusts: ['ca'] },
        ],
      },
    );
    expect(next(given)).to.deep.equal([{ kind: 'install', registration: 'a' }, { kind: 'serve' }]);
  });

  it('takes out of the API server whom nobody trusts any more', () => {
    const given = state({}, { registrations: [{ id: 'a', trusts: ['ca', 'stranger'] }] });
    expect(next(given)).to.deep.equal([{ kind: 'install', registration: 'a' }]);
  });

  it('replaces the certificate of the server 90 days before its end, or when asked', () => {
    expect(next(state({ server: server({ notAfter: NOW + 90 * DAY + 1 }) }))).to.deep.equal([]);
    expect(next(state({ server: server({ notAfter: NOW + 90 * DAY }) }))).to.deep.equal([storeNew('server', ['ca'])]);
    expect(next(state({ asked: 'server' }))).to.deep.equal([storeNew('server', ['ca'])]);
  });

  it('replaces at once what cannot be served', () => {
    const useless = {
      missing: undefined,
      ended: server({ notAfter: NOW }),
      'not valid yet': server({ notBefore: NOW + 1 }),
      'of other names': server({ names: ['other.sluice-system.svc'] }),
      'of nobody who is trusted': server({ issuer: '' }),
    };
    for (const [why, one] of Object.entries(useless)) {
      expect(next(state({ server: one }, { serving: 'other' })), why).to.deep.equal([storeNew('server', ['ca'])]);
    }
  });

  it('replaces the authority 90 days before its end, or when asked, and leaves what is served alone', () => {
    const due = [authority('ca', { notAfter: NOW + 90 * DAY })];
    expect(next(state({ authorities: due }))).to.deep.equal([storeNew('authority', ['ca'])]);
    expect(next(state({ asked: 'authority' }))).to.deep.equal([storeNew('authority', ['ca'])]);
  });

  it('replaces an authority that cannot sign, and trusts it as long as it holds', () => {
    expect(next(state({ canSign: false }))).to.deep.equal([storeNew('authority', ['ca'])]);
    expect(next(state({ authorities: [authority('ca', { notAfter: NOW })] }))).to.deep.equal([
      { kind: 'store', authority: 'new', server: 'new', trusted: [] },
    ]);
  });

  describe('after a new authority', () => {
    const fresh = (ageMs: number): CertificateFacts =>
      authority('new', { notBefore: NOW - CERTIFICATE_TERMS.skewMs - ageMs });
    const both = { registrations: [{ id: 'a', trusts: ['new', 'ca'] }] };
    const rotated = (ageMs: number, members: Partial<StoredFacts> = {}): Partial<StoredFacts> => ({
      authorities: [fresh(ageMs), authority('ca')],
      ...members,
    });

    it('serves by it when it has been known for an hour', () => {
      expect(next(state(rotated(HOUR - 1), both))).to.deep.equal([]);
      expect(next(state(rotated(HOUR), both))).to.deep.equal([storeNew('server', ['new', 'ca'])]);
    });

    it('waits for every API server webhook that trusts the old one alone', () => {
      const registrations = [...both.registrations, { id: 'b', trusts: ['ca'] }];
      expect(next(state(rotated(DAY), { registrations }))).to.deep.equal([{ kind: 'install', registration: 'b' }]);
      expect(next(state(rotated(DAY), { registrations: undefined }))).to.deep.equal([]);
    });

    it('waits no longer than what is served holds', () => {
      const given = rotated(0, { server: server({ notAfter: NOW }) });
      expect(next(state(given, { registrations: undefined }))).to.deep.equal([storeNew('server', ['new', 'ca'])]);
    });

    it('forgets the old one when it has ended', () => {
      const authorities = [authority('ca'), authority('old', { notAfter: NOW })];
      const given = state({ authorities }, { registrations: [{ id: 'a', trusts: ['old', 'ca'] }] });
      expect(next(given)).to.deep.equal([{ kind: 'store', authority: 'kept', server: 'kept', trusted: ['ca'] }]);
    });

    it('keeps eight, and among them whoever vouches for the server', () => {
      const authorities = Array.from({ length: 9 }, (_, index) => authority(`ca${index}`));
      const given = state({ authorities, asked: 'authority', server: server({ issuer: 'ca8' }) });
      const [last] = next(given).slice(-1);
      expect(last).to.deep.equal(storeNew('authority', ['ca0', 'ca1', 'ca2', 'ca3', 'ca4', 'ca5', 'ca8']));
    });
  });

  describe('over 30 years', function () {
    this.timeout(60_000);

    for (const seed of [1, 2, 3]) {
      it(`three replicas that come and go always serve what the API server trusts (${seed})`, () => {
        const cluster = new SimulatedCluster({ replicas: 3, seed, now: NOW, terms: CERTIFICATE_TERMS });
        cluster.run(30 * 365 * DAY);
        expect(cluster.faults).to.deep.equal([]);
        // 30 years in authorities of 10 that are replaced 90 days ahead, and in certificates of 275 days.
        expect(cluster.authorities).to.equal(4);
        expect(cluster.servers).to.be.within(39, 44);
        expect(cluster.checked).to.be.above(500_000);
        expect(cluster.conflicts).to.be.above(0);
      });
    }
  });
});
