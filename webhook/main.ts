import { SluiceError } from '../src/core/errors.ts';
import { FAIL_ON } from '../src/core/model/decision.ts';
import { visible } from '../src/core/report/safe-text.ts';
import { NO_OPERANDS } from '../src/node/flags/command-spec.ts';
import type { FlagTable, FlagValues } from '../src/node/flags/flag.ts';
import type { ParsedFlags } from '../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS } from '../src/node/flags/policy-flags.ts';
import { createCommand } from '../src/node/flags/run-command.ts';
import type { ShellIo } from '../src/node/output/shell-io.ts';
import { stopSignal } from '../src/node/stop-signal.ts';
import { createLog, type Log } from './watching/admission-log.ts';
import { AdmissionQueue } from './admission/admission-queue.ts';
import { createWebhook } from './serving/app.ts';
import { SERVE_AUDIT_FLAGS } from './audit/audit-flags.ts';
import { openServeAudit } from './audit/serve-audit.ts';
import { describeBroken } from './sources/broken-text.ts';
import { CERTIFICATE_FLAGS, openCertificate } from './serving/certificate-flags.ts';
import type { CertificateSource } from './serving/certificate-source.ts';
import { IMAGE_FLAGS, openPullSecrets } from './judging/image-flags.ts';
import { HttpsServer, type ListenOptions } from './serving/https-server.ts';
import { ClusterFeed } from './sources/cluster-feed.ts';
import { openConfigMaps } from './sources/config-map-feed.ts';
import { EVENT_FLAGS } from './events/event-flags.ts';
import { openEvents } from './events/open-events.ts';
import { tidyHeap } from './judging/tidy-heap.ts';
import { tuneCollector } from './judging/tune-collector.ts';
import { LIVE_FLAGS, reloadWhenNeeded } from './sources/live-flags.ts';
import type { LiveJudges } from './judging/live-judges.ts';
import { createImageMetrics } from './metrics/image-metrics.ts';
import type { MetricsServer } from './metrics/metrics-server.ts';
import { openJudges, threadsOf } from './judging/open-judges.ts';
import { ownNamespace } from './sources/own-namespace.ts';
import { podIdOf } from './sources/pod-id.ts';
import { createPolicyGuard } from './admission/policy-guard.ts';
import { ORDERS_AT_A_TIME } from './judging/pool-seat.ts';
import { refuseCaller } from './serving/refuse-caller.ts';
import { SERVING_FLAGS } from './serving/serving-flags.ts';
import { TemplateCheck } from './admission/template-check.ts';
import type { HealthStatus } from './serving/probes.ts';
import { endedCertificate, endOf, readAuthorities, type ServerIdentity } from './serving/tls.ts';
import { readOtlpSettings } from './traces/otlp-settings.ts';
import { openWatching, type Watching, type WatchingOptions } from './watching/watching.ts';
import { WATCHING_FLAGS } from './watching/watching-flags.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Policies',
    description: 'The least that is refused.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  ...SERVING_FLAGS,
  ...CERTIFICATE_FLAGS,
  jobs: {
    kind: 'count',
    short: 'j',
    value: 'N',
    min: 1,
    max: 256,
    group: 'Running',
    description: 'Threads that judge.',
    defaultText: 'one less than there are cores, at least 1 and at most 4',
  },
  timeout: {
    kind: 'count',
    value: 'MS',
    min: 1,
    max: 30_000,
    group: 'Running',
    description: 'Milliseconds that one rule may take for one object; an object that takes longer is refused.',
    defaultText: '1000',
  },
  ...LIVE_FLAGS,
  ...IMAGE_FLAGS,
  ...SERVE_AUDIT_FLAGS,
  ...CACHE_FLAGS,
  ...WATCHING_FLAGS,
  ...EVENT_FLAGS,
} as const satisfies FlagTable;

