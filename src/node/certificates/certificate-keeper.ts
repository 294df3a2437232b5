import { CERTIFICATE_TERMS, type CertificateTerms } from '../../core/certificates/certificate-terms.ts';
import { nextCertificates, type CertificateAction } from '../../core/certificates/next-certificates.ts';
import { messageOf, SluiceError } from '../../core/errors.ts';
import { Backoff, pauseFor } from '../kubernetes/backoff.ts';
import type { KubeClient } from '../kubernetes/kube-client.ts';
import { Reflector } from '../kubernetes/reflector.ts';
import { apiServerTime } from './api-server-clock.ts';
import { bundleOf } from './certificate-bundle.ts';
import { storedFacts } from './certificate-secret.ts';
import { loadCertificates, SECRETS, type CertificateSnapshot, type SecretName } from './certificate-store.ts';
import type { KeyPair } from './issue-certificate.ts';
import { renewCertificates } from './renew-certificates.ts';
import {
  installBundle,
  loadRegistrations,
  REGISTRATION_LABEL,
  WEBHOOK_CONFIGURATIONS,
  type WebhookRegistration,
} from './webhook-registrations.ts';

export interface CertificateKeeperOptions {
  readonly client: KubeClient;
  /** Where the certificates are kept that all replicas share. */
  readonly secret: SecretName;
  /** The Service by which the API server calls; it is in the Namespace of the Secret. */
  readonly service: string;
  /** The ValidatingWebhookConfigurations by name. Default: those with the label `app.kubernetes.io/name=sluice`. */
  readonly configurations?: readonly string[] | undefined;
  readonly terms?: CertificateTerms;
  /** Milliseconds between two checks when nothing tells of a change. Default: 12 hours. */
  readonly checkMs?: number;
  /** This machine's clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Told what was done. It never holds a key. */
  readonly onDone?: (done: CertificateDeed) => void;
  /** Told what does not work; it is tried again. */
  readonly onNotice: (message: string) => void;
}

export type CertificateDeed =
  | { readonly kind: 'stored'; readonly authority: 'new' | 'kept'; readonly server: 'new' | 'kept' }
  | { readonly kind: 'installed'; readonly registration: string }
  | { readonly kind: 'lost'; readonly what: string };

const CHECK_MS = 12 * 3_600_000;
/** Changes come in twos and threes, and whoever changes something back at once gets no quarrel without end. */
const SETTLE_MS = 200;
const MOST_ROUNDS = 10;
/** A difference that is worth a word. */
const CLOCK_MINUTES = 5;

interface Observed {
  readonly snapshot: CertificateSnapshot;
  /** Absent: they could not be read. */
  readonly registrations: readonly WebhookRegistration[] | undefined;
  /** Of the API server, in milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Keeps this replica's certificate: made, renewed and shared by all replicas in a Secret, and known to the API server. What to do
 * is decided by `nextCertificates`; here it is done, and when it does not work, tried again.
 */
export class CertificateKeeper implements AsyncDisposable {
  readonly #options: CertificateKeeperOptions;
  readonly #terms: CertificateTerms;
  readonly #names: readonly string[];
  readonly #stop = new AbortController();
  readonly #watches: readonly AsyncDisposable[];
  #pair: KeyPair | undefined;
  #onRenewed: (pair: KeyPair) => void = () => undefined;
  #wake: () => void = () => undefined;
  #isWoken = false;
  #running: Promise<void> = Promise.resolve();
  readonly #said = new Set<string>();

  private constructor(options: CertificateKeeperOptions) {
    this.#options = options;
    this.#terms = options.terms ?? CERTIFICATE_TERMS;
    const host = `${options.service}.${options.secret.namespace}.svc`;
    this.#names = [host, `${host}.cluster.local`];
    this.#watches = this.#watch();
  }

  /**
   * Finds the certificate to serve, or makes it.
   * @throws KubeError, or SluiceError CONFIG_INVALID when the Secret is somebody else's
   */
  static async open(options: CertificateKeeperOptions): Promise<CertificateKeeper> {
    const keeper = new CertificateKeeper(options);
    try {
      await keeper.#settle();
      void keeper.pair;
    } catch (error) {
      await keeper[Symbol.asyncDispose]();
      throw error;
    }
    keeper.#running = keeper.#run();
    return keeper;
  }

