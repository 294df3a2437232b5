import { type Directive, pad } from './format-directive.ts';
import { characters, toBytes } from './go-string.ts';
import { canBackquote, quote } from './quote.ts';

/** A string as Go's fmt formats it with the verb; undefined when strings do not have the verb. */
export function formatString(directive: Directive, text: string, verb: string): string | undefined {
  switch (verb) {
    case 'v':
      return directive.sharpV ? formatQuoted(directive, text) : formatText(directive, text);
    case 's':
      return formatText(directive, text);
    case 'q':
      return formatQuoted(directive, text);
    case 'x':
      return formatHex(directive, text);
    case 'X':
      return formatHex(directive, text).toUpperCase();
    default:
      return undefined;
  }
}

/** The text itself, cut to the precision and padded to the width, both in characters. */
export function formatText(directive: Directive, text: string): string {
  return pad(directive, truncate(directive, text));
}

function formatQuoted(directive: Directive, text: string): string {
  const shown = truncate(directive, text);
  if (directive.sharp && canBackquote(shown)) return pad(directive, `\`${shown}\``);
  return pad(directive, quote(shown, directive.plus));
}

function formatHex(directive: Directive, text: string): string {
  const all = toBytes(text);
  const bytes = Array.from(directive.precision === undefined ? all : all.slice(0, directive.precision));
  if (bytes.length === 0) return pad({ ...directive, minus: false }, '', directive.zero && !directive.minus);
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const prefix = directive.sharp ? '0x' : '';
  return pad(directive, directive.space ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join(''));
}

function truncate({ precision }: Directive, text: string): string {
  if (precision === undefined || text.length <= precision) return text;
  return characters(text).slice(0, precision).join('');
}
