import { SluiceError } from '../src/core/errors.ts';
import { FAIL_ON } from '../src/core/model/decision.ts';
import { visible } from '../src/core/report/safe-text.ts';
import type { Config } from '../src/node/config/config.ts';
import { loadConfig } from '../src/node/config/load-config.ts';
import { NO_OPERANDS } from '../src/node/flags/command-spec.ts';
import type { FlagTable, FlagValues } from '../src/node/flags/flag.ts';
import type { ParsedFlags } from '../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../src/node/flags/policy-flags.ts';
import { createCommand } from '../src/node/flags/run-command.ts';
import { today, type ShellIo } from '../src/node/output/shell-io.ts';
import { LOG_LEVELS } from './admission-log.ts';
import { AdmissionQueue } from './admission-queue.ts';
import { createWebhook } from './app.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { HttpsServer, TLS_VERSIONS, type ListenOptions } from './https-server.ts';
import { loadJudges, type Judges, type JudgesRequest } from './load-judges.ts';
import type { MetricsServer } from './metrics/metrics-server.ts';
import { METRICS_COMPAT } from './metrics/webhook-metrics.ts';
import { ownNamespace } from './own-namespace.ts';
import { refuseCaller } from './refuse-caller.ts';
import { stopSignal } from './stop-signal.ts';
import { endOf, readAuthorities, readTls, type TlsFiles, type TlsMaterial } from './tls.ts';
import { openWatching, type Watching, type WatchingOptions } from './watching.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Policies',
    description: 'The least that is refused.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  port: {
    kind: 'count',
    value: 'N',
    min: 0,
    max: 65_535,
    group: 'Serving',
    description: 'The TCP port; 0 takes a free one and says which.',
    defaultText: '8443',
  },
  host: {
    kind: 'text',
    value: 'ADDRESS',
    group: 'Serving',
    description: 'The address to listen on.',
    defaultText: 'all addresses of the machine',
  },
  'tls-cert': {
    kind: 'text',
    value: 'FILE',
    group: 'Serving',
    description: 'The certificate, as PEM, with the certificates between it and the authority. Required.',
  },
  'tls-key': { kind: 'text', value: 'FILE', group: 'Serving', description: 'Its private key, as PEM. Required.' },
  'tls-min-version': {
    kind: 'choice',
    choices: TLS_VERSIONS,
    group: 'Serving',
    description: 'The oldest version of TLS that is spoken.',
    defaultText: '1.3',
  },
  'client-ca': {
    kind: 'text',
    value: 'FILE',
    group: 'Serving',
    description:
      'Listen only to clients that show a certificate of these authorities, as PEM. The probes stay open to everybody.',
  },
  'client-name': {
    kind: 'text',
    value: 'NAME',
    group: 'Serving',
    description: 'The common name in the certificate of the client; needs --client-ca.',
    defaultText: 'kube-apiserver',
  },
  'exempt-namespace': {
    kind: 'list',
    value: 'NAME',
    group: 'Serving',
    description:
      'A Namespace, or with * at one or both ends several, in which nothing is judged, and that may carry the label admission.gatekeeper.sh/ignore. The one that sluice runs in is not judged either.',
  },
  'shutdown-delay': {
    kind: 'count',
    value: 'SECONDS',
    min: 0,
    max: 600,
    group: 'Serving',
    description:
      'How long to go on serving after SIGTERM, not ready any more, so that nobody sends to a port that is closed.',
    defaultText: '0',
  },
  jobs: {
    kind: 'count',
    short: 'j',
    value: 'N',
    min: 1,
    max: 256,
    group: 'Running',
    description: 'Threads that judge.',
    defaultText: 'the number of cores, at most 4',
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
  ...CACHE_FLAGS,
  'metrics-port': {
    kind: 'count',
    value: 'N',
    min: 0,
    max: 65_535,
    group: 'Watching',
    description:
      'Serve GET /metrics over plain HTTP on this port; 0 takes a free one and says which. The port of the webhook serves it over TLS.',
    defaultText: 'no metrics',
  },
  'metrics-compat': {
    kind: 'choice',
    choices: METRICS_COMPAT,
    group: 'Watching',
    description: 'Whose names the metrics of requests have.',
    defaultText: 'sluice',
  },
  'log-level': {
    kind: 'choice',
    choices: LOG_LEVELS,
    group: 'Watching',
    description: 'The least that is logged, as lines of JSON on standard error; debug logs what was allowed, too.',
    defaultText: 'info',
  },
  'log-allows': {
    kind: 'count',
    value: 'N',
    min: 0,
    max: 1_000_000,
    group: 'Watching',
    description: 'Log one of N requests that were let through; 0 logs none.',
    defaultText: '0',
  },
} as const satisfies FlagTable;

type ServeFlags = FlagValues<typeof FLAGS>;

