/** How people see what the server does. */
export const WATCHING_FLAGS = {
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
    choices: ['sluice', 'gatekeeper'],
    group: 'Watching',
    description: 'Whose names the metrics of requests have.',
    defaultText: 'sluice',
  },
  'log-level': {
    kind: 'choice',
    choices: ['debug', 'info', 'warn', 'error'],
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
  'otlp-endpoint': {
    kind: 'text',
    value: 'URL',
    group: 'Watching',
    description:
      'Send traces as OTLP over HTTP to this collector, of the requests that the API server traces. What lets them in is taken from OTEL_EXPORTER_OTLP_HEADERS.',
    defaultText: 'no traces',
  },
  'trace-every': {
    kind: 'count',
    value: 'N',
    min: 0,
    max: 1_000_000,
    group: 'Watching',
    description: 'Trace one of N requests of which the API server says nothing, too; 0 traces none.',
    defaultText: '0',
  },
} as const;
