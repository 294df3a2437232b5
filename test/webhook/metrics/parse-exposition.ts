/** One sample as a scraper reads it. */
export interface Scraped {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? ([+-]Inf|NaN|-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`,
);
const META = new RegExp(`^# (HELP|TYPE) (${NAME}) (.*)$`);
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/**
 * Reads Prometheus' text format, and takes nothing that the format does not have: every metric has HELP, then TYPE, then its samples, once;
 * no series stands there twice; histograms grow up to `+Inf`, which is their count. @throws Error
 */
export function parseExposition(text: string): readonly Scraped[] {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const samples: Scraped[] = [];
  const known = new Set<string>();
  let metric = { name: '', type: '', hasHelp: false };
  for (const line of text.slice(0, -1).split('\n')) {
    const [, word, name = '', rest = ''] = META.exec(line) ?? [];
    if (word === 'HELP') {
      if (known.has(name)) throw new Error(`${name} stands there twice`);
      known.add(name);
      metric = { name, type: '', hasHelp: true };
    } else if (word === 'TYPE') {
      if (name !== metric.name || !metric.hasHelp || metric.type !== '') throw new Error(`TYPE out of place: ${line}`);
      if (SUFFIXES[rest] === undefined) throw new Error(`unknown type: ${line}`);
      metric = { ...metric, type: rest };
    } else {
      samples.push(parseSample(line, metric));
    }
  }
  refuseTwins(samples);
  return samples;
}

function parseSample(line: string, metric: { readonly name: string; readonly type: string }): Scraped {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`no sample: ${line}`);
  const suffixes = SUFFIXES[metric.type] ?? [];
  if (!suffixes.some((suffix) => name === metric.name + suffix)) throw new Error(`${name} is not of ${metric.name}`);
  const pairs = labels === '' ? [] : (labels.match(new RegExp(LABEL, 'g')) ?? []);
  return {
    name,
    labels: Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), unescape(pair.slice(pair.indexOf('=') + 2, -1))]),
    ),
    value: value === '+Inf' ? Infinity : Number(value),
  };
}

const unescape = (text: string): string => text.replaceAll(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));

function refuseTwins(samples: readonly Scraped[]): void {
  const seen = new Set<string>();
  for (const { name, labels } of samples) {
    const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (seen.has(key)) throw new Error(`${key} stands there twice`);
    seen.add(key);
  }
  for (const { name, labels, value } of samples) {
    if (!name.endsWith('_bucket') || labels['le'] !== '+Inf') continue;
    const { le: _le, ...others } = labels;
    const count = find(samples, name.replace(/_bucket$/, '_count'), others);
    if (count !== value) throw new Error(`${name} does not end in its count`);
  }
}

/** The value of one series; undefined when it is not there. */
export function find(
  samples: readonly Scraped[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = JSON.stringify(Object.entries(labels).sort());
  return samples.find((one) => one.name === name && JSON.stringify(Object.entries(one.labels).sort()) === wanted)
    ?.value;
}