/** `sluice serve`: runs until it is told to stop, and gives the exit code. */
export const run: (argv: readonly string[], io: ShellIo) => Promise<number> = createCommand(
  {
    name: 'serve',
    summary: 'answer admission reviews of a Kubernetes API server',
    usage: ['[FLAGS] --tls-cert FILE --tls-key FILE', '[FLAGS] --cert-secret NAMESPACE/NAME'],
    description:
      'Serves a validating webhook over HTTPS: POST /v1/admit, POST /v1/admitlabel, GET /healthz, GET /readyz. It listens once its policies are loaded, refuses what it could not evaluate, and on SIGTERM finishes what it has begun.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      {
        command: 'sluice serve -p policy/ --port 8443 --tls-cert tls.crt --tls-key tls.key',
        meaning: 'Serve own policies.',
      },
      {
        command: 'sluice serve --cluster --cert-secret sluice-system/sluice-webhook',
        meaning: 'Serve the policies of the cluster, with a certificate of our own.',
      },
    ],
    exitCodes: [
      [0, 'stopped by SIGTERM or SIGINT, after the last answer'],
      [2, 'could not start: usage, config, a policy in error, certificate or port'],
    ],
  },
  serve,
).run;

const DEFAULT_PORT = 8443;
/** What the API server waits by default. */
const REQUEST_LIMIT_MS = 10_000;
const CLIENT_NAME = 'kube-apiserver';

type Notify = (message: string) => void;
type ServeFlags = FlagValues<typeof FLAGS>;

