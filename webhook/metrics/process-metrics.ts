import { readdirSync } from 'node:fs';
import { constants, monitorEventLoopDelay, PerformanceObserver, type IntervalHistogram } from 'node:perf_hooks';
import { Histogram } from './histogram.ts';
import { countedElsewhere, gauge, info, type Metric } from './metric.ts';

/** What the process needs, under the names that dashboards for Node know. Disposing it stops the watching. */
export class ProcessMetrics implements Disposable {
  readonly metrics: readonly Metric[];
  readonly #lag: IntervalHistogram = monitorEventLoopDelay({ resolution: 20 });
  readonly #collections: PerformanceObserver;

  constructor() {
    const pauses = new Histogram(
      { name: 'nodejs_gc_duration_seconds', help: 'Seconds that collecting garbage took, by kind.' },
      GC_BOUNDS,
    );
    this.#collections = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) pauses.observe({ kind: gcKind(entry) }, entry.duration / 1000);
    });
    this.#collections.observe({ entryTypes: ['gc'] });
    this.#lag.enable();
    this.metrics = [...usage(), ...memory(), ...lagMetrics(this.#lag), pauses, version()];
  }

  [Symbol.dispose](): void {
    this.#lag.disable();
    this.#collections.disconnect();
  }
}

const GC_BOUNDS = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1];
const GC_KINDS: ReadonlyMap<number, string> = new Map([
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** Node's types know no details of an entry. */
function gcKind(entry: object): string {
  const detail: unknown = 'detail' in entry ? entry.detail : undefined;
  const kind = typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : undefined;
  return (typeof kind === 'number' ? GC_KINDS.get(kind) : undefined) ?? 'other';
}

const MICROSECONDS = 1e6;

function usage(): readonly Metric[] {
  const startedAt = Date.now() / 1000 - process.uptime();
  const cpu = (): number => (process.cpuUsage().user + process.cpuUsage().system) / MICROSECONDS;
  return [
    countedElsewhere({ name: 'process_cpu_seconds_total', help: 'Seconds of processor time, of all threads.' }, cpu),
    gauge({ name: 'process_start_time_seconds', help: 'When the process began, in Unix time.' }, () => startedAt),
    ...openFiles(),
  ];
}

/** Only Linux says it at no cost. */
function openFiles(): readonly Metric[] {
  if (process.platform !== 'linux') return [];
  return [
    gauge({ name: 'process_open_fds', help: 'Open files and connections.' }, () => readdirSync('/proc/self/fd').length),
  ];
}

function memory(): readonly Metric[] {
  const of = (name: string, help: string, read: (usage: NodeJS.MemoryUsage) => number): Metric =>
    gauge({ name, help }, () => read(process.memoryUsage()));
  return [
    of('process_resident_memory_bytes', 'Memory of the process, of all threads.', ({ rss }) => rss),
    of('nodejs_heap_size_total_bytes', 'Heap of the main thread.', ({ heapTotal }) => heapTotal),
    of('nodejs_heap_size_used_bytes', 'Heap of the main thread that is in use.', ({ heapUsed }) => heapUsed),
    of('nodejs_external_memory_bytes', 'Memory outside of the heap.', ({ external }) => external),
  ];
}

const NANOSECONDS = 1e9;

/** Since the process began. A thread that is busy answers nobody, whatever the other figures say. */
function lagMetrics(lag: IntervalHistogram): readonly Metric[] {
  const of = (which: string, read: () => number): Metric =>
    gauge(
      { name: `nodejs_eventloop_lag_${which}_seconds`, help: `Lateness of the event loop: ${which}.` },
      () => finite(read()) / NANOSECONDS,
    );
  return [
    of('mean', () => lag.mean),
    of('max', () => lag.max),
    of('p50', () => lag.percentile(50)),
    of('p90', () => lag.percentile(90)),
    of('p99', () => lag.percentile(99)),
  ];
}

/** Before the first measurement there is no mean. */
const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

function version(): Metric {
  return info({ name: 'nodejs_version_info', help: 'The version of Node.' }, () => ({ version: process.version }));
}