/** `sluice serve`: runs until it is told to stop, and gives the exit code. */
export const run: (argv: readonly string[], io: ShellIo) => Promise<number> = createCommand(
  {
    name: 'serve',
    summary: 'answer admission reviews of a Kubernetes API server',
    usage: ['[FLAGS] --tls-cert FILE --tls-key FILE'],
    description:
      'Serves a validating webhook over HTTPS: POST /v1/admit, POST /v1/admitlabel, GET /healthz, GET /readyz. It listens once its policies are loaded, refuses what it could not evaluate, and on SIGTERM finishes what it has begun.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      {
        command: 'sluice serve -p policy/ --port 8443 --tls-cert tls.crt --tls-key tls.key',
        meaning: 'Serve own policies.',
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
const MOST_THREADS = 4;
const RULE_LIMIT_MS = 1000;
/** What the API server waits by default. */
const REQUEST_LIMIT_MS = 10_000;
const CLIENT_NAME = 'kube-apiserver';

async function serve({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const identity = readIdentity(flags, io);
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const stop = stopSignal();
  const threads = flags.jobs ?? Math.min(MOST_THREADS, io.cores);
  const judges = await loadJudges(judgesRequest(flags, config, io, threads));
  await using pool = judges.pool;
  const queue = new AdmissionQueue({ concurrency: threads, now: () => performance.now() });
  using watching = openWatching(watchingOptions(flags), io, {
    judges,
    queue,
    certificateEnd: () => endOf(identity.tls),
  });
  const app = createWebhook({
    ...watching.deps,
    judge: (subject, limitMs, images) => pool.judge(subject, limitMs, images),
    ...(judges.images && { images: judges.images }),
    queue,
    exemptions: { patterns: flags['exempt-namespace'], ...ownNamespace(io.env) },
    health: { isReady: () => pool.isReady, isDraining: () => stop.aborted },
    policySet: judges.policySet,
    failOn: flags['fail-on'] ?? config.failOn,
    ...(identity.clientCa && { refuseCaller: refuseCaller(flags['client-name'] ?? CLIENT_NAME) }),
    defaultLimitMs: REQUEST_LIMIT_MS,
  });
  await using scraped = await watching.listen();
  await using server = await HttpsServer.listen(app, listenOptions(flags, identity));
  using certificate = renewCertificate(identity, server, watching, io);
  io.stderr.write(`listening on ${server.url}, ${introduction(judges, certificate, scraped)}\n`);
  await aborted(stop, (flags['shutdown-delay'] ?? 0) * 1000);
  return 0;
}

function introduction(
  { policies, policySet }: Judges,
  { end }: CertificateWatch,
  scraped: MetricsServer | undefined,
): string {
  const until = new Date(end).toISOString().slice(0, 10);
  const metrics = scraped === undefined ? '' : `, metrics on port ${scraped.port}`;
  return `${policies} policies, policy set ${policySet.slice(0, 12)}, certificate until ${until}${metrics}`;
}

function judgesRequest(flags: ServeFlags, config: Config, io: ShellIo, threads: number): JudgesRequest {
  return {
    ...toPolicyRequest(flags, config, io),
    threads,
    timeoutMs: flags.timeout ?? RULE_LIMIT_MS,
    today: () => today(io),
    onNotice: (message) => io.stderr.write(`warning: ${visible(message)}\n`),
  };
}

function watchingOptions(flags: ServeFlags): WatchingOptions {
  const { host, port, 'metrics-port': metricsPort } = flags;
  const isShared = metricsPort !== undefined && metricsPort !== 0 && metricsPort === (port ?? DEFAULT_PORT);
  return {
    metrics: metricsPort === undefined ? undefined : isShared ? 'shared' : { port: metricsPort, host },
    metricsCompat: flags['metrics-compat'] ?? 'sluice',
    logLevel: flags['log-level'] ?? 'info',
    logAllowsEvery: flags['log-allows'] ?? 0,
  };
}

/** Who the server is, and by which authorities it knows its clients. */
interface ServerIdentity {
  readonly files: TlsFiles;
  tls: TlsMaterial;
  readonly clientCa?: Buffer;
}

function readIdentity(flags: ServeFlags, { cwd }: ShellIo): ServerIdentity {
  const files = tlsFiles(flags);
  const clientCa = flags['client-ca'];
  if (clientCa === undefined && flags['client-name'] !== undefined) {
    throw new SluiceError(
      'USAGE',
      '--client-name says whose certificate is wanted, and --client-ca who vouches for it',
    );
  }
  return {
    files,
    tls: readTls(files, cwd),
    ...(clientCa === undefined ? {} : { clientCa: readAuthorities(clientCa, cwd) }),
  };
}

function tlsFiles(flags: ServeFlags): TlsFiles {
  const { 'tls-cert': certFile, 'tls-key': keyFile } = flags;
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  throw new SluiceError(
    'USAGE',
    'the API server speaks to webhooks over TLS only: give --tls-cert FILE and --tls-key FILE',
  );
}

function listenOptions(flags: ServeFlags, { tls, clientCa }: ServerIdentity): ListenOptions {
  return {
    ...tls,
    port: flags.port ?? DEFAULT_PORT,
    host: flags.host,
    minVersion: flags['tls-min-version'],
    clientCa,
  };
}

function renewCertificate(
  identity: ServerIdentity,
  server: HttpsServer,
  { certificateRead }: Watching,
  io: ShellIo,
): CertificateWatch {
  return new CertificateWatch({
    files: identity.files,
    cwd: io.cwd,
    current: identity.tls,
    renew: (tls) => {
      server.renew(tls);
      identity.tls = tls;
    },
    onRead: certificateRead,
    now: () => io.now().getTime(),
  });
}

function aborted(signal: AbortSignal, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const wait = (): void => void setTimeout(resolve, delayMs);
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
}