async function serve({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  tuneCollector();
  const clientCa = readClientCa(flags, io.cwd);
  const stop = stopSignal();
  using log = openLog(flags, io);
  await using certificate = await openCertificate(flags, io, log);
  const identity: ServerIdentity = { tls: certificate.tls, ...(clientCa && { clientCa }) };
  const onNotice: Notify = (message) => io.stderr.write(`warning: ${visible(message)}\n`);
  await using feed = openFeed(flags, io, onNotice);
  if (feed !== undefined && !(await feed.listed(stop))) return 0;
  await using configMaps = openConfigMaps(flags, io.env, onNotice);
  if (configMaps !== undefined && !(await configMaps.listed(stop))) return 0;
  await using secrets = openPullSecrets(flags, io.env);
  const images = createImageMetrics();
  await using judges = await openJudges(flags, io, {
    feed,
    configMaps,
    onNotice,
    log,
    images: { pullSecrets: secrets.pullSecrets, onLookup: images.observe },
  });
  feed?.feed(judges);
  configMaps?.feed(judges);
  await reloadWhenNeeded(judges, flags, stop);
  const concurrency = threadsOf(flags, io) * ORDERS_AT_A_TIME;
  const queue = new AdmissionQueue({ concurrency, now: () => performance.now() });
  const audit = openServeAudit(flags, io);
  await using events = openEvents(flags, io, { log, judges });
  const more = [...images.metrics, ...events.metrics, ...(audit?.metrics ?? [])];
  const shown = { ...watchingOptions(flags, io), more, onAnswer: events.ofAdmission };
  await using watching = openWatching(shown, log, { judges, queue, identity });
  await using templates = feed && new TemplateCheck({ cwd: io.cwd });
  const app = createWebhook({
    ...watching.deps,
    ...(feed && templates && { guardPolicies: createPolicyGuard({ templates, others: () => feed.sources }) }),
    judge: (subject, limitMs, inTurn) => judges.judge(subject, limitMs, inTurn),
    queue,
    exemptions: { patterns: flags['exempt-namespace'], ...ownNamespace(io.env) },
    ...(identity.clientCa && { refuseCaller: refuseCaller(flags['client-name'] ?? CLIENT_NAME) }),
    health: {
      isReady: () => judges.isReady,
      isDraining: () => stop.aborted,
      status: () => ({
        ...judges.status,
        problems: [
          ...certificateProblems(identity, io),
          ...judges.status.broken.map(describeBroken),
          ...(feed?.problems ?? []),
          ...(configMaps?.problems ?? []),
        ],
      }),
    },
    get policySet() {
      return judges.policySet;
    },
    get failOn() {
      return judges.failOn;
    },
    defaultLimitMs: REQUEST_LIMIT_MS,
  });
  // What starting left behind is a third of this thread's heap.
  tidyHeap();
  await using scraped = await watching.listen();
  await using server = await HttpsServer.listen(app, listenOptions(flags, identity));
  using followed = followCertificate(certificate, identity, server, watching);
  for (const { message } of certificateProblems(identity, io)) log.say('error', 'certificate', { message });
  const auditing = audit?.run({ judges, feed, queue, log, onPage: events.ofAudit }, stop);
  io.stderr.write(`listening on ${server.url}, ${introduction(judges, followed, scraped)}\n`);
  await aborted(stop, (flags['shutdown-delay'] ?? 0) * 1000);
  await auditing;
  return 0;
}

function introduction(
  { status: { policies, policySet } }: LiveJudges,
  { end }: FollowedCertificate,
  scraped: MetricsServer | undefined,
): string {
  const until = new Date(end).toISOString().slice(0, 10);
  const metrics = scraped === undefined ? '' : `, metrics on port ${scraped.port}`;
  return `${policies} policies, policy set ${policySet.slice(0, 12)}, certificate until ${until}${metrics}`;
}

function certificateProblems({ tls }: ServerIdentity, { now }: ShellIo): HealthStatus['problems'] {
  const message = endedCertificate(tls, now().getTime());
  return message === undefined ? [] : [{ about: 'certificate', message }];
}

function openLog(flags: ServeFlags, { stderr, now }: ShellIo): Log {
  return createLog({
    write: (line) => stderr.write(line),
    now,
    level: flags['log-level'] ?? 'info',
    allowsEvery: flags['log-allows'] ?? 0,
  });
}

function watchingOptions(flags: ServeFlags, { env }: ShellIo): WatchingOptions {
  const { host, port = DEFAULT_PORT, 'metrics-port': metricsPort, 'otlp-endpoint': endpoint } = flags;
  const isShared = metricsPort !== undefined && metricsPort !== 0 && metricsPort === port;
  return {
    metrics: metricsPort === undefined ? undefined : isShared ? 'shared' : { port: metricsPort, host },
    metricsCompat: flags['metrics-compat'] ?? 'sluice',
    ...(endpoint && { traces: { ...readOtlpSettings(endpoint, env), every: flags['trace-every'] ?? 0 } }),
  };
}

function readClientCa(flags: ServeFlags, cwd: string): Buffer | undefined {
  const { 'client-ca': clientCa, 'client-name': clientName } = flags;
  if (clientCa === undefined && clientName !== undefined) {
    throw new SluiceError(
      'USAGE',
      '--client-name says whose certificate is wanted, and --client-ca, which is missing, who vouches for it',
    );
  }
  return clientCa === undefined ? undefined : readAuthorities(clientCa, cwd);
}

function listenOptions(flags: ServeFlags, { tls, clientCa }: ServerIdentity): ListenOptions {
  const { port = DEFAULT_PORT, host, 'tls-min-version': minVersion } = flags;
  return { ...tls, port, host, minVersion, clientCa };
}

interface FollowedCertificate extends Disposable {
  /** Milliseconds since the epoch: of the one that is served. */
  readonly end: number;
}

function followCertificate(
  certificate: CertificateSource,
  identity: ServerIdentity,
  server: HttpsServer,
  { certificateRead }: Watching,
): FollowedCertificate {
  const following = certificate.follow({
    renew: (tls) => {
      server.renew(tls);
      identity.tls = tls;
    },
    onRead: certificateRead,
  });
  return {
    get end() {
      return endOf(identity.tls);
    },
    [Symbol.dispose]: () => following[Symbol.dispose](),
  };
}

function openFeed(flags: ServeFlags, { env }: ShellIo, onNotice: Notify): ClusterFeed | undefined {
  const { cluster, kubeconfig } = flags;
  const operations = ['status', 'webhook', ...(flags['audit-interval'] === undefined ? [] : ['audit'])];
  return cluster ? new ClusterFeed({ kubeconfig, env, podId: podIdOf(env), onNotice, operations }) : undefined;
}

function aborted(signal: AbortSignal, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const wait = (): void => void setTimeout(resolve, delayMs);
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
}
