import { characterCount } from './go-string.ts';

/** One parsed `%…` of a format: Go's flags, width and precision. */
export interface Directive {
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v` and `%#v` are formats of their own in Go: they take the place of plus and sharp. */
  plusV: boolean;
  sharpV: boolean;
  width: number | undefined;
  precision: number | undefined;
}

/** A directive without flags. */
export function plainDirective(): Directive {
  return {
    minus: false,
    plus: false,
    sharp: false,
    space: false,
    zero: false,
    plusV: false,
    sharpV: false,
    width: undefined,
    precision: undefined,
  };
}

/** Pads to the width, with spaces or by `0` with zeros; zeros never stand to the right. */
export function pad(directive: Directive, text: string, zero: boolean = directive.zero): string {
  const missing = (directive.width ?? 0) - characterCount(text);
  if (missing <= 0) return text;
  const padding = (zero && !directive.minus ? '0' : ' ').repeat(missing);
  return directive.minus ? text + padding : padding + text;
}
