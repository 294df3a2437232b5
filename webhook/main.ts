import { hostname } from 'node:os';
import { SluiceError } from '../src/core/errors.ts';
import { FAIL_ON } from '../src/core/model/decision.ts';
import type { JsonObject } from '../src/core/model/json.ts';
import { visible } from '../src/core/report/safe-text.ts';
import { DEFAULT_CONFIG } from '../src/node/config/config.ts';
import { NO_OPERANDS } from '../src/node/flags/command-spec.ts';
import type { FlagTable, FlagValues } from '../src/node/flags/flag.ts';
import type { ParsedFlags } from '../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../src/node/flags/policy-flags.ts';
import { createCommand } from '../src/node/flags/run-command.ts';
import { today, type ShellIo } from '../src/node/output/shell-io.ts';
import { createWebhook, type AdmissionLogEntry } from './app.ts';
import { HttpsServer } from './https-server.ts';
import { ClusterFeed } from './cluster-feed.ts';
import { createImagesKeeper } from './images-keeper.ts';
import { LIVE_FLAGS, reloadWhenNeeded } from './live-flags.ts';
import { LiveJudges, type JudgesLogEntry } from './live-judges.ts';
import { loadInThread } from './load-in-thread.ts';
import type { LoadedJudges } from './load-judges.ts';
import { stopSignal } from './stop-signal.ts';
import { readTls, type TlsFiles } from './tls.ts';

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
  ...LIVE_FLAGS,
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice serve`: runs until it is told to stop, and gives the exit code. */
export const run: (argv: readonly string[], io: ShellIo) => Promise<number> = createCommand(
  {
    name: 'serve',
    summary: 'answer admission reviews of a Kubernetes API server',
    usage: ['[FLAGS] --tls-cert FILE --tls-key FILE'],
    description:
      'Serves a validating webhook over HTTPS: POST /v1/admit, GET /healthz, GET /readyz. It listens once its policies are loaded, refuses what it could not evaluate, and on SIGTERM finishes what it has begun.',
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

type Notify = (message: string) => void;
type ServeFlags = FlagValues<typeof FLAGS>;

async function serve({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const tls = readTls(tlsFiles(flags), io.cwd);
  const stop = stopSignal();
  const onNotice: Notify = (message) => io.stderr.write(`warning: ${visible(message)}\n`);
  await using feed = openFeed(flags, io, onNotice);
  if (feed !== undefined && !(await feed.listed(stop))) return 0;
  await using judges = await openJudges(flags, io, feed, onNotice);
  feed?.feed(judges);
  await reloadWhenNeeded(judges, flags, stop);
  const app = createWebhook({
    judge: (subject, limitMs) => judges.judge(subject, limitMs),
    health: {
      isReady: () => judges.isReady,
      isDraining: () => stop.aborted,
      status: () => ({ ...judges.status, problems: feed?.problems ?? [] }),
    },
    get policySet() {
      return judges.policySet;
    },
    get failOn() {
      return judges.failOn;
    },
    defaultLimitMs: REQUEST_LIMIT_MS,
    log: (entry) => io.stderr.write(logLine({ event: 'admission', ...entry }, io.now())),
  });
  await using server = await HttpsServer.listen(app, { ...tls, port: flags.port ?? DEFAULT_PORT, host: flags.host });
  const { policies, policySet } = judges.status;
  io.stderr.write(`listening on ${server.url}, ${policies} policies, policy set ${policySet.slice(0, 12)}\n`);
  await aborted(stop, (flags['shutdown-delay'] ?? 0) * 1000);
  return 0;
}

function openFeed({ cluster, kubeconfig }: ServeFlags, { env }: ShellIo, onNotice: Notify): ClusterFeed | undefined {
  return cluster ? new ClusterFeed({ kubeconfig, env, podId: env['POD_NAME'] ?? hostname(), onNotice }) : undefined;
}

function openJudges(
  flags: ServeFlags,
  io: ShellIo,
  feed: ClusterFeed | undefined,
  onNotice: Notify,
): Promise<LiveJudges> {
  const { config: _, ...request } = toPolicyRequest(flags, DEFAULT_CONFIG, io);
  const load = (cluster?: readonly JsonObject[]): Promise<LoadedJudges> =>
    loadInThread({
      ...request,
      cluster,
      configFile: flags.config,
      failOn: flags['fail-on'],
      timeoutMs: flags.timeout ?? RULE_LIMIT_MS,
      today: today(io),
      followUnpinned: flags['follow-unpinned'],
    });
  return LiveJudges.open({
    load: () => (feed === undefined ? load() : feed.load(load)),
    images: createImagesKeeper(io.env),
    threads: flags.jobs ?? Math.min(MOST_THREADS, io.cores),
    today: () => today(io),
    now: io.now,
    view: feed?.view,
    onInForce: (loaded) => feed?.confirm(loaded),
    onNotice,
    log: (entry) => io.stderr.write(logLine(entry, io.now())),
  });
}

function tlsFiles(flags: ServeFlags): TlsFiles {
  const { 'tls-cert': certFile, 'tls-key': keyFile } = flags;
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  throw new SluiceError(
    'USAGE',
    'the API server speaks to webhooks over TLS only: give --tls-cert FILE and --tls-key FILE',
  );
}

type LogEntry = JudgesLogEntry | ({ readonly event: 'admission' } & AdmissionLogEntry);

/** JSON, a line each: whatever a name holds, it can end no line and begin none. */
function logLine(entry: LogEntry, now: Date): string {
  return `${JSON.stringify({ time: now.toISOString(), ...entry })}\n`;
}

function aborted(signal: AbortSignal, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const wait = (): void => void setTimeout(resolve, delayMs);
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
}
