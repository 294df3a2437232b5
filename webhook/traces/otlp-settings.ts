import { SluiceError } from '../../src/core/errors.ts';

/** Where spans go, and by what whoever sends them is let in. */
export interface OtlpSettings {
  /** The collector: `http://collector:4318`. Spans go to `/v1/traces` there. */
  readonly endpoint: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads `--otlp-endpoint`, and OpenTelemetry's own variable for headers: a token has no place on a command line.
 * @throws SluiceError USAGE, without quoting what was given: it may hold a password
 */
export function readOtlpSettings(endpoint: string, env: Readonly<Record<string, string | undefined>>): OtlpSettings {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
    throw new SluiceError(
      'USAGE',
      '--otlp-endpoint is no address; give one like http://collector:4318, and tokens in OTEL_EXPORTER_OTLP_HEADERS',
    );
  }
  return { endpoint: url, headers: readHeaders(env['OTEL_EXPORTER_OTLP_HEADERS'] ?? '') };
}

/** `name=value,name=value`, values percent-encoded. */
function readHeaders(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(pairs.map(readHeader));
}

function readHeader(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  const name = pair.slice(0, Math.max(at, 0)).trim().toLowerCase();
  const value = decode(pair.slice(at + 1).trim());
  if (!/^[a-z0-9-]+$/.test(name) || value === undefined || !/^[\x20-\x7e]*$/.test(value)) {
    throw new SluiceError('USAGE', 'OTEL_EXPORTER_OTLP_HEADERS is not name=value,name=value');
  }
  return [name, value];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
