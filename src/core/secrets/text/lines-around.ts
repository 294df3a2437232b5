import type { Span } from './layer.ts';

/** The whole lines that a span stands on, without the last line break. */
export function linesAround(text: string, { start, end }: Span): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(start === 0 ? 0 : from, to === -1 ? text.length : to);
}
