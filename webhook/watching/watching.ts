import type { EndpointDeps } from '../admission/admission-endpoint.ts';
import { sluiceVersion } from '../../src/node/sluice-version.ts';
import type { Log } from './admission-log.ts';
import type { AdmissionRecord } from './admission-record.ts';
import type { AdmissionQueue } from '../admission/admission-queue.ts';
import type { WebhookDeps } from '../serving/app.ts';
import type { CertificateRead } from '../serving/certificate-watch.ts';
import type { LiveJudges } from '../judging/live-judges.ts';
import { countedElsewhere, type Metric } from '../metrics/metric.ts';
import { MetricsServer, type MetricsPlace } from '../metrics/metrics-server.ts';
import { ProcessMetrics } from '../metrics/process-metrics.ts';
import {
  createWebhookMetrics,
  type MetricsCompat,
  type WebhookMetrics,
  type WebhookState,
} from '../metrics/webhook-metrics.ts';
import { createAdmissionTracer } from '../traces/admission-tracer.ts';
import { OtlpExporter } from '../traces/otlp-exporter.ts';
import type { OtlpSettings } from '../traces/otlp-settings.ts';
import { endOf, type ServerIdentity } from '../serving/tls.ts';

export interface WatchingOptions {
  /** Where metrics are served: beside the webhook, or on a port of their own. Absent: nowhere. */
  readonly metrics: 'shared' | MetricsPlace | undefined;
  readonly metricsCompat: MetricsCompat;
  /** Metrics of parts that are not there in every server. */
  readonly more?: readonly Metric[];
  /** Told of each answer, too. */
  readonly onAnswer?: ((record: AdmissionRecord) => void) | undefined;
  /** Absent: nothing is traced. */
  readonly traces?: OtlpSettings & { readonly every: number };
}

/** What is watched. */
export interface Watched {
  readonly judges: LiveJudges;
  readonly queue: AdmissionQueue;
  readonly identity: ServerIdentity;
}

/** How people see what the server does: its log and its metrics. */
export interface Watching extends AsyncDisposable {
  readonly deps: Pick<EndpointDeps, 'observe' | 'observeRefusal'> & Pick<WebhookDeps, 'metrics'>;
  readonly certificateRead: (read: CertificateRead) => void;
  /** Serves the metrics, where they have a port of their own. @throws SluiceError SERVER_FAILED */
  readonly listen: () => Promise<MetricsServer | undefined>;
}

export function openWatching(options: WatchingOptions, log: Log, watched: Watched): Watching {
  const place = options.metrics;
  const metrics = createWebhookMetrics(options.metricsCompat, stateOf(watched));
  const ofProcess = place === undefined ? undefined : new ProcessMetrics();
  const traces = openTraces(options.traces, log);
  const shown = [
    ...metrics.metrics,
    ...(options.more ?? []),
    ...(traces?.metrics ?? []),
    ...(ofProcess?.metrics ?? []),
  ];
  return {
    deps: {
      observe: (record) => {
        metrics.observe(record);
        log.answered(record);
        traces?.observe(record);
        options.onAnswer?.(record);
      },
      observeRefusal: metrics.observeRefusal,
      ...(place === 'shared' ? { metrics: shown } : {}),
    },
    certificateRead: (read) => sayRead(read, log, metrics),
    listen: async () => (place === undefined || place === 'shared' ? undefined : MetricsServer.listen(shown, place)),
    [Symbol.asyncDispose]: async () => {
      ofProcess?.[Symbol.dispose]();
      await traces?.exporter[Symbol.asyncDispose]();
    },
  };
}

interface Traces {
  readonly exporter: OtlpExporter;
  readonly observe: (record: AdmissionRecord) => void;
  readonly metrics: readonly Metric[];
}

function openTraces(options: WatchingOptions['traces'], log: Log): Traces | undefined {
  if (options === undefined) return undefined;
  const exporter = new OtlpExporter({
    ...options,
    serviceVersion: sluiceVersion(),
    onChange: (problem) =>
      problem === undefined
        ? log.say('info', 'traces', { message: 'delivered again' })
        : log.say('warn', 'traces', { message: problem }),
  });
  const text = { name: 'sluice_trace_spans_dropped_total', help: 'Spans that no collector took.' };
  return {
    exporter,
    observe: createAdmissionTracer({ add: (span) => exporter.add(span), every: options.every, now: Date.now }),
    metrics: [countedElsewhere(text, () => exporter.dropped)],
  };
}

function sayRead(read: CertificateRead, log: Log, metrics: WebhookMetrics): void {
  metrics.observeReload(read.kind === 'renewed');
  switch (read.kind) {
    case 'renewed':
      return log.say('info', 'certificate', { until: read.until.toISOString() });
    case 'refused':
      return log.say('error', 'certificate', { message: `the certificate in use stays: ${read.reason}` });
  }
}

function stateOf({ judges, queue, identity }: Watched): WebhookState {
  return {
    waiting: () => queue.waiting,
    running: () => queue.running,
    isReady: () => judges.isReady,
    policySet: () => judges.policySet,
    policies: () => judges.status.policies,
    loads: () => judges.loads,
    constraints: () => judges.facts.constraints,
    templates: () => judges.facts.templates,
    broken: () => judges.status.broken,
    certificateEnd: () => endOf(identity.tls) / 1000,
  };
}
