import type { Labels, Metric, Sample } from './metric.ts';

/** The type of the text: Prometheus' own format, which everything that scrapes reads. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** All metrics as text. Source: prometheus.io/docs/instrumenting/exposition_formats. */
export function expose(metrics: readonly Metric[]): string {
  return metrics.map(exposeOne).join('');
}

function exposeOne(metric: Metric): string {
  const { name, help, type } = metric;
  const lines = [...metric.samples()].map((sample) => sampleLine(name, sample));
  return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

const sampleLine = (name: string, { suffix = '', labels, value }: Sample): string =>
  `${name}${suffix}${labelText(labels)} ${numberText(value)}`;

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeValue = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');

function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