  /** What to serve at the moment. */
  get pair(): KeyPair {
    if (this.#pair !== undefined) return this.#pair;
    const { namespace, name } = this.#options.secret;
    throw new SluiceError('SERVER_FAILED', `the Secret ${namespace}/${name} changes too fast to take a certificate`);
  }

  /** From now on tells of each pair that is to be served instead; of one that has come already, at once. */
  follow(served: KeyPair, onRenewed: (pair: KeyPair) => void): void {
    this.#onRenewed = onRenewed;
    if (this.pair !== served) onRenewed(this.pair);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await Promise.all([this.#running, ...this.#watches.map((one) => one[Symbol.asyncDispose]())]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const backoff = new Backoff({ firstMs: 1000, longestMs: 300_000, random: Math.random });
    let waitMs = this.#options.checkMs ?? CHECK_MS;
    while (!signal.aborted) {
      await this.#nextReason(waitMs);
      await pauseFor(SETTLE_MS, signal);
      if (signal.aborted) return;
      const isWell = await this.#trySettle();
      if (isWell) backoff.reset();
      waitMs = isWell ? (this.#options.checkMs ?? CHECK_MS) : backoff.next();
    }
  }

  async #nextReason(waitMs: number): Promise<void> {
    if (!this.#isWoken) {
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      await pauseFor(waitMs, AbortSignal.any([woken.signal, this.#stop.signal]));
    }
    this.#isWoken = false;
  }

  async #trySettle(): Promise<boolean> {
    try {
      return await this.#settle();
    } catch (error) {
      this.#complain(`the webhook's certificates were not looked after: ${messageOf(error)}`, error);
      return false;
    }
  }

  /** Does what there is to do until there is no more. @returns whether everything worked */
  async #settle(): Promise<boolean> {
    for (let round = 1; round <= MOST_ROUNDS && !this.#stop.signal.aborted; round += 1) {
      const observed = await this.#observe();
      let isWell = observed.registrations !== undefined;
      let isOver = true;
      for (const action of this.#decide(observed)) {
        const isDone = await this.#try(action, observed);
        isWell &&= isDone;
        if (isDone && action.kind !== 'serve') isOver = false;
      }
      if (isOver && isWell) this.#said.clear();
      if (isOver) return isWell;
    }
    return false;
  }

  async #observe(): Promise<Observed> {
    const { client, secret, now: own } = this.#options;
    const { signal } = this.#stop;
    const [snapshot, registrations, now] = await Promise.all([
      loadCertificates(client, secret, signal),
      this.#findRegistrations(),
      apiServerTime(client, own, signal),
    ]);
    const minutes = Math.round((own() - now) / 60_000);
    if (Math.abs(minutes) >= CLOCK_MINUTES) {
      const [much, way] = [Math.abs(minutes), minutes > 0 ? 'ahead of' : 'behind'];
      this.#complain(
        `the clock of this machine is ${much} minutes ${way} the API server's, by which certificates hold`,
      );
    }
    return { snapshot, registrations, now };
  }

  async #findRegistrations(): Promise<readonly WebhookRegistration[] | undefined> {
    const { client, secret, service, configurations } = this.#options;
    const choice = { service: { namespace: secret.namespace, name: service }, configurations };
    try {
      return await loadRegistrations(client, choice, this.#stop.signal);
    } catch (error) {
      this.#complain(`nobody can tell whom the API server trusts: ${messageOf(error)}`, error);
      return undefined;
    }
  }

  #decide({ snapshot: { stored }, registrations, now }: Observed): readonly CertificateAction[] {
    const serving = this.#pair?.certificate.fingerprint256;
    const state = { stored: stored && storedFacts(stored), registrations, serving, names: this.#names };
    return nextCertificates(state, now, this.#terms);
  }

  async #try(action: CertificateAction, observed: Observed): Promise<boolean> {
    try {
      await this.#do(action, observed);
      return true;
    } catch (error) {
      const what = action.kind === 'install' ? `the caBundle of ${action.registration}` : "the webhook's certificate";
      this.#complain(`${what} was not renewed: ${messageOf(error)}`, error);
      // Without one there is nothing to go on with.
      if (this.#pair === undefined && action.kind === 'store') throw error;
      return false;
    }
  }

  async #do(action: CertificateAction, { snapshot, registrations = [], now }: Observed): Promise<void> {
    const { stored } = snapshot;
    const { client } = this.#options;
    const { signal } = this.#stop;
    switch (action.kind) {
      case 'install': {
        const registration = registrations.find(({ id }) => id === action.registration);
        if (registration === undefined || stored === undefined) return;
        const isDone = await installBundle(client, registration, bundleOf(stored.authorities), signal);
        return this.#tell(isDone ? { kind: 'installed', registration: registration.id } : lost(registration.id));
      }
      case 'serve':
        if (stored?.server !== undefined) this.#serve(stored.server);
        return;
      case 'store': {
        const { authority, server } = action;
        const renewed = renewCertificates(stored, action, { names: this.#names, now, terms: this.#terms });
        const isDone = await snapshot.store(renewed, signal);
        return this.#tell(isDone ? { kind: 'stored', authority, server } : lost('the Secret'));
      }
    }
  }

  #serve(pair: KeyPair): void {
    this.#pair = pair;
    this.#onRenewed(pair);
  }

  #tell(done: CertificateDeed): void {
    this.#options.onDone?.(done);
  }

  /** Says the same once, until all is well again. */
  #complain(message: string, error?: unknown): void {
    if (this.#stop.signal.aborted || this.#said.has(message)) return;
    if (this.#said.size < MOST_SAID) this.#said.add(message);
    const hint =
      error instanceof SluiceError && error.code === 'ACCESS_DENIED' ? '; see docs/webhook.md, Certificates' : '';
    this.#options.onNotice(`${message}${hint}`);
  }

  /** Nothing of the objects is kept: they only say that it is time to look. */
  #watch(): readonly AsyncDisposable[] {
    const { client, secret, configurations } = this.#options;
    const look = (): void => {
      this.#isWoken = true;
      this.#wake();
    };
    const onTrouble = (message: string): void => this.#complain(`changes of certificates are not told: ${message}`);
    const consumer = { onReplace: look, onUpsert: look, onDelete: look, onTrouble };
    const all = { client, project: () => true, consumer };
    const labelled = configurations === undefined ? { labelSelector: REGISTRATION_LABEL } : {};
    return [
      new Reflector({
        ...all,
        resource: SECRETS,
        namespace: secret.namespace,
        fieldSelector: `metadata.name=${secret.name}`,
      }),
      new Reflector({ ...all, resource: WEBHOOK_CONFIGURATIONS, ...labelled }),
    ];
  }
}

const MOST_SAID = 100;

const lost = (what: string): CertificateDeed => ({ kind: 'lost', what });
