import { messageOf } from '../../src/core/errors.ts';
import type { OtlpSpan } from './admission-span.ts';
import type { OtlpSettings } from './otlp-settings.ts';

export interface OtlpExporterOptions extends OtlpSettings {
  readonly serviceVersion: string;
  /** Told when spans cannot be delivered, and when they can be again. */
  readonly onChange: (problem: string | undefined) => void;
  /** Default: 5 seconds. */
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;
const MOST_WAITING = 2_048;
const BATCH = 512;
const ANSWER_MS = 10_000;

/** Sends spans as OTLP over HTTP, as JSON. What a collector does not take is dropped: no answer waits for it. */
export class OtlpExporter implements AsyncDisposable {
  readonly #options: OtlpExporterOptions;
  readonly #timer: NodeJS.Timeout;
  #waiting: OtlpSpan[] = [];
  #sending: Promise<void> | undefined;
  #problem: string | undefined;
  #dropped = 0;

  constructor(options: OtlpExporterOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#flush(), options.everyMs ?? EVERY_MS).unref();
  }

  /** Spans that nobody got. */
  get dropped(): number {
    return this.#dropped;
  }

  add(span: OtlpSpan): void {
    if (this.#waiting.length >= MOST_WAITING) this.#dropped += 1;
    else this.#waiting.push(span);
    if (this.#waiting.length >= BATCH) void this.#flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
    await this.#flush();
    this.#dropped += this.#waiting.splice(0).length;
  }

  #flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      const problem = await this.#send(batch);
      if (problem !== undefined) this.#dropped += batch.length;
      if ((problem === undefined) !== (this.#problem === undefined)) this.#options.onChange(problem);
      this.#problem = problem;
      if (problem !== undefined) return;
    }
  }

  async #send(spans: readonly OtlpSpan[]): Promise<string | undefined> {
    const { endpoint, headers, serviceVersion } = this.#options;
    try {
      const answer = await fetch(new URL(`${endpoint.pathname.replace(/\/$/, '')}/v1/traces`, endpoint), {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(toTraces(spans, serviceVersion)),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await answer.body?.cancel();
      return answer.ok ? undefined : `the collector answers ${answer.status}`;
    } catch (error) {
      return `the collector cannot be reached: ${messageOf(error)}`;
    }
  }
}

function toTraces(spans: readonly OtlpSpan[], version: string): object {
  const attributes = [
    { key: 'service.name', value: { stringValue: 'sluice' } },
    { key: 'service.version', value: { stringValue: version } },
  ];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'sluice' }, spans }] }] };
}
