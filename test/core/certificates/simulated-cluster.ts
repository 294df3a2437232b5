import type { CertificateTerms } from '../../../src/core/certificates/certificate-terms.ts';
import {
  nextCertificates,
  type CertificateAction,
  type CertificateFacts,
  type CertificateState,
  type StoredFacts,
} from '../../../src/core/certificates/next-certificates.ts';

export interface SimulationOptions {
  readonly replicas: number;
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly terms: CertificateTerms;
}

interface Replica {
  readonly checksAt: number;
  serving: (CertificateFacts & { readonly issuer: string }) | undefined;
  seen: { readonly version: number; readonly state: CertificateState } | undefined;
  downUntil: number;
}

const HOUR = 3_600_000;
const STEPS_A_CHECK = 12;
const NAMES = ['sluice.sluice-system.svc'];

/**
 * Replicas that look every 12 hours and are told of nothing in between, by an hour's steps. They see what was there before they
 * act, so that two that look in the same hour are in each other's way; they stop and start; the API server's view of its webhook
 * is an hour old.
 */
export class SimulatedCluster {
  readonly faults: string[] = [];
  authorities = 0;
  servers = 0;
  conflicts = 0;
  /** How often it was looked whether a replica's certificate holds. */
  checked = 0;
  readonly #terms: CertificateTerms;
  readonly #replicas: readonly Replica[];
  #now: number;
  #random: number;
  #stored: StoredFacts | undefined;
  #version = 0;
  #registered: readonly string[] = [];
  #trusted: readonly string[] = [];

  constructor({ replicas, seed, now, terms }: SimulationOptions) {
    this.#terms = terms;
    this.#now = now;
    this.#random = seed;
    // The first two look in the same hour.
    this.#replicas = Array.from({ length: replicas }, (_, index) => ({
      checksAt: Math.max(0, index - 1),
      serving: undefined,
      seen: undefined,
      downUntil: 0,
    }));
  }

  run(ms: number): void {
    for (let step = 0; step * HOUR < ms; step += 1) {
      this.#trusted = this.#registered;
      const awake = this.#replicas.filter((one) => this.#isUp(one) && this.#looks(one, step));
      for (const replica of awake) this.#observe(replica);
      for (const replica of awake) this.#act(replica);
      this.#now += HOUR;
      if (step >= STEPS_A_CHECK) for (const replica of this.#replicas) this.#check(replica);
      this.#stopSome();
    }
  }

  #isUp({ downUntil }: Replica): boolean {
    return downUntil <= this.#now;
  }

  /** A replica that has just started looks at once. */
  #looks({ checksAt, serving }: Replica, step: number): boolean {
    return serving === undefined || step % STEPS_A_CHECK === checksAt;
  }

  #observe(replica: Replica): void {
    const registrations = [{ id: 'sluice', trusts: this.#registered }];
    const state = { stored: this.#stored, registrations, serving: replica.serving?.fingerprint, names: NAMES };
    replica.seen = { version: this.#version, state };
  }

  #act(replica: Replica): void {
    for (let round = 0; round < 5; round += 1) {
      const { seen } = replica;
      if (seen === undefined) return;
      const actions = nextCertificates(seen.state, this.#now, this.#terms);
      for (const action of actions) this.#do(replica, action, seen);
      if (actions.every(({ kind }) => kind === 'serve')) return;
      this.#observe(replica);
    }
    this.faults.push(`${this.#now}: a replica comes to no end`);
  }

  #do(replica: Replica, action: CertificateAction, { version, state }: NonNullable<Replica['seen']>): void {
    switch (action.kind) {
      case 'install':
        this.#registered = (state.stored?.authorities ?? []).map(({ fingerprint }) => fingerprint);
        return;
      case 'serve':
        replica.serving = state.stored?.server;
        return;
      case 'store':
        if (version === this.#version) this.#store(action, state.stored);
        else this.conflicts += 1;
    }
  }

  #store(action: Extract<CertificateAction, { kind: 'store' }>, stored: StoredFacts | undefined): void {
    const kept = (stored?.authorities ?? []).filter(({ fingerprint }) => action.trusted.includes(fingerprint));
    const authorities = action.authority === 'new' ? [this.#newAuthority(), ...kept] : kept;
    const server = action.server === 'new' ? this.#newServer(authorities[0]) : stored?.server;
    this.#stored = { authorities, canSign: true, server, asked: undefined };
    this.#version += 1;
  }

  #newAuthority(): CertificateFacts {
    this.authorities += 1;
    const { authorityMs, skewMs } = this.#terms;
    const fingerprint = `authority ${this.authorities}`;
    return { fingerprint, notBefore: this.#now - skewMs, notAfter: this.#now + authorityMs };
  }

  #newServer(signer: CertificateFacts | undefined): NonNullable<StoredFacts['server']> {
    this.servers += 1;
    const { serverMs, skewMs } = this.#terms;
    const notAfter = Math.min(this.#now + serverMs, signer?.notAfter ?? 0);
    const fingerprint = `server ${this.servers}`;
    return { fingerprint, notBefore: this.#now - skewMs, notAfter, issuer: signer?.fingerprint ?? '', names: NAMES };
  }

  #check(replica: Replica): void {
    const { serving } = replica;
    if (serving === undefined) return;
    this.checked += 1;
    const isTrusted = this.#trusted.includes(serving.issuer);
    if (isTrusted && serving.notBefore <= this.#now && this.#now < serving.notAfter) return;
    this.faults.push(`${new Date(this.#now).toISOString()}: ${serving.fingerprint} of ${serving.issuer}`);
  }

  /** About every hundred days, for up to ten. */
  #stopSome(): void {
    for (const replica of this.#replicas) {
      if (!this.#isUp(replica) || this.#next() > 1 / 2400) continue;
      replica.downUntil = this.#now + Math.ceil(this.#next() * 240) * HOUR;
      replica.serving = undefined;
    }
  }

  /** In [0, 1), the same for the same seed. */
  #next(): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#random / 2 ** 32;
  }
}
